internal import Glibc

/// Bessel functions and the error function.
enum EngineeringFunctions {
  static let table: [FunctionDefinition] = [
    bessel("BESSELJ") { BesselFunctions.first($0, $1) },
    bessel("BESSELY") { BesselFunctions.second($0, $1) },
    bessel("BESSELI") { BesselFunctions.modifiedFirst($0, $1) },
    bessel("BESSELK") { BesselFunctions.modifiedSecond($0, $1) },
    FunctionDefinition("ERF", 1...2) { call throws(FormulaError) in
      let first = try call.number(0)
      guard call.has(1) else { return .number(erf(first)) }
      let second = try call.number(1)
      // Far out on one side the complements tell the difference.
      if first > 0.5, second > 0.5 { return .number(erfc(first) - erfc(second)) }
      return .number(erf(second) - erf(first))
    },
    .real("ERFC") { erfc($0) },
    .real("ERF.PRECISE", openFormula: .microsoft, ooxml: .xlfn) { erf($0) },
  ]

  private static func bessel(
    _ name: String, _ function: @escaping @Sendable (Double, Int32) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 2...2) { call throws(FormulaError) in
      let (x, order) = (try call.number(0), try call.number(1).rounded(.towardZero))
      guard order >= 0, order <= 10_000, abs(x) < 1e15 else { throw .argument }
      return .checked(function(x, Int32(order)))
    }
  }
}
