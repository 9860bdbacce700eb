-- One of the first pages of all cases.
dofile("scripts/bench/http/wrk/shared.lua")
request = function()
  return wrk.format("GET", "/api/apoplexy/?limit=20&offset=" .. math.random(0, 4) * 20)
end
