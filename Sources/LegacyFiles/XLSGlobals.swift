internal import Glibc
internal import Sheets
internal import VietnameseText

/// What the workbook says of all its sheets: their names, its texts and its formats.
struct XLSGlobals {
  /// The record that begins a workbook or a sheet.
  static let beginning = 0x809

  /// A worksheet, and where its records begin.
  struct Sheet {
    var name: String
    var isVisible: Bool
    var offset: Int
  }

  private(set) var sheets: [Sheet] = []
  /// The shared texts.
  private(set) var texts: [String] = []
  private var isBIFF8 = true
  private var codePage = 1252
  private var epochOffset = 0
  private var formats: [Int: String] = [:]
  private var styles: [Int] = []
  private var kinds: [Kind] = []

  /// What a number stands for.
  private enum Kind {
    case number, date, time
  }

  /// Reads the records of the workbook itself.
  ///
  /// - Source: [MS-XLS] §2.4.21 (BOF), §2.4.28 (BoundSheet8), §2.4.265 (SST), §2.4.353 (XF),
  ///   §2.4.126 (Format), §2.4.77 (Date1904), §2.4.52 (CodePage), §2.4.117 (FilePass).
  init(_ stream: [UInt8], _ path: String) throws(LegacyError) {
    var records = XLSRecords(bytes: stream, place: 0)
    guard let first = records.next(), first.kind == Self.beginning, first.body.count >= 4 else {
      throw .noWorkbook(path)
    }
    isBIFF8 = records.word16(first.body.lowerBound) >= 0x600
    loop: while let record = records.next() {
      let body = record.body.lowerBound
      switch record.kind {
      case 0x0A: break loop
      case 0x2F: throw .noWorkbook(path)
      case 0x22: epochOffset = records.word16(body) == 1 ? 1462 : 0
      case 0x42: codePage = records.word16(body)
      case 0x85 where record.body.count >= 8: addSheet(records, record.body)
      case 0x41E where record.body.count > 4: addFormat(records, record.body)
      case 0xE0 where record.body.count >= 4: styles.append(records.word16(body + 2))
      case 0xFC where record.body.count >= 8:
        var text = XLSText(records, body + 8..<record.body.upperBound)
        while let next = text.next() { texts.append(next) }
      default: break
      }
    }
    guard !sheets.isEmpty, sheets.count <= LegacyLimits.sheetsMax else {
      throw .damaged(path, reason: "BOUNDSHEET")
    }
    kinds = styles.map { kind($0) }
  }

  private mutating func addSheet(_ records: XLSRecords, _ body: Range<Int>) {
    // Charts and macros are sheets of other kinds.
    guard records.bytes[body.lowerBound + 5] == 0 else { return }
    sheets.append(
      Sheet(
        name: shortText(records, body.lowerBound + 6..<body.upperBound),
        isVisible: records.bytes[body.lowerBound + 4] & 3 == 0,
        offset: Int(records.word32(body.lowerBound))))
  }

  private mutating func addFormat(_ records: XLSRecords, _ body: Range<Int>) {
    let content = body.lowerBound + 2..<body.upperBound
    let code = isBIFF8 ? text(records, content) : shortText(records, content)
    formats[records.word16(body.lowerBound)] = code ?? ""
  }

  /// A text with its length in one byte before it.
  private func shortText(_ records: XLSRecords, _ body: Range<Int>) -> String {
    let count = Int(records.bytes[body.lowerBound])
    let start = body.lowerBound + (isBIFF8 ? 2 : 1)
    guard isBIFF8, start <= body.upperBound else {
      return decoded(records.bytes[min(start, body.upperBound)..<body.upperBound].prefix(count))
    }
    let isWide = records.bytes[body.lowerBound + 1] & 1 != 0
    let width = isWide ? 2 : 1
    let units = (0..<min(count, (body.upperBound - start) / width)).map {
      isWide
        ? UInt16(records.word16(start + $0 * 2)) : UInt16(records.bytes[start + $0])
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// A text with its length in two bytes before it.
  func text(_ records: XLSRecords, _ body: Range<Int>) -> String? {
    if isBIFF8 {
      var text = XLSText(records, body)
      return text.next()
    }
    guard body.count >= 2 else { return nil }
    let count = records.word16(body.lowerBound)
    return decoded(records.bytes[body.dropFirst(2)].prefix(count))
  }

  /// The value of a number in a style: a date where its format shows one.
  func number(_ number: Double, _ style: Int) -> CellValue {
    guard number.isFinite else { return .error("#NUM!") }
    switch style < kinds.count ? kinds[style] : .number {
    case .number: return .number(number)
    case .time where number < 1: return .duration(seconds: (number * 86_400).rounded())
    case .date, .time:
      guard (0..<3_000_000).contains(number) else { return .number(number) }
      let milliseconds = (number * 86_400_000).rounded()
      let day = (milliseconds / 86_400_000).rounded(.down)
      // Day 60 of the system of 1900 is a 29 February that never was.
      let shift = epochOffset == 0 && day < 60 ? 1 : epochOffset
      let date = DateTime(
        daysSince1970: Int(day) + shift - 25_569,
        secondOfDay: (milliseconds - day * 86_400_000) / 1000)
      return date.map { .date($0) } ?? .number(number)
    }
  }

  private func kind(_ format: Int) -> Kind {
    switch format {
    case 14...17, 22, 27...31, 34...36, 50...58: return .date
    case 18...21, 32, 33, 45...47: return .time
    default: break
    }
    guard let code = formats[format] else { return .number }
    var signs = ""
    var closing: Character?
    var isEscaped = false
    for sign in code.lowercased() {
      if isEscaped {
        isEscaped = false
      } else if let end = closing {
        if sign == end { closing = nil }
      } else if sign == "\\" || sign == "_" || sign == "*" {
        isEscaped = true
      } else if sign == "\"" {
        closing = "\""
      } else if sign == "[" {
        closing = "]"
      } else {
        signs.append(sign)
      }
    }
    if signs.contains("general") || signs.contains("0") || signs.contains("#") { return .number }
    if signs.contains("d") || signs.contains("y") { return .date }
    return signs.contains("h") || signs.contains("s")
      ? .time : signs.contains("m") ? .date : .number
  }

  /// Text of BIFF5, in the workbook's code page.
  private func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    let latin = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    guard bytes.contains(where: { $0 >= 0x80 }) else { return latin }
    let converter = unsafe iconv_open("UTF-8", "CP\(codePage)")
    guard unsafe converter != iconv_t(bitPattern: -1) else { return latin }
    defer { unsafe iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4 + 16)
    let room = output.count
    var free = room
    let isWhole = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        var (from, to) = (source.baseAddress, target.baseAddress)
        var left = source.count
        return unsafe iconv(converter, &from, &left, &to, &free) != -1
          && iconv(converter, nil, nil, &to, &free) != -1
      }
    }
    guard isWhole else { return latin }
    let text = output.prefix(room - free).map { UInt8(bitPattern: $0) }
    return Fold.nfc(String(decoding: text, as: UTF8.self))
  }
}
