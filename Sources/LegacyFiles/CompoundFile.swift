internal import Storage

/// Reads streams out of an OLE compound file.
///
/// - Source: [MS-CFB] §2.2 (header), §2.3 (FAT), §2.4 (mini FAT), §2.5 (DIFAT), §2.6 (directory).
struct CompoundFile {
  private let bytes: [UInt8]
  private let path: String
  private let sectorShift: Int
  private var fat: [UInt32] = []

  private static let freeSector: UInt32 = 0xFFFF_FFFF
  /// Regular sectors have lower numbers than this.
  private static let sectorsMax: UInt32 = 0xFFFF_FFFA
  /// Streams below this size lie in the mini stream, in sectors of 64 bytes.
  private static let miniBytesMax = 4096
  private static let miniShift = 6

  private struct Entry {
    var name: String
    var isRoot: Bool
    var start: UInt32
    var size: Int
  }

  init(path: String) throws {
    bytes = try FileBytes.read(path, bytesMax: LegacyLimits.bytesMax)
    self.path = path
    guard bytes.count >= 512, bytes[28] == 0xFE, bytes[29] == 0xFF, [9, 12].contains(bytes[30])
    else { throw LegacyError.noWorkbook(path) }
    sectorShift = Int(bytes[30])
    try readFAT()
  }

  /// The workbook's stream, whole.
  ///
  /// - Throws: ``LegacyError``; ``LegacyError/noWorkbook(_:)`` for anything else than a workbook.
  func workbook() throws(LegacyError) -> [UInt8] {
    let entries = try directory()
    guard let book = entries.first(where: { ["Workbook", "Book"].contains($0.name) }) else {
      throw .noWorkbook(path)
    }
    guard book.size < Self.miniBytesMax, let root = entries.first(where: \.isRoot) else {
      return Array(try stream(from: book.start).prefix(book.size))
    }
    let mini = try stream(from: root.start)
    let table = try stream(from: word32(60))
    var links: [UInt32] = []
    for place in stride(from: 0, to: table.count - 3, by: 4) { links.append(word(table, place)) }
    let sectors = try chain(from: book.start, links, sectorsMax: mini.count >> Self.miniShift)
    let content = sectors.flatMap { sector -> ArraySlice<UInt8> in
      let start = Int(sector) << Self.miniShift
      return mini[min(start, mini.count)..<min(start + 1 << Self.miniShift, mini.count)]
    }
    return Array(content.prefix(book.size))
  }

  private func damaged(_ reason: String) -> LegacyError { .damaged(path, reason: reason) }

  private func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    guard place >= 0, place + 4 <= bytes.count else { return Self.freeSector }
    return (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
  }

  private func word32(_ place: Int) -> UInt32 { word(bytes, place) }

  private mutating func readFAT() throws(LegacyError) {
    var places = (0..<109).map { word32(76 + $0 * 4) }
    var next = word32(68)
    let perSector = (1 << sectorShift) / 4
    var steps = 0
    while next < Self.sectorsMax {
      steps += 1
      guard steps <= bytes.count >> sectorShift else { throw damaged("DIFAT") }
      let start = (Int(next) + 1) << sectorShift
      places += (0..<perSector - 1).map { word32(start + $0 * 4) }
      next = word32(start + (perSector - 1) * 4)
    }
    for place in places where place < Self.sectorsMax {
      let start = (Int(place) + 1) << sectorShift
      guard start < bytes.count, fat.count <= bytes.count else { throw damaged("FAT") }
      fat += (0..<perSector).map { word32(start + $0 * 4) }
    }
  }

  /// The sectors of a stream; one that goes in circles, or lies outside, is damage.
  private func chain(
    from start: UInt32, _ links: [UInt32], sectorsMax: Int
  ) throws(LegacyError) -> [UInt32] {
    var sectors: [UInt32] = []
    var next = start
    while next < Self.sectorsMax {
      guard sectors.count < sectorsMax, Int(next) < links.count, Int(next) < sectorsMax else {
        throw damaged("chain")
      }
      sectors.append(next)
      next = links[Int(next)]
    }
    return sectors
  }

  private func stream(from start: UInt32) throws(LegacyError) -> [UInt8] {
    // The last sector may be cut short.
    let sectorsMax = (bytes.count - 1) >> sectorShift
    return try chain(from: start, fat, sectorsMax: sectorsMax).flatMap { sector in
      let start = (Int(sector) + 1) << sectorShift
      return bytes[min(start, bytes.count)..<min(start + 1 << sectorShift, bytes.count)]
    }
  }

  private func directory() throws(LegacyError) -> [Entry] {
    let stream = try stream(from: word32(48))
    return stride(from: 0, to: stream.count - 127, by: 128).map { place in
      let length = min(Int(stream[place + 64]), 64)
      let units = stride(from: 0, to: max(length - 2, 0), by: 2).map {
        UInt16(stream[place + $0]) | UInt16(stream[place + $0 + 1]) << 8
      }
      return Entry(
        name: String(decoding: units, as: UTF16.self), isRoot: stream[place + 66] == 5,
        start: word(stream, place + 116), size: Int(word(stream, place + 120)))
    }
  }
}
