import Foundation
import Storage
import TestSupport
import Testing
import ZipArchives

/// Containers written, and members replaced in them.
@Suite struct ZipWriterTests {
  private let folder: TemporaryFolder
  private static let long = Array(String(repeating: "tiền điện ", count: 1000).utf8)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func write(_ name: String) throws -> String {
    let path = folder.file(name)
    let writer = try ZipWriter(newFile: path)
    try writer.add("mimetype", Array("a/b".utf8), isStored: true)
    try writer.add("sổ/nội dung.xml", Self.long)
    try writer.add("empty", [])
    try writer.finish()
    return path
  }

  @Test func readsBackWhatItWrote() throws {
    let archive = try ZipArchive(path: write("x.zip"))
    #expect(archive.members.map(\.name) == ["mimetype", "sổ/nội dung.xml", "empty"])
    #expect(try archive.read("mimetype") == Array("a/b".utf8))
    #expect(try archive.read("sổ/nội dung.xml") == Self.long)
    #expect(try archive.read("empty") == [])
    let long = try #require(archive.member("sổ/nội dung.xml"))
    #expect(long.method == 8)
    #expect(long.compressedSize < Self.long.count / 10)
  }

  /// ODF wants `mimetype` first, stored, without an extra field: its bytes stand at 30 + 8.
  @Test func putsAStoredMemberFirstAsItIs() throws {
    let bytes = try FileBytes.read(write("x.zip"))
    #expect(Array(bytes[30..<41]) == Array("mimetypea/b".utf8))
    #expect(Array(bytes[28..<30]) == [0, 0], "length of the extra field")
    #expect(bytes[6] & 8 == 0, "no data descriptor")
    #expect(Array(bytes[8..<10]) == [0, 0], "stored")
  }

  @Test func writesTheSameBytesForTheSameMembers() throws {
    let one = try FileBytes.read(write("1.zip"))
    #expect(try FileBytes.read(write("2.zip")) == one)
    // 1980-01-01, the first day that the format knows.
    #expect(Array(one[10..<14]) == [0, 0, 0x21, 0])
  }

  @Test func refusesAFileThatIsThereAndANameTwice() throws {
    let path = try write("x.zip")
    #expect(throws: ZipError.self) { _ = try ZipWriter(newFile: path) }
    let other = folder.file("y.zip")
    #expect(throws: ZipError.self) {
      let writer = try ZipWriter(newFile: other)
      try writer.add("a", [1])
      try writer.add("a", [2])
    }
    let isThere = Folder.isFile(other)
    #expect(!isThere)
  }

  @Test func keepsTheStoredBytesOfOtherMembers() throws {
    let path = try write("x.zip")
    let before = try ZipArchive(path: path)
    let old = try FileBytes.read(path)
    let copy = try folder.write(old, to: "copy.zip")
    try ZipArchive.replace(["empty": Array("mới".utf8)], in: copy)
    let after = try ZipArchive(path: copy)
    #expect(try after.read("empty") == Array("mới".utf8))
    for name in ["mimetype", "sổ/nội dung.xml"] {
      #expect(after.member(name) == before.member(name))
    }
    // Local headers and data of the two members before the replaced one, byte for byte.
    let new = try FileBytes.read(copy)
    let start = try #require(firstPlace(of: Array("empty".utf8), in: old)) - 30
    #expect(Array(new.prefix(start)) == Array(old.prefix(start)))
    let sameLength = try #require(after.member("empty"))
    #expect(sameLength.index == 2)
  }

  @Test func replacesNothingWhenAMemberIsMissing() throws {
    let path = try write("x.zip")
    let bytes = try FileBytes.read(path)
    #expect(throws: ZipError.self) {
      try ZipArchive.replace(["mimetype": [1], "none": [2]], in: path)
    }
    #expect(try FileBytes.read(path) == bytes)
    try ZipArchive.replace([:], in: path)
    #expect(try FileBytes.read(path) == bytes)
  }

  @Test func replacingWritesTheSameBytesAgain() throws {
    let contents = ["sổ/nội dung.xml": Self.long + Self.long]
    let files = try ["1.zip", "2.zip"].map { name in
      let path = try write(name)
      try ZipArchive.replace(contents, in: path)
      return try FileBytes.read(path)
    }
    #expect(files[0] == files[1])
  }

  /// Another reader's word for it.
  @Test(.disabled(if: !Subprocess.isInstalled("unzip"), "unzip is not installed"))
  func unzipFindsNoFault() throws {
    let path = try write("x.zip")
    #expect(try Subprocess.run("unzip", ["-tq", path]).exitCode == 0)
    try ZipArchive.replace(["empty": Self.long], in: path)
    #expect(try Subprocess.run("unzip", ["-tq", path]).exitCode == 0)
  }

  private func firstPlace(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
    (0...bytes.count - wanted.count).first { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }
}
