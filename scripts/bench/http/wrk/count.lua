-- The mean door-to-needle time by month, over other months each time where the server takes a range.
dofile("scripts/bench/http/wrk/shared.lua")
local ranged = os.getenv("RANGED") == "1"
-- 2025-12, from where the cases are spread over less than 12 months.
local function month(number)
  return os.date("!%Y-%m", os.time({ year = 2025, month = 12 + number, day = 1, hour = 12 }))
end
local function last(number)
  return os.date("!%Y-%m-%d", os.time({ year = 2025, month = 13 + number, day = 0, hour = 12 }))
end
request = function()
  local path = "/api/apoplexy/count/?count_type=dntmean&count_period=month"
  if ranged then
    local from = math.random(0, 11)
    local to = math.random(from, 11)
    path = path .. "&created_time%5B%5D=" .. month(from) .. "-01%2000:00:00&created_time%5B%5D=" .. last(to) .. "%2023:59:59"
  end
  return wrk.format("GET", path)
end
