internal import Storage

/// Walks an OLE compound file and the records of its workbook, to see that both keep their word.
///
/// - Source: [MS-CFB] §2.2 (header), §2.3 (FAT), §2.5 (DIFAT), §2.6 (directory); [MS-XLS] §2.1.4
///   (records), §2.4.21 (BOF), §2.4.90 (Dimensions), §2.4.117 (FilePass).
struct CompoundFile {
  private let bytes: [UInt8]
  private let path: String
  private let sectorShift: Int
  private var fat: [UInt32] = []

  private static let endOfChain: UInt32 = 0xFFFF_FFFE
  private static let freeSector: UInt32 = 0xFFFF_FFFF
  /// Regular sectors have lower numbers than this.
  private static let sectorsMax: UInt32 = 0xFFFF_FFFA

  init(path: String) throws {
    bytes = try FileBytes.read(path, bytesMax: LegacyLimits.bytesMax)
    self.path = path
    guard bytes.count >= 512, bytes[28] == 0xFE, bytes[29] == 0xFF else {
      throw LegacyError.damaged(path, reason: "header")
    }
    sectorShift = Int(bytes[30])
    guard sectorShift == 9 || sectorShift == 12 else {
      throw LegacyError.damaged(path, reason: "sector size")
    }
    try readFAT()
  }

  /// Checks the workbook's stream.
  ///
  /// - Throws: ``LegacyError``.
  func checkWorkbook() throws(LegacyError) {
    let names = try directory()
    if names.contains(where: { $0.name == "EncryptedPackage" }) { throw .encrypted(path) }
    guard let book = names.first(where: { $0.name == "Workbook" || $0.name == "Book" }) else {
      throw .damaged(path, reason: "Workbook")
    }
    // Streams below 4096 bytes lie in the mini stream: no workbook of Excel is that small, and
    // FreeXL checks it as it reads.
    guard book.size >= 4096 else { return }
    let stream = try chain(from: book.start).flatMap { sector(Int($0)) }
    try checkRecords(stream.prefix(book.size))
  }

  private func damaged(_ reason: String) -> LegacyError { .damaged(path, reason: reason) }

  private func word32(_ place: Int) -> UInt32 {
    guard place >= 0, place + 4 <= bytes.count else { return Self.freeSector }
    return (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
  }

  private func sector(_ number: Int) -> ArraySlice<UInt8> {
    let start = (number + 1) << sectorShift
    guard start < bytes.count else { return [] }
    return bytes[start..<min(start + 1 << sectorShift, bytes.count)]
  }

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

  /// The sectors of a stream; one that comes twice, or lies outside, is damage.
  private func chain(from start: UInt32) throws(LegacyError) -> [UInt32] {
    var sectors: [UInt32] = []
    var next = start
    while next < Self.sectorsMax {
      guard sectors.count <= bytes.count >> sectorShift, Int(next) < fat.count,
        (Int(next) + 1) << sectorShift < bytes.count
      else { throw damaged("chain") }
      sectors.append(next)
      next = fat[Int(next)]
    }
    return sectors
  }

  private func directory() throws(LegacyError) -> [(name: String, start: UInt32, size: Int)] {
    let stream = try Array(chain(from: word32(48)).flatMap { sector(Int($0)) })
    return stride(from: 0, to: stream.count - 127, by: 128).map { place in
      let entry = stream[place..<place + 128]
      let length = min(Int(entry[place + 64]), 64)
      let units = stride(from: 0, to: max(length - 2, 0), by: 2).map {
        UInt16(entry[place + $0]) | UInt16(entry[place + $0 + 1]) << 8
      }
      func word(_ offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(entry[place + offset + $1]) << UInt32(8 * $1) }
      }
      return (String(decoding: units, as: UTF16.self), word(116), Int(word(120)))
    }
  }

  /// Each record lies within the stream, none is encrypted, and sheets claim no more cells than
  /// memory has room for.
  private func checkRecords(_ stream: some RandomAccessCollection<UInt8>) throws(LegacyError) {
    let stream = Array(stream)
    var place = 0
    var cells = 0
    func word(_ place: Int) -> Int { Int(stream[place]) | Int(stream[place + 1]) << 8 }
    while place + 4 <= stream.count {
      let (kind, length) = (word(place), word(place + 2))
      let body = place + 4
      guard body + length <= stream.count else { throw damaged("record") }
      switch kind {
      case 0x2F: throw .encrypted(path)
      case 0x200 where length >= 10:
        // BIFF8 has rows of four bytes, BIFF5 of two.
        let isWide = length >= 14
        let rows = isWide ? word(body + 4) | word(body + 6) << 16 : word(body + 2)
        let columns = word(body + (isWide ? 10 : 6))
        let (claimed, overflow) = rows.multipliedReportingOverflow(by: columns)
        cells += overflow ? LegacyLimits.claimedCellsMax : min(claimed, 1 << 40)
      default: break
      }
      guard cells <= LegacyLimits.claimedCellsMax else {
        throw .limit(path, name: "claimedCellsMax", max: LegacyLimits.claimedCellsMax)
      }
      // The stream is padded with zeros after the last record.
      if kind == 0, length == 0 { break }
      place = body + length
    }
  }
}
