import Sheets

/// One row or column of a merged file, named before it is known where it will stand.
enum MergeLine: Hashable {
  /// A line of the user's file, by its place there.
  case user(Int)
  /// A line that only the other version has, by its place there.
  case new(Int)
}

/// Where the rows, or the columns, of two versions are in the merged file: those of the user's
/// file, without those that are taken out, with those of the other version that come.
struct MergeLines {
  /// A line of the other version, and the line of the user's file that it is put before.
  struct Insert {
    var ours: Int
    var before: Int
  }

  /// The lines that come, in the order of the merged file.
  private(set) var inserts: [Insert] = []
  /// The lines of the user's file that are taken out, rising.
  private(set) var gone: [Int] = []
  /// The lines of the user's file that are lines of the other version.
  private var users: [Int: Int] = [:]
  private var places: [Int: Int] = [:]

  /// Says that a line of the other version is one of the user's file.
  mutating func pair(ours: Int, user: Int) { users[ours] = user }

  /// Lets a line of the other version come.
  mutating func insert(ours: Int, before: Int) {
    inserts.append(Insert(ours: ours, before: before))
  }

  /// Takes a line of the user's file out.
  mutating func remove(_ user: Int) { gone.append(user) }

  /// Forgets the lines that could neither come nor be taken out, and counts.
  mutating func settle(without refused: Set<MergeLine>) {
    inserts.removeAll { refused.contains(.new($0.ours)) }
    gone.removeAll { refused.contains(.user($0)) }
    inserts.sort { ($0.before, $0.ours) < ($1.before, $1.ours) }
    gone.sort()
    for (place, insert) in inserts.enumerated() {
      places[insert.ours] = insert.before - Self.count(gone, below: insert.before) + place
    }
  }

  /// Where a line is; nil for one that does not come, or is taken out.
  func place(_ line: MergeLine) -> Int? {
    switch line {
    case .new(let ours): return places[ours]
    case .user(let user):
      let before = Self.count(gone, below: user)
      guard before == gone.count || gone[before] != user else { return nil }
      var (low, high) = (0, inserts.count)
      while low < high {
        let middle = (low + high) / 2
        if inserts[middle].before <= user { low = middle + 1 } else { high = middle }
      }
      return user - before + low
    }
  }

  /// Where a line of the other version is; of one that holds nothing, beside the line before it.
  func place(ofOurs line: Int) -> Int? {
    for step in 0...min(line, Self.stepsMax) {
      if let place = places[line - step] { return place + step }
      if let user = users[line - step] { return place(.user(user)).map { $0 + step } }
    }
    return line
  }

  /// How far a line that holds nothing may lie from one that does.
  private static let stepsMax = 4096

  private static func count(_ sorted: [Int], below limit: Int) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Where the cells of one sheet of the other version are in the merged file.
struct MergePlaces {
  /// The sheet's name in the merged file.
  var sheet: String
  var rows = MergeLines()
  var columns = MergeLines()
}
