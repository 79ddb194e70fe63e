// What things lose in worth.

internal import Glibc

/// Ways to write off a cost down to a salvage value.
enum Depreciation {
  /// Declining balance at a rate rounded to thousandths, the first year counted in months.
  ///
  /// - Source: OpenFormula 1.3 §6.12.14 DB.
  static func fixedDeclining(
    _ cost: Double, _ salvage: Double, _ life: Double, _ period: Double, months: Double
  ) -> Double {
    let rate = ((1 - pow(salvage / cost, 1 / life)) * 1000 + 0.5).rounded(.down) / 1000
    let first = cost * rate * months / 12
    if period.rounded(.down) == 1 { return first }
    var total = first
    var current = 0.0
    let last = min(life, period).rounded(.down)
    var year = 2.0
    while year <= last {
      current = (cost - total) * rate
      total += current
      if current == 0 { break }
      year += 1
    }
    return period > life ? (cost - total) * rate * (12 - months) / 12 : current
  }

  /// Declining balance at `factor` over the life, never below the salvage value.
  ///
  /// - Source: OpenFormula 1.3 §6.12.15 DDB.
  static func declining(
    _ cost: Double, _ salvage: Double, _ life: Double, _ period: Double, _ factor: Double
  ) -> Double {
    let rate = min(factor / life, 1)
    let old = rate == 1 ? (period == 1 ? cost : 0) : cost * pow(1 - rate, period - 1)
    let new = cost * pow(1 - rate, period)
    return max(old - max(new, salvage), 0)
  }

  /// What is written off from `start` to `end`, by declining balance, turning to equal parts when
  /// they are more unless `noSwitch`.
  ///
  /// - Source: OpenFormula 1.3 §6.12.50 VDB.
  static func variable(
    _ cost: Double, _ salvage: Double, _ life: Double, from start: Double, to end: Double,
    _ factor: Double, noSwitch: Bool
  ) -> Double {
    let firstPeriod = start.rounded(.down)
    let lastPeriod = end.rounded(.up)
    guard lastPeriod - firstPeriod <= 100_000 else { return .nan }
    if noSwitch {
      var sum = 0.0
      var period = firstPeriod + 1
      while period <= lastPeriod {
        var term = declining(cost, salvage, life, period, factor)
        if period == firstPeriod + 1 {
          term *= min(end, firstPeriod + 1) - start
        } else if period == lastPeriod {
          term *= end + 1 - lastPeriod
        }
        sum += term
        period += 1
      }
      return sum
    }
    // Whole periods, less the parts of the first and the last one that are not asked for.
    let before = switching(cost, salvage, life, life, firstPeriod, factor)
    let wanted = switching(
      cost - before, salvage, life, life - firstPeriod, lastPeriod - firstPeriod, factor)
    var part = 0.0
    if start != firstPeriod {
      part +=
        (start - firstPeriod)
        * switching(cost - before, salvage, life, life - firstPeriod, 1, factor)
    }
    if end != lastPeriod {
      let earlier = switching(cost, salvage, life, life, lastPeriod - 1, factor)
      part +=
        (lastPeriod - end)
        * switching(cost - earlier, salvage, life, life - lastPeriod + 1, 1, factor)
    }
    return wanted - part
  }

  /// What is written off in the first `periods` whole periods.
  private static func switching(
    _ cost: Double, _ salvage: Double, _ life: Double, _ remaining: Double, _ periods: Double,
    _ factor: Double
  ) -> Double {
    var sum = 0.0
    var rest = cost - salvage
    var linear: Double?
    var period = 1.0
    while period <= periods {
      if let linear {
        sum += linear
      } else {
        let declined = declining(cost, salvage, life, period, factor)
        let equal = rest / (remaining - (period - 1))
        if equal > declined {
          linear = equal
          sum += equal
        } else {
          sum += declined
          rest -= declined
        }
      }
      period += 1
    }
    return sum
  }

  /// The French degressive way, with the coefficient that the life asks for.
  ///
  /// - Source: OpenFormula 1.3 §6.12.4 AMORDEGRC.
  static func frenchDegressive(
    _ cost: Double, firstFraction: Double, _ salvage: Double, _ period: Int, _ rate: Double
  ) -> Double {
    let life = 1 / rate
    let coefficient = life < 3 ? 1 : (life < 5 ? 1.5 : (life <= 6 ? 2 : 2.5))
    let rate = rate * coefficient
    var cost = cost
    var part = (firstFraction * rate * cost).rounded()
    cost -= part
    var rest = cost - salvage
    for index in 0..<max(period, 0) {
      part = (rate * cost).rounded()
      rest -= part
      if rest < 0 { return period - index <= 1 ? (cost * 0.5).rounded() : 0 }
      cost -= part
      if part == 0 { return 0 }
    }
    return part
  }

  /// The French linear way.
  ///
  /// - Source: OpenFormula 1.3 §6.12.5 AMORLINC.
  static func frenchLinear(
    _ cost: Double, firstFraction: Double, _ salvage: Double, _ period: Double, _ rate: Double
  ) -> Double {
    let each = cost * rate
    let first = firstFraction * each
    let whole = ((cost - salvage - first) / each).rounded(.towardZero)
    if period == 0 { return first }
    if period <= whole { return each }
    return period == whole + 1 ? cost - salvage - each * whole - first : 0
  }
}
