-- The operation record of any case.
dofile("scripts/bench/http/wrk/shared.lua")
request = function()
  return wrk.format("GET", "/api/common/history/?table_name=apoplexy_apoplexy&instance_id=" .. math.random(1, cases))
end
