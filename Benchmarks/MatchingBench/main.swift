// Benchmarks of matching.

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "quality": Quality.run(seeds: arguments.dropFirst().first.flatMap { Int($0) } ?? 20)
case "speed":
  let numbers = arguments.dropFirst().compactMap { Int($0) }
  Speed.run(customers: numbers.first ?? 83_334, months: numbers.dropFirst().first ?? 12)
default: print("MatchingBench quality [SEEDS] | speed CUSTOMERS MONTHS")
}
