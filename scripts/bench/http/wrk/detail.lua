-- Any case as it stands.
dofile("scripts/bench/http/wrk/shared.lua")
request = function()
  return wrk.format("GET", "/api/apoplexy/" .. math.random(1, cases) .. "/")
end
