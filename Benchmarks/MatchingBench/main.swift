import MatchingCases

// Benchmarks of matching.

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "quality": Quality.run(seeds: arguments.dropFirst().first.flatMap { Int($0) } ?? 20)
case "bounds":
  let numbers = arguments.dropFirst().compactMap { UInt64($0) }
  let first = numbers.first ?? 1
  Bounds.run(
    seeds: first...max(first, numbers.dropFirst().first ?? first + 99),
    shows: arguments.contains("show"))
case "speed":
  let numbers = arguments.dropFirst().compactMap { Int($0) }
  Speed.run(customers: numbers.first ?? 83_334, months: numbers.dropFirst().first ?? 12)
case "province":
  let numbers = arguments.dropFirst().compactMap { Int($0) }
  Province.run(
    households: numbers.first ?? 1_100_000, months: numbers.dropFirst().first ?? 12)
case "export":
  let rest = Array(arguments.dropFirst())
  let numbers = rest.dropFirst().compactMap { Int($0) }
  let (customers, months) = (numbers.first ?? 1000, numbers.dropFirst().first ?? 6)
  Export.run(
    folder: rest.first ?? ".",
    numbers.count < 3
      ? Speed.options(customers: customers, months: months)
      : MatchingCases.Options(
        seed: 1, customers: customers, months: months, noisePerMille: numbers[2],
        hasDenseCodes: false, hasSharedAmounts: numbers.count < 4))
default:
  print("matching-bench quality [SEEDS]")
  print("matching-bench bounds [FIRST-SEED [LAST-SEED]] [show]")
  print("matching-bench speed [CUSTOMERS [MONTHS]]")
  print("matching-bench province [HOUSEHOLDS [MONTHS]]")
  print("matching-bench export FOLDER [CUSTOMERS [MONTHS [NOISE-PER-MILLE [ANY-AMOUNTS]]]]")
}
