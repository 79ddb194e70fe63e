/// What a loaded cell holds, in two words.
struct LoadedEntry {
  /// What it holds, as ``CellKind``; ``none`` for nothing, ``other`` for a value kept whole.
  var kind: UInt8
  /// A number; of a truth value 0 or 1, of a duration seconds; else a bit pattern: of a text its
  /// place, of a date days and microseconds, of a value kept whole its place.
  var number: Double

  static let none: UInt8 = 255
  static let other: UInt8 = 254

  init(_ kind: UInt8, _ number: Double) {
    self.kind = kind
    self.number = number
  }

  init(_ kind: CellKind, place: Int) {
    self.init(kind.rawValue, Double(bitPattern: UInt64(place)))
  }

  /// The place of a text, or of a value kept whole.
  var place: Int { Int(truncatingIfNeeded: number.bitPattern) }

  /// What it adds to a sum; NaN for what is no number.
  var double: Double {
    switch kind {
    case CellKind.number.rawValue, CellKind.boolean.rawValue, CellKind.duration.rawValue: number
    default: .nan
    }
  }

  /// A date, where its time is whole microseconds.
  init?(day: Int32, second: Double) {
    let micros = (second * 1e6).rounded()
    guard micros >= 0, micros < 86_400e6, micros / 1e6 == second else { return nil }
    let bits = UInt64(UInt32(bitPattern: day)) << 40 | UInt64(micros)
    self.init(CellKind.date.rawValue, Double(bitPattern: bits))
  }

  /// The date.
  var date: DateTime? {
    let bits = number.bitPattern
    let low = Int32(bitPattern: UInt32(truncatingIfNeeded: bits >> 40) & 0xFF_FFFF)
    // The sign of 24 bits.
    let day = (low << 8) >> 8
    return DateTime(
      daysSince1970: Int(day), secondOfDay: Double(bits & 0xFF_FFFF_FFFF) / 1e6)
  }
}

/// The cells of one column: stretches of rows, of which each holds a cell a row, or one for all.
struct ColumnStorage: Sendable {
  /// A stretch of rows.
  private struct Stretch {
    var firstRow: Int32
    var rows: Int32
    /// Where its cells begin.
    var offset: Int32
    /// Whether one cell stands for all its rows.
    var isOne: Bool

    var end: Int { Int(firstRow) + Int(rows) }
  }

  private var stretches: [Stretch] = []
  private var numbers: [Double] = []
  /// The kind of each cell; empty as long as all are of one kind.
  private var kinds: [UInt8] = []
  private var kind = LoadedEntry.none

  /// Fewer empty rows than this between two cells are held as cells of nothing.
  private static let gapMin = 3

  /// No cells.
  init() {}

  /// How many cells are held.
  var count: Int { numbers.count }

  /// Adds a cell below those before it.
  mutating func append(_ entry: LoadedEntry, row: Int, rows: Int) {
    if rows == 1, let last = stretches.last, !last.isOne, row - last.end < Self.gapMin {
      for _ in last.end..<row { push(LoadedEntry(LoadedEntry.none, .nan)) }
      stretches[stretches.count - 1].rows += Int32(row - last.end + 1)
    } else {
      stretches.append(
        Stretch(
          firstRow: Int32(row), rows: Int32(rows), offset: Int32(numbers.count), isOne: rows > 1))
    }
    push(entry)
  }

  private mutating func push(_ entry: LoadedEntry) {
    if numbers.isEmpty {
      kind = entry.kind
    } else if kinds.isEmpty, entry.kind != kind {
      kinds = [UInt8](repeating: kind, count: numbers.count)
    }
    if !kinds.isEmpty { kinds.append(entry.kind) }
    numbers.append(entry.number)
  }

  private func entry(_ place: Int) -> LoadedEntry {
    LoadedEntry(kinds.isEmpty ? kind : kinds[place], numbers[place])
  }

