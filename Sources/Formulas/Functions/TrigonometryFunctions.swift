internal import Glibc

/// Angles, in radians.
enum TrigonometryFunctions {
  static let table: [FunctionDefinition] = [
    .real("SIN") { sin($0) },
    .real("COS") { cos($0) },
    .real("TAN") { tan($0) },
    .real("COT", ooxml: .xlfn) { $0 == 0 ? .infinity : 1 / tan($0) },
    .real("SEC", ooxml: .xlfn) { 1 / cos($0) },
    .real("CSC", ooxml: .xlfn) { 1 / sin($0) },
    .real("ASIN") { asin($0) },
    .real("ACOS") { acos($0) },
    .real("ATAN") { atan($0) },
    .real("ACOT", ooxml: .xlfn) { .pi / 2 - atan($0) },
    FunctionDefinition("ATAN2", 2...2) { call throws(FormulaError) in
      let (x, y) = (try call.number(0), try call.number(1))
      if x == 0, y == 0, !call.settings.flavour.isLibreOffice { throw .div0 }
      return .number(atan2(y, x))
    },
    .real("SINH") { sinh($0) },
    .real("COSH") { cosh($0) },
    .real("TANH") { tanh($0) },
    .real("COTH", ooxml: .xlfn) { 1 / tanh($0) },
    .real("SECH", ooxml: .xlfn) { 1 / cosh($0) },
    .real("CSCH", ooxml: .xlfn) { 1 / sinh($0) },
    .real("ASINH") { asinh($0) },
    .real("ACOSH") { $0 < 1 ? .nan : acosh($0) },
    .real("ATANH") { abs($0) >= 1 ? .nan : atanh($0) },
    .real("ACOTH", ooxml: .xlfn) { abs($0) <= 1 ? .nan : atanh(1 / $0) },
    .real("DEGREES") { $0 / .pi * 180 },
    .real("RADIANS") { $0 / 180 * .pi },
  ]
}
