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

  /// What other programs say beside contents stays: comments, times, fields, sizes behind members.
  @Test(.disabled(if: !Subprocess.isInstalled("python3"), "python3 is not installed"))
  func keepsWhatOtherProgramsSay() throws {
    let path = folder.file("x.zip")
    let make = """
      import sys, zipfile
      class Pipe:
        def __init__(self, file): self.file = file
        def write(self, data): return self.file.write(data)
        def flush(self): self.file.flush()
      with open(sys.argv[1], "wb") as file, zipfile.ZipFile(Pipe(file), "w") as z:
        z.comment = "ghi chú".encode()
        for name in ["a", "b", "c"]:
          member = zipfile.ZipInfo(name, (2024, 8, 3, 10, 30, 0))
          member.comment, member.extra = b"of " + name.encode(), b"\\x55\\x54\\x05\\0\\1abcd"
          member.external_attr, member.compress_type = 0o600 << 16, zipfile.ZIP_DEFLATED
          z.writestr(member, name * 5000)
      """
    #expect(try Subprocess.run("python3", ["-c", make, path]).exitCode == 0)
    try ZipArchive.change(["b": Self.long, "d": Self.long], removing: ["a"], in: path)
    let archive = try ZipArchive(path: path)
    #expect(archive.members.map(\.name) == ["b", "c", "d"])
    #expect(try archive.read("b") == Self.long)
    #expect(try archive.read("c") == Array(repeating: UInt8(ascii: "c"), count: 5000))
    #expect(try archive.read("d") == Self.long)
    let look = """
      import sys, zipfile
      z = zipfile.ZipFile(sys.argv[1])
      assert z.testzip() is None and z.comment == "ghi chú".encode()
      for name in ["b", "c"]:
        m = z.getinfo(name)
        assert m.date_time == (2024, 8, 3, 10, 30, 0) and m.comment == b"of " + name.encode()
        assert m.external_attr == 0o600 << 16 and b"abcd" in m.extra
      assert [z.getinfo(n).flag_bits & 8 for n in "bcd"] == [0, 8, 0]
      """
    let outcome = try Subprocess.run("python3", ["-c", look, path])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
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
