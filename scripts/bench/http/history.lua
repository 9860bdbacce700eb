-- The operation record of any case.
wrk.headers["Authorization"] = "Token " .. os.getenv("TOKEN")
local cases = tonumber(os.getenv("CASES"))
request = function()
  return wrk.format("GET", "/api/common/history/?table_name=apoplexy_apoplexy&instance_id=" .. math.random(1, cases))
end
