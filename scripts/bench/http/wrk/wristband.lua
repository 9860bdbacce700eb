-- A scan of a wristband: a time for a patient that the nurse stands beside.
dofile("scripts/bench/http/wrk/shared.lua")
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local fields = { "arrive_emrescue_room_time", "ct_start_time", "ct_report_time", "rs_medication_time" }
request = function()
  local body = string.format('{"wristlet":"%d","field":"%s"}', math.random(1, cases), anyOf(fields))
  return wrk.format(nil, "/api/chestpain/update_arrive_time/", nil, body)
end
