-- What every script shares: who asks, other numbers in every round, and the percentiles as one line that the bench reads.
wrk.headers["Authorization"] = "Token " .. os.getenv("TOKEN")
cases = tonumber(os.getenv("CASES"))
local seed = tonumber(os.getenv("SEED"))
function init()
  math.randomseed(seed)
end
function anyOf(values)
  return values[math.random(1, #values)]
end
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("\nRESULT %d %d %d %.3f %.3f %.3f\n", summary.requests, summary.duration, failed,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
