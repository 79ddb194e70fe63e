// Sums and means of many numbers.

/// Sums and means of many numbers.
enum Sums {
  /// The sum.
  static func total(_ values: some Sequence<Double>) -> Double {
    var sum = NumberRules.Sum()
    for value in values { sum.add(value) }
    return sum.value
  }

  /// The mean; not a number of none.
  static func mean(_ values: [Double]) -> Double {
    total(values) / Double(values.count)
  }

  /// The sum of squared distances from the mean.
  static func squares(_ values: [Double]) -> Double {
    let middle = mean(values)
    return total(values.lazy.map { ($0 - middle) * ($0 - middle) })
  }

  /// The sum of the products of distances from the means.
  static func products(_ one: [Double], _ other: [Double]) -> Double {
    let (first, second) = (mean(one), mean(other))
    return total(zip(one, other).lazy.map { ($0 - first) * ($1 - second) })
  }
}
