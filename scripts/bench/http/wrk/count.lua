-- The mean door-to-needle time by month, over other months each time where the server takes a range.
dofile("scripts/bench/http/wrk/shared.lua")
local ranged = os.getenv("RANGED") == "1"
-- A day of 2025-12 and after, from where the cases are spread over 350 days.
function date(month, day)
  return os.date("!%Y-%m-%d", os.time({ year = 2025, month = 12 + month, day = day, hour = 12 }))
end
function range()
  local from = math.random(0, 11)
  return date(from, 1), date(math.random(from, 11) + 1, 0)
end
request = function()
  local path = "/api/apoplexy/count/?count_type=dntmean&count_period=month"
  if ranged then
    local from, to = range()
    path = path .. "&created_time%5B%5D=" .. from .. "%2000:00:00&created_time%5B%5D=" .. to .. "%2023:59:59"
  end
  return wrk.format("GET", path)
end
