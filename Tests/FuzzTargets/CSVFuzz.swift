internal import CSVFiles
internal import Diagnostics

/// Delimited text that nobody checked.
enum CSVFuzz {
  static let seeds: [[UInt8]] = [
    Array("a;b;c\r\n1;\"x\"\"y\";\r\n\"hai\ndòng\";2,5;03/08/2024\r\n".utf8),
    Array("\u{FEFF}sep=\t\r\nMã\tSố tiền\r\nPA05\t1.250.000\r\n".utf8),
    Array("a,b\n\"open,1\n".utf8),
    [0xFF, 0xFE, 0x61, 0, 0x3B, 0, 0x62, 0, 0x0A, 0],
    [0x54, 0x69, 0x1E, 0xCC, 0x6E, 0x20, 0xD2, 0x69, 0xEA, 0x6E, 0x0A],
  ]

  static func run(_ bytes: [UInt8]) {
    let path = ScratchFile.write(bytes)
    let encodings: [TextEncoding?] = [nil] + TextEncoding.allCases
    for encoding in [nil, encodings[Int(bytes.last ?? 0) % encodings.count]] {
      refusing {
        let reader = try CSVReader(path: path, encoding: encoding)
        var (lines, fields) = (0, 0)
        try reader.readLines {
          lines += 1
          fields += $0.count
          return true
        }
        precondition(lines <= bytes.count + 1 && fields <= bytes.count + lines, "from nothing")
        let typed = try CSVTypedReader(reader, hasHeader: lines % 2 == 0)
        try typed.readRows { _ in true }
      }
    }
  }
}