  /// The place of the first stretch that does not end above a row.
  private func stretch(_ row: Int) -> Int {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].end > row { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// What a row holds; nil for nothing.
  func entry(at row: Int) -> LoadedEntry? {
    let place = stretch(row)
    guard place < stretches.count, Int(stretches[place].firstRow) <= row else { return nil }
    let found = stretches[place]
    let entry = entry(Int(found.offset) + (found.isOne ? 0 : row - Int(found.firstRow)))
    return entry.kind == LoadedEntry.none ? nil : entry
  }

  /// Puts numbers where the column has some.
  func fill(_ doubles: inout [Double], from first: Int) {
    let end = first + doubles.count
    for found in stretches[stretch(first)...] {
      guard Int(found.firstRow) < end else { break }
      for row in max(first, Int(found.firstRow))..<min(end, found.end) {
        let entry = entry(Int(found.offset) + (found.isOne ? 0 : row - Int(found.firstRow)))
        if entry.kind != LoadedEntry.none { doubles[row - first] = entry.double }
      }
    }
  }

  /// Calls `body` with each run of rows that all hold numbers.
  func eachNumberRun(_ body: (Int, ArraySlice<Double>) -> Void) {
    let wanted = CellKind.number.rawValue
    for found in stretches where !found.isOne {
      let (offset, rows) = (Int(found.offset), Int(found.rows))
      guard !kinds.isEmpty else {
        if kind == wanted { body(Int(found.firstRow), numbers[offset..<offset + rows]) }
        continue
      }
      var start = 0
      while start < rows {
        guard kinds[offset + start] == wanted else {
          start += 1
          continue
        }
        var end = start + 1
        while end < rows, kinds[offset + end] == wanted { end += 1 }
        body(Int(found.firstRow) + start, numbers[offset + start..<offset + end])
        start = end
      }
    }
  }
}

/// Runs of equal cells over many columns, held once each.
struct WideBlocks: Sendable {
  private struct Block {
    var firstRow: Int32
    var rows: Int32
    var firstColumn: Int32
    var columns: Int32
    var kind: UInt8
    var number: Double
  }

  /// By row; the rows of two blocks are the same or apart.
  private var blocks: [Block] = []

  /// No blocks.
  init() {}

  /// How many there are.
  var count: Int { blocks.count }

  /// Adds a block below or to the right of those before it.
  mutating func append(_ entry: LoadedEntry, row: Int, rows: Int, columns: Range<Int>) {
    blocks.append(
      Block(
        firstRow: Int32(row), rows: Int32(rows), firstColumn: Int32(columns.lowerBound),
        columns: Int32(columns.count), kind: entry.kind, number: entry.number))
  }

  /// The place of the first block that does not end above a row.
  private func first(_ row: Int) -> Int {
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(blocks[middle].firstRow) + Int(blocks[middle].rows) > row {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  /// What a cell holds; nil for nothing.
  func entry(row: Int, column: Int) -> LoadedEntry? {
    guard !blocks.isEmpty else { return nil }
    for block in blocks[first(row)...] {
      guard Int(block.firstRow) <= row else { return nil }
      let start = Int(block.firstColumn)
      if column >= start, column < start + Int(block.columns) {
        return LoadedEntry(block.kind, block.number)
      }
    }
    return nil
  }

  /// Puts numbers where blocks reach a column.
  func fill(_ doubles: inout [Double], column: Int, from firstRow: Int) {
    guard !blocks.isEmpty else { return }
    let end = firstRow + doubles.count
    for block in blocks[first(firstRow)...] {
      let (top, left) = (Int(block.firstRow), Int(block.firstColumn))
      guard top < end else { break }
      guard column >= left, column < left + Int(block.columns) else { continue }
      let number = LoadedEntry(block.kind, block.number).double
      for row in max(firstRow, top)..<min(end, top + Int(block.rows)) {
        doubles[row - firstRow] = number
      }
    }
  }
}

/// The texts of a loaded sheet, and the few values that fit in no word.
struct TextPool: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private var known: [UInt64: UInt32] = [:]
  private var others: [CellValue] = []

  /// The most different texts that are looked for again.
  private static let knownMax = 1 << 20

  /// No texts.
  init() {}

  /// How many bytes the texts have.
  var byteCount: Int { bytes.count }

  /// The place of a text, which is added if it is new.
  mutating func place(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(text.count)
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    if let place = known[hash], self.text(Int(place)).elementsEqual(text) { return Int(place) }
    bytes.append(contentsOf: text)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    if known.count < Self.knownMax { known[hash] = UInt32(ends.count - 1) }
    return ends.count - 1
  }

  /// Keeps a value whole.
  mutating func keep(_ value: CellValue) -> LoadedEntry {
    others.append(value)
    return LoadedEntry(LoadedEntry.other, Double(bitPattern: UInt64(others.count - 1)))
  }

  /// Forgets what only finds texts again.
  mutating func finish() { known = [:] }

  private func text(_ place: Int) -> ArraySlice<UInt8> {
    bytes[(place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])]
  }

  /// The value of an entry.
  func value(_ entry: LoadedEntry) -> CellValue {
    switch CellKind(rawValue: entry.kind) {
    case .text: .text(String(decoding: text(entry.place), as: UTF8.self))
    case .error: .error(String(decoding: text(entry.place), as: UTF8.self))
    case .number: .number(entry.number)
    case .boolean: .boolean(entry.number != 0)
    case .duration: .duration(seconds: entry.number)
    case .date: entry.date.map { .date($0) } ?? .empty
    case nil: entry.kind == LoadedEntry.other ? others[entry.place] : .empty
    }
  }
}
