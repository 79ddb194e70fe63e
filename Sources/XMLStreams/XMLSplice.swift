/// Bytes to put in the place of others.
public struct XMLSplice: Sendable {
  /// The bytes that leave; empty to insert before the byte there.
  public var range: Range<Int>
  /// The bytes that come.
  public var bytes: [UInt8]

  /// Makes a splice.
  public init(range: Range<Int>, bytes: [UInt8]) {
    self.range = range
    self.bytes = bytes
  }
}

extension [XMLSplice] {
  /// Adds a splice that begins where the last one ends, or behind it.
  ///
  /// Splices that touch become one, so that their order does not hang on a sort.
  public mutating func join(_ splice: XMLSplice) {
    guard let last = indices.last, self[last].range.upperBound == splice.range.lowerBound else {
      return append(splice)
    }
    self[last].range = self[last].range.lowerBound..<splice.range.upperBound
    self[last].bytes += splice.bytes
  }
}

extension [UInt8] {
  /// The bytes of `range` with splices made: they lie in it, and none overlaps another.
  public func spliced(_ splices: [XMLSplice], in range: Range<Int>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(range.count)
    var position = range.lowerBound
    // What is inserted before a byte comes before what takes the byte's place.
    let inOrder = splices.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for splice in inOrder {
      output.append(contentsOf: self[position..<splice.range.lowerBound])
      output.append(contentsOf: splice.bytes)
      position = splice.range.upperBound
    }
    output.append(contentsOf: self[position..<range.upperBound])
    return output
  }
}
