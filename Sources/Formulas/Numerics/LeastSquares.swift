// Linear regression by Householder reflections.

/// The line, plane … that lies nearest to points.
struct LeastSquares {
  /// The factor of each variable.
  private(set) var slopes: [Double]
  /// What is added; 0 when it was asked to be.
  private(set) var intercept: Double
  /// Standard errors of the slopes.
  private(set) var slopeErrors: [Double]
  /// Standard error of the intercept.
  private(set) var interceptError: Double
  /// The part of the squares that is explained.
  private(set) var regressionSquares: Double
  /// The part that is not.
  private(set) var residualSquares: Double
  /// Observations less what was estimated.
  private(set) var freedom: Int

  /// The share of the squares that is explained.
  var determination: Double {
    let all = regressionSquares + residualSquares
    return all == 0 ? 1 : regressionSquares / all
  }
  /// The standard error of an estimate.
  var estimateError: Double { (residualSquares / Double(freedom)).squareRoot() }
  /// The F statistic.
  var fStatistic: Double {
    regressionSquares / Double(slopes.count) / (residualSquares / Double(freedom))
  }

  /// Fits; nil when the variables depend on each other or there are too few points.
  ///
  /// - Parameters:
  ///   - variables: Each variable's values.
  ///   - y: What is explained.
  ///   - hasIntercept: Whether a constant is fitted too.
  init?(_ variables: [[Double]], _ y: [Double], hasIntercept: Bool) {
    let count = y.count
    let width = variables.count
    freedom = count - width - (hasIntercept ? 1 : 0)
    guard freedom >= 0, width > 0 else { return nil }
    let mean = { (values: [Double]) in
      hasIntercept ? Sums.total(values) / Double(count) : 0
    }
    let centres = variables.map(mean)
    let centre = mean(y)
    var columns = zip(variables, centres).map { column, middle in column.map { $0 - middle } }
    var rest = y.map { $0 - centre }
    let total = rest.reduce(0) { $0 + $1 * $1 }
    guard let diagonal = LeastSquares.reflect(&columns, &rest) else { return nil }
    slopes = Array(repeating: 0, count: width)
    for row in (0..<width).reversed() {
      var value = rest[row]
      for column in (row + 1)..<max(width, row + 1) {
        value -= columns[column][row] * slopes[column]
      }
      slopes[row] = value / diagonal[row]
    }
    intercept = hasIntercept ? centre - zip(slopes, centres).reduce(0) { $0 + $1.0 * $1.1 } : 0
    residualSquares = rest.dropFirst(width).reduce(0) { $0 + $1 * $1 }
    regressionSquares = rest.prefix(width).reduce(0) { $0 + $1 * $1 }
    // What rounding alone leaves is nothing.
    if residualSquares <= total * 1e-30 { residualSquares = 0 }
    let inverse = LeastSquares.inverse(columns, diagonal)
    let variance = freedom > 0 ? residualSquares / Double(freedom) : 0
    slopeErrors = inverse.map { row in (row.reduce(0) { $0 + $1 * $1 } * variance).squareRoot() }
    interceptError = 0
    if hasIntercept {
      var spread = 1 / Double(count)
      for column in 0..<width {
        let part = (0...column).reduce(0.0) { $0 + centres[$1] * inverse[$1][column] }
        spread += part * part
      }
      interceptError = (spread * variance).squareRoot()
    }
  }

  /// Makes the columns upper triangular, the same to `right`; gives the diagonal.
  private static func reflect(_ columns: inout [[Double]], _ right: inout [Double]) -> [Double]? {
    let count = right.count
    var diagonal: [Double] = []
    for k in columns.indices {
      let whole = columns[k].reduce(0) { $0 + $1 * $1 }
      let norm = columns[k][k...].reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard norm > 1e-14 * whole.squareRoot(), norm > 0 else { return nil }
      let alpha = columns[k][k] > 0 ? -norm : norm
      var vector = Array(columns[k][k...])
      vector[0] -= alpha
      let square = vector.reduce(0) { $0 + $1 * $1 }
      let apply = { (target: inout [Double]) in
        var dot = 0.0
        for row in k..<count { dot += vector[row - k] * target[row] }
        let factor = 2 * dot / square
        for row in k..<count { target[row] -= factor * vector[row - k] }
      }
      for other in (k + 1)..<max(columns.count, k + 1) { apply(&columns[other]) }
      apply(&right)
      diagonal.append(alpha)
    }
    return diagonal
  }

  /// The inverse of the upper triangle.
  private static func inverse(_ columns: [[Double]], _ diagonal: [Double]) -> [[Double]] {
    let n = diagonal.count
    var result = [[Double]](repeating: Array(repeating: 0, count: n), count: n)
    for column in 0..<n {
      result[column][column] = 1 / diagonal[column]
      for row in (0..<column).reversed() {
        var sum = 0.0
        for inner in (row + 1)...column { sum += columns[inner][row] * result[inner][column] }
        result[row][column] = -sum / diagonal[row]
      }
    }
    return result
  }
}
