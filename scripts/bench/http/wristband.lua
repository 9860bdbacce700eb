-- A scan of a wristband: a time for a patient that the nurse stands beside.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Token " .. os.getenv("TOKEN")
local last = tonumber(os.getenv("WRISTLETS"))
local fields = { "arrive_emrescue_room_time", "ct_start_time", "ct_report_time", "rs_medication_time" }
request = function()
  local body = string.format('{"wristlet":"%d","field":"%s"}', math.random(1, last), fields[math.random(1, 4)])
  return wrk.format(nil, "/api/chestpain/update_arrive_time/", nil, body)
end
