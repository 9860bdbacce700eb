-- The mean door-to-needle time by month, over another range each time where the server takes one.
dofile("scripts/bench/http/wrk/shared.lua")
local ranged = os.getenv("RANGED") == "1"
-- 2025-12-01, from where the cases are spread over 350 days.
local first = 1764547200
local function day(number)
  return os.date("!%Y-%m-%d", first + number * 86400)
end
request = function()
  local path = "/api/apoplexy/count/?count_type=dntmean&count_period=month"
  if ranged then
    local from = math.random(0, 300)
    local to = math.random(from, 349)
    path = path .. "&created_time%5B%5D=" .. day(from) .. "%2000:00:00&created_time%5B%5D=" .. day(to) .. "%2023:59:59"
  end
  return wrk.format("GET", path)
end
