internal import Glibc
internal import Sheets
internal import XMLStreams

/// The attributes of a cell, taken byte by byte.
struct ODSCellHead {
  /// The cell as far as its attributes tell.
  var record = CellRecord(column: 0, kind: .text)
  /// Whether the attributes hold the value.
  private(set) var hasValue = false
  /// The name of its style, in the bytes that were read.
  private(set) var style: UnsafeBufferPointer<UInt8>?
  /// Whether that name stands there as it is, without references and line ends.
  var isStylePlain: Bool { style?.allSatisfy { $0 != UInt8(ascii: "&") && $0 >= 0x20 } ?? true }
  /// Whether a validation hangs on it.
  var hasValidation: Bool { seen & 512 != 0 }
  /// Whether the value is the text that is shown.
  var isText: Bool { type == .string && !hasValue }

  private enum Kind { case none, string, number, date, time, boolean }

  private let hasCalcext: Bool
  private var type = Kind.none
  private var seen = 0

  /// - Parameter hasCalcext: Whether LibreOffice's own namespace has its usual prefix.
  init(hasCalcext: Bool) {
    self.hasCalcext = hasCalcext
  }

  /// Takes attributes up to the tag's end; false when one is not written as is usual.
  @inline(__always)
  mutating func take(
    _ place: inout UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
  ) -> Bool {
    while place[0] == 0x20 {
      place += 1
      let bit: Int
      if hasBytes(place, "office:") {
        place += 7
        bit = takeOffice(&place, limit)
      } else if hasBytes(place, "table:") {
        place += 6
        bit = takeTable(&place, limit)
      } else if hasCalcext && hasBytes(place, "calcext:value-type=\"") {
        place += 20
        // The others say what office:value-type says.
        bit = hasBytes(place, "error") ? 0 : 1
        while place[0] &- UInt8(ascii: "a") < 26 { place += 1 }
      } else {
        return false
      }
      guard bit != 0, seen & bit == 0, place[0] == UInt8(ascii: "\"") else { return false }
      seen |= bit
      place += 1
    }
    // A type whose value is missing or unreadable is for others to judge.
    return type == .none ? !hasValue : hasValue || type == .string
  }

  /// - Returns: A bit of its own for each attribute; 0 for one that is not known.
  @inline(__always)
  private mutating func takeOffice(
    _ place: inout UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
  ) -> Int {
    if hasBytes(place, "value-type=\"") {
      place += 12
      return takeType(&place) ? 2 : 0
    }
    if hasBytes(place, "value=\"") {
      place += 7
      guard type == .number, let number = DecimalBytes.number(at: place, end: &place) else {
        return 0
      }
      record.kind = .number
      record.number = number
      hasValue = true
      return 4
    }
    if hasBytes(place, "date-value=\"") {
      place += 12
      guard type == .date, takeDay(&place) else { return 0 }
      hasValue = true
      return 8
    }
    if hasBytes(place, "boolean-value=\"") {
      place += 15
      guard type == .boolean else { return 0 }
      let isTrue = hasBytes(place, "true\"")
      guard isTrue || hasBytes(place, "false\"") else { return 0 }
      record.kind = .boolean
      record.number = isTrue ? 1 : 0
      hasValue = true
      place += isTrue ? 4 : 5
      return 16
    }
    if hasBytes(place, "currency=\"") {
      place += 10
      return skipValue(&place, limit, bit: 32)
    }
    return 0
  }

  @inline(__always)
  private mutating func takeType(_ place: inout UnsafePointer<UInt8>) -> Bool {
    if hasBytes(place, "string\"") {
      type = .string
      place += 6
    } else if hasBytes(place, "float\"") {
      type = .number
      place += 5
    } else if hasBytes(place, "date\"") {
      type = .date
      place += 4
    } else if hasBytes(place, "percentage\"") {
      type = .number
      place += 10
    } else if hasBytes(place, "currency\"") {
      type = .number
      place += 8
    } else if hasBytes(place, "boolean\"") {
      type = .boolean
      place += 7
    } else {
      return false
    }
    return true
  }

  /// Takes `2024-08-03`; a time of day is for others.
  @inline(__always)
  private mutating func takeDay(_ place: inout UnsafePointer<UInt8>) -> Bool {
    func digits(_ start: Int, _ count: Int) -> Int? {
      var number = 0
      for index in start..<start + count {
        let digit = place[index] &- 0x30
        guard digit < 10 else { return nil }
        number = number * 10 + Int(digit)
      }
      return number
    }
    guard place[4] == UInt8(ascii: "-"), place[7] == UInt8(ascii: "-"),
      place[10] == UInt8(ascii: "\""), let year = digits(0, 4), let month = digits(5, 2),
      let day = digits(8, 2), let date = DateTime(year: year, month: month, day: day)
    else { return false }
    record.kind = .date
    record.place = Int32(truncatingIfNeeded: date.daysSince1970)
    record.number = 0
    place += 10
    return true
  }

  @inline(__always)
  private mutating func takeTable(
    _ place: inout UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
  ) -> Int {
    if hasBytes(place, "style-name=\"") {
      place += 12
      let start = place
      let bit = skipValue(&place, limit, bit: 64)
      style = UnsafeBufferPointer(start: start, count: place - start)
      return bit
    }
    if hasBytes(place, "number-columns-repeated=\"") {
      place += 25
      var count: Int32 = 0
      while case let digit = place[0] &- 0x30, digit < 10, count < 1 << 24 {
        count = count * 10 + Int32(digit)
        place += 1
      }
      guard count > 0 else { return 0 }
      record.repeated = count
      return 128
    }
    if hasBytes(place, "formula=\"") {
      place += 9
      record.hasFormula = true
      return skipValue(&place, limit, bit: 256)
    }
    if hasBytes(place, "content-validation-name=\"") {
      place += 25
      return skipValue(&place, limit, bit: 512)
    }
    return 0
  }

  /// Goes on to the quote that ends a value.
  @inline(__always)
  private func skipValue(
    _ place: inout UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>, bit: Int
  ) -> Int {
    place = ByteSearch.first(
      UInt8(ascii: "\""), or: UInt8(ascii: "<"), from: place, to: limit)
    return bit
  }
}

/// Whether these bytes stand at `place`; at most ``ChunkPipe/padding`` may be asked for.
@inline(__always)
func hasBytes(_ place: UnsafePointer<UInt8>, _ bytes: StaticString) -> Bool {
  memcmp(place, bytes.utf8Start, bytes.utf8CodeUnitCount) == 0
}
