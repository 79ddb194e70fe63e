/// Which lines of one sheet are which of another: rows, or columns.
struct LineAlignment {
  /// Lines that belong together: places in the two lists, both rising.
  private(set) var pairs: [(old: Int, new: Int)] = []
  /// Lines that are the same and stand elsewhere.
  private(set) var moved: [(old: Int, new: Int)] = []

  /// How alike two lines are, 0 to 1.
  typealias Likeness = (_ old: Int, _ new: Int) -> Double

  /// The most pairs of lines that one gap compares by their cells.
  private static let comparisonsMax = 1 << 18
  /// How often a gap is divided by lines that stand once in it.
  private static let depthMax = 64
  /// Lines at least so alike are the same line, changed.
  private static let likenessMin = 0.5

  /// Aligns two lists of lines.
  ///
  /// Lines that stand once in both lists and are equal hold the two together (the longest rising
  /// run of them); between two such lines, the like are paired with the like, and where as many
  /// lines are left on both sides, those with those.
  ///
  /// - Parameters:
  ///   - old: The first list, each line by a hash of what it holds; 0 for one that holds nothing.
  ///   - new: The second list.
  ///   - likeness: How alike two lines are.
  init(_ old: [Int], _ new: [Int], likeness: Likeness) {
    align(old, new, 0..<old.count, 0..<new.count, depth: 0, likeness)
    pairs.sort { $0.old < $1.old }
    findMoved(old, new)
  }

  private mutating func align(
    _ old: [Int], _ new: [Int], _ olds: Range<Int>, _ news: Range<Int>, depth: Int,
    _ likeness: Likeness
  ) {
    var (olds, news) = (olds, news)
    while let one = olds.first, let other = news.first, old[one] == new[other] {
      pairs.append((one, other))
      olds.removeFirst()
      news.removeFirst()
    }
    while let one = olds.last, let other = news.last, old[one] == new[other] {
      pairs.append((one, other))
      olds.removeLast()
      news.removeLast()
    }
    guard !olds.isEmpty, !news.isEmpty else { return }
    let anchors = Self.anchors(old, new, olds, news)
    guard !anchors.isEmpty, depth < Self.depthMax else { return alignGap(olds, news, likeness) }
    var (fromOld, fromNew) = (olds.lowerBound, news.lowerBound)
    for anchor in anchors + [(olds.upperBound, news.upperBound)] {
      align(old, new, fromOld..<anchor.0, fromNew..<anchor.1, depth: depth + 1, likeness)
      if anchor.0 < olds.upperBound { pairs.append(anchor) }
      (fromOld, fromNew) = (anchor.0 + 1, anchor.1 + 1)
    }
  }

  /// The longest rising run of lines that stand once on either side.
  private static func anchors(
    _ old: [Int], _ new: [Int], _ olds: Range<Int>, _ news: Range<Int>
  ) -> [(Int, Int)] {
    func once(_ list: [Int], _ range: Range<Int>) -> [Int: Int] {
      var places: [Int: Int] = [:]
      for place in range { places[list[place]] = places[list[place]] == nil ? place : -1 }
      return places.filter { $0.value >= 0 && $0.key != 0 }
    }
    let oldPlaces = once(old, olds)
    let newPlaces = once(new, news)
    let common = oldPlaces.compactMap { key, place in newPlaces[key].map { (place, $0) } }
      .sorted { $0.0 < $1.0 }
    return longestRising(common)
  }

  /// The longest run of pairs whose second places rise, by piles and links back.
  private static func longestRising(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
    var tops: [Int] = []
    var links = [Int](repeating: -1, count: pairs.count)
    for (place, pair) in pairs.enumerated() {
      var (low, high) = (0, tops.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tops[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
      }
      if low > 0 { links[place] = tops[low - 1] }
      if low == tops.count { tops.append(place) } else { tops[low] = place }
    }
    var run: [(Int, Int)] = []
    var place = tops.last ?? -1
    while place >= 0 {
      run.append(pairs[place])
      place = links[place]
    }
    return run.reversed()
  }

  /// Pairs lines of a gap by how alike they are, those in order and most alike in sum.
  private mutating func alignGap(
    _ olds: Range<Int>, _ news: Range<Int>, _ likeness: Likeness
  ) {
    guard olds.count * news.count <= Self.comparisonsMax else {
      return pairRest(olds, news)
    }
    let width = news.count + 1
    var best = [Double](repeating: 0, count: (olds.count + 1) * width)
    var like = [Double](repeating: 0, count: olds.count * news.count)
    for (i, one) in olds.enumerated() {
      for (j, other) in news.enumerated() {
        let found = likeness(one, other)
        like[i * news.count + j] = found >= Self.likenessMin ? found : 0
      }
    }
    for i in stride(from: olds.count - 1, through: 0, by: -1) {
      for j in stride(from: news.count - 1, through: 0, by: -1) {
        let paired = like[i * news.count + j]
        let both = paired > 0 ? paired + best[(i + 1) * width + j + 1] : 0
        best[i * width + j] = max(both, best[(i + 1) * width + j], best[i * width + j + 1])
      }
    }
    var (i, j) = (0, 0)
    var (fromOld, fromNew) = (olds.lowerBound, news.lowerBound)
    while i < olds.count && j < news.count {
      let paired = like[i * news.count + j]
      let here = best[i * width + j]
      if paired > 0 && here == paired + best[(i + 1) * width + j + 1] {
        let pair = (olds.lowerBound + i, news.lowerBound + j)
        pairRest(fromOld..<pair.0, fromNew..<pair.1)
        pairs.append(pair)
        (fromOld, fromNew) = (pair.0 + 1, pair.1 + 1)
        (i, j) = (i + 1, j + 1)
      } else if here == best[(i + 1) * width + j] {
        i += 1
      } else {
        j += 1
      }
    }
    pairRest(fromOld..<olds.upperBound, fromNew..<news.upperBound)
  }

  /// Pairs what is left of a gap line by line, where as many are left on both sides.
  private mutating func pairRest(_ olds: Range<Int>, _ news: Range<Int>) {
    guard olds.count == news.count else { return }
    pairs += zip(olds, news).map { (old: $0, new: $1) }
  }

  /// Finds lines without a partner that are equal to one without a partner.
  private mutating func findMoved(_ old: [Int], _ new: [Int]) {
    let (usedOld, usedNew) = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
    var places: [Int: [Int]] = [:]
    for place in old.indices.reversed() where !usedOld.contains(place) && old[place] != 0 {
      places[old[place], default: []].append(place)
    }
    for place in new.indices where !usedNew.contains(place) {
      guard let from = places[new[place]]?.popLast() else { continue }
      moved.append((from, place))
    }
  }
}
