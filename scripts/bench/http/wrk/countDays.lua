-- The same between any two days, which cut the first month and the last.
dofile("scripts/bench/http/wrk/count.lua")
function range()
  local from = math.random(1, 301)
  return date(0, from), date(0, math.random(from, 350))
end
