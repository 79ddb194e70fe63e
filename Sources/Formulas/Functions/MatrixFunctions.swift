internal import Glibc

/// Matrices.
enum MatrixFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("MMULT", 2...2, [.array]) { call throws(FormulaError) in
      let (one, other) = (try call.matrix(0), try call.matrix(1))
      guard one.columns == other.rows else { throw wrongShape(call) }
      guard one.rows * one.columns * other.columns <= workMax else { throw .limit }
      return .array(try array(one.times(other)))
    },
    FunctionDefinition("MINVERSE", 1...1, [.array]) { call throws(FormulaError) in
      let matrix = try square(call)
      guard let inverse = matrix.inverse, inverse.values.allSatisfy(\.isFinite) else {
        throw .argument
      }
      return .array(try array(inverse))
    },
    FunctionDefinition("MDETERM", 1...1, [.array]) { call throws(FormulaError) in
      .checked(try square(call).determinant)
    },
    FunctionDefinition("MUNIT", 1...1, ooxml: .xlfn) { call throws(FormulaError) in
      let size = Rounding.floor(try call.number(0))
      guard size >= 1, size <= 1024 else {
        throw call.settings.flavour.isLibreOffice ? .argument : .value
      }
      return .array(
        try FormulaArray(rows: Int(size), columns: Int(size)) { row, column in
          .number(row == column ? 1 : 0)
        })
    },
    FunctionDefinition("TRANSPOSE", 1...1, [.array]) { call throws(FormulaError) in
      let source = try call.array(0)
      return .array(
        try FormulaArray(rows: source.columns, columns: source.rows) { row, column in
          source[column, row]
        })
    },
  ]

  // Multiplications: a second's work.
  private static let workMax = 200_000_000
  private static let sizeMax = 400

  private static func wrongShape(_ call: FunctionCall) -> FormulaError {
    call.settings.flavour.isLibreOffice ? .argument : .value
  }

  private static func square(_ call: FunctionCall) throws(FormulaError) -> Matrix {
    let matrix = try call.matrix(0)
    guard matrix.rows == matrix.columns else { throw wrongShape(call) }
    guard matrix.rows <= sizeMax else { throw .limit }
    return matrix
  }

  private static func array(_ matrix: Matrix) throws(FormulaError) -> FormulaArray {
    try FormulaArray(
      rows: matrix.rows, columns: matrix.columns, values: matrix.values.map { .checked($0) })
  }
}
