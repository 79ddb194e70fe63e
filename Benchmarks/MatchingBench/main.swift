// Benchmarks of matching.

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "quality": Quality.run(seeds: arguments.dropFirst().first.flatMap { Int($0) } ?? 20)
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
  Export.run(
    folder: rest.first ?? ".", customers: numbers.first ?? 1000,
    months: numbers.dropFirst().first ?? 6, noisePerMille: numbers.dropFirst(2).first ?? 10)
default:
  print("matching-bench quality [SEEDS]")
  print("matching-bench speed [CUSTOMERS [MONTHS]]")
  print("matching-bench province [HOUSEHOLDS [MONTHS]]")
  print("matching-bench export FOLDER [CUSTOMERS [MONTHS [NOISE-PER-MILLE]]]")
}
