-- The time nodes of any case.
dofile("scripts/bench/http/wrk/shared.lua")
request = function()
  return wrk.format("GET", "/api/apoplexy/time_node/" .. math.random(1, cases) .. "/")
end
