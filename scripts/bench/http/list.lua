-- Lists as clinicians ask for them: another filter or page each time.
wrk.headers["Authorization"] = "Token " .. os.getenv("TOKEN")
local function maybe(name, values)
  local value = values[math.random(1, #values + 1)]
  return value and ("&" .. name .. "=" .. value) or ""
end
request = function()
  local path = "/api/apoplexy/?limit=20&offset=" .. math.random(0, 4) * 20
    .. maybe("treatment_type", { "429", "430" }) .. maybe("patient__gender", { "1", "2" })
  return wrk.format("GET", path)
end
