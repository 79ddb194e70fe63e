import Storage
import TestSupport
import Testing
import ZipArchives

/// Members that are read from the middle, and changed piece by piece.
@Suite struct MemberMapTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Text like that of a sheet: much of it repeats.
  private static func text(_ count: Int, _ chance: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let number = Int.random(in: 0...99_999, using: &chance)
      bytes += Array("<c r=\"A\(number)\"><v>\(number &* 7919 % 1000)</v></c>".utf8)
    }
    return bytes
  }

  private func container(_ bytes: [UInt8], isStored: Bool) throws -> String {
    let path = folder.file("container-\(bytes.count)-\(isStored).zip")
    let writer = try ZipWriter(newFile: path)
    try writer.add("first", Array("one".utf8), isStored: true)
    try writer.add("sheet", bytes, isStored: isStored)
    try writer.add("last", Array("another".utf8))
    try writer.finish()
    return path
  }

  @Test(arguments: [false, true])
  func anyBytesAreRead(isStored: Bool) throws {
    var chance = SeededGenerator.announced()
    let bytes = Self.text(5_000_000, &chance)
    let archive = try ZipArchive(path: try container(bytes, isStored: isStored))
    var passed = 0
    let found = try archive.mapped("sheet") { pipe in
      while let chunk = try pipe.next() { passed += chunk.count }
      return true
    }
    let map = try #require(found)
    #expect(passed == bytes.count)
    for _ in 0..<60 {
      let start = Int.random(in: 0...bytes.count, using: &chance)
      let end = min(bytes.count, start + Int.random(in: 0...400_000, using: &chance))
      #expect(try map.read(start..<end) == Array(bytes[start..<end]))
    }
    #expect(try map.read(0..<bytes.count) == bytes)
  }

  @Test(arguments: [false, true])
  func splicesAreMade(isStored: Bool) throws {
    var chance = SeededGenerator.announced()
    for count in [0, 1, 100, 300_000, 1_500_000, 3_000_000] {
      let bytes = Self.text(count, &chance)
      let path = try container(bytes, isStored: isStored)
      for round in 0..<6 {
        let copy = folder.file("copy-\(count)-\(isStored)-\(round).zip")
        let staged = try StagedFile(for: copy)
        try staged.write(FileBytes.read(path))
        try staged.commit()
        var splices: [MemberSplice] = []
        var wanted: [UInt8] = []
        var place = 0
        for _ in 0..<Int.random(in: 1...4, using: &chance) where place <= bytes.count {
          let start = Int.random(in: place...bytes.count, using: &chance)
          let end = min(bytes.count, start + Int.random(in: 0...2_000, using: &chance))
          let new = Self.text(Int.random(in: 0...3_000, using: &chance), &chance)
          splices.append(MemberSplice(range: start..<end, bytes: new))
          wanted += bytes[place..<start] + new
          place = end
        }
        wanted += bytes[place...]
        try ZipArchive.change([:], splices: ["sheet": splices], in: copy)
        let archive = try ZipArchive(path: copy)
        #expect(try archive.read("sheet") == wanted)
        #expect(try archive.read("first") == Array("one".utf8))
        #expect(try archive.read("last") == Array("another".utf8))
      }
    }
  }
}
