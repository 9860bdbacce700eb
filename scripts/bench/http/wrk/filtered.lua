-- One of the first pages of the cases that a filter finds, or a pair of filters: those that clinicians use all day.
dofile("scripts/bench/http/wrk/shared.lua")
local filters = {
  { "treatment_type", { "429", "430" } },
  { "come_from", { "1", "2", "3", "4" } },
  { "patient__gender", { "1", "2" } },
}
local function said(filter)
  return "&" .. filter[1] .. "=" .. anyOf(filter[2])
end
request = function()
  local first = math.random(1, 3)
  local path = "/api/apoplexy/?limit=20&offset=" .. math.random(0, 4) * 20 .. said(filters[first])
  if math.random(1, 2) == 1 then
    path = path .. said(filters[(first + math.random(0, 1)) % 3 + 1])
  end
  return wrk.format("GET", path)
end
