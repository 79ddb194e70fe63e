// Square systems of equations.

/// A matrix of numbers, row by row.
struct Matrix {
  var rows: Int
  var columns: Int
  var values: [Double]

  init(rows: Int, columns: Int, values: [Double]) {
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, values: Array(repeating: 0, count: rows * columns))
  }

  subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// The product; the columns of this one are the rows of the other.
  func times(_ other: Matrix) -> Matrix {
    var product = Matrix(rows: rows, columns: other.columns)
    for row in 0..<rows {
      for inner in 0..<columns {
        let factor = self[row, inner]
        for column in 0..<other.columns {
          product.values[row * other.columns + column] += factor * other[inner, column]
        }
      }
    }
    return product
  }

  /// Rows as columns.
  var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns { result[column, row] = self[row, column] }
    }
    return result
  }

  /// The determinant of a square matrix.
  var determinant: Double {
    guard let factors = Factors(self) else { return 0 }
    var product = factors.sign
    for index in 0..<rows { product *= factors.matrix[index, index] }
    return product
  }

  /// The inverse of a square matrix; nil when there is none.
  var inverse: Matrix? {
    guard let factors = Factors(self) else { return nil }
    var result = Matrix(rows: rows, columns: rows)
    for column in 0..<rows {
      var unit = [Double](repeating: 0, count: rows)
      unit[column] = 1
      let solution = factors.solve(unit)
      for row in 0..<rows { result[row, column] = solution[row] }
    }
    return result
  }

  /// The triangular factors of a square matrix whose rows were exchanged.
  private struct Factors {
    var matrix: Matrix
    var order: [Int]
    var sign = 1.0

    /// Nil when the matrix is singular.
    init?(_ source: Matrix) {
      matrix = source
      let n = source.rows
      order = Array(0..<n)
      // The largest value of each row: pivots are compared by what they are in their rows.
      let scale = (0..<n).map { row in (0..<n).map { abs(source[row, $0]) }.max() ?? 0 }
      if scale.contains(0) { return nil }
      for k in 0..<n {
        let pivot =
          (k..<n).max {
            abs(matrix[$0, k]) / scale[order[$0]] < abs(matrix[$1, k]) / scale[order[$1]]
          } ?? k
        guard matrix[pivot, k] != 0 else { return nil }
        if pivot != k {
          for column in 0..<n {
            (matrix[k, column], matrix[pivot, column]) = (matrix[pivot, column], matrix[k, column])
          }
          order.swapAt(k, pivot)
          sign = -sign
        }
        for row in (k + 1)..<max(n, k + 1) {
          let factor = matrix[row, k] / matrix[k, k]
          matrix[row, k] = factor
          if factor == 0 { continue }
          for column in (k + 1)..<n { matrix[row, column] -= factor * matrix[k, column] }
        }
      }
    }

    func solve(_ right: [Double]) -> [Double] {
      let n = matrix.rows
      var x = order.map { right[$0] }
      for row in 0..<n {
        for column in 0..<row { x[row] -= matrix[row, column] * x[column] }
      }
      for row in (0..<n).reversed() {
        for column in (row + 1)..<max(n, row + 1) { x[row] -= matrix[row, column] * x[column] }
        x[row] /= matrix[row, row]
      }
      return x
    }
  }
}
