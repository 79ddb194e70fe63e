internal import Glibc
internal import Sheets

/// The attributes of a cell, taken byte by byte.
struct XLSXCellHead {
  enum Kind { case number, shared, inline, formulaText, boolean, error }

  var column: Int
  var style: Int32 = 0
  var type = Kind.number
  private var seen = 0

  init(column: Int) {
    self.column = column
  }

  /// Takes attributes up to the tag's end; false when one is not written as is usual.
  @inline(__always)
  mutating func take(_ place: inout UnsafePointer<UInt8>, row: Int, after last: Int) -> Bool {
    while place[0] == 0x20 {
      let name = place[1]
      guard place[2] == UInt8(ascii: "="), place[3] == UInt8(ascii: "\"") else { return false }
      place += 4
      let bit: Int
      switch name {
      case UInt8(ascii: "r"):
        bit = 1
        guard takeReference(&place, row: row) else { return false }
      case UInt8(ascii: "s"):
        bit = 2
        guard takeStyle(&place) else { return false }
      case UInt8(ascii: "t"):
        bit = 4
        guard takeType(&place) else { return false }
      default: return false
      }
      guard seen & bit == 0, place[0] == UInt8(ascii: "\"") else { return false }
      seen |= bit
      place += 1
    }
    return column > last && column < CellAddress.columnsMax
  }

  @inline(__always)
  private mutating func takeReference(_ place: inout UnsafePointer<UInt8>, row: Int) -> Bool {
    var letters = 0
    while case let letter = place[0] &- 65, letter < 26, letters <= CellAddress.columnsMax {
      letters = letters * 26 + Int(letter) + 1
      place += 1
    }
    guard letters > 0, place[0] != UInt8(ascii: "0") else { return false }
    var number = 0
    while case let digit = place[0] &- 0x30, digit < 10, number <= CellAddress.rowsMax {
      number = number * 10 + Int(digit)
      place += 1
    }
    column = letters - 1
    return number == row
  }

  @inline(__always)
  private mutating func takeStyle(_ place: inout UnsafePointer<UInt8>) -> Bool {
    let start = place
    while case let digit = place[0] &- 0x30, digit < 10, style < 1 << 24 {
      style = style * 10 + Int32(digit)
      place += 1
    }
    return place > start
  }

  @inline(__always)
  private mutating func takeType(_ place: inout UnsafePointer<UInt8>) -> Bool {
    if place[1] == UInt8(ascii: "\"") {
      switch place[0] {
      case UInt8(ascii: "s"): type = .shared
      case UInt8(ascii: "n"): type = .number
      case UInt8(ascii: "b"): type = .boolean
      case UInt8(ascii: "e"): type = .error
      default: return false
      }
      place += 1
      return true
    }
    if hasBytes(place, "str\"") {
      type = .formulaText
      place += 3
      return true
    }
    if hasBytes(place, "inlineStr\"") {
      type = .inline
      place += 9
      return true
    }
    return false
  }
}

/// Whether these bytes stand at `place`; at most ``ChunkPipe/padding`` may be asked for.
@inline(__always)
func hasBytes(_ place: UnsafePointer<UInt8>, _ bytes: StaticString) -> Bool {
  memcmp(place, bytes.utf8Start, bytes.utf8CodeUnitCount) == 0
}
