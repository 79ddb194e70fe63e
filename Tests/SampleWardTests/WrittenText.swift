import Testing
import SampleWard

/// Reads what the generator wrote, by means of its own.
struct WrittenText {
  /// Each physical line, split into fields.
  let records: [[String]]

  init(_ path: String, of ward: SampleWard, separator: Character) throws {
    let file = try #require(ward.files.first { $0.path == "inbox/" + path })
    let bytes = try #require(file.bytes)
    let text = Self.decode(bytes)
    records = text.split(separator: "\n").map { line in
      Self.fields(line, separator)
    }
  }

  /// The records that follow the header, field by name.
  func named(headerAt header: Int = 0) -> [[String: String]] {
    records.dropFirst(header + 1).map { record in
      Dictionary(uniqueKeysWithValues: zip(records[header], record))
    }
  }

  private static func decode(_ bytes: [UInt8]) -> String {
    let scalars: String
    if bytes.starts(with: [0xFF, 0xFE]) {
      let units = stride(from: 2, to: bytes.count, by: 2).map {
        UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
      }
      scalars = String(decoding: units, as: UTF16.self)
    } else {
      let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
      scalars = String(decoding: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self)
    }
    // A Windows line break is one character in Swift, and no "\n".
    return String(String.UnicodeScalarView(scalars.unicodeScalars.filter { $0 != "\r" }))
  }

  private static func fields(_ line: Substring, _ separator: Character) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator && !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}

/// The number in `1,513,874` or `1.513.874`; nil for anything else.
func amount(_ text: String) -> Int64? {
  Int64(text.filter { $0 != "," && $0 != "." })
}
