import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

/// Files on disk: read whole, replaced whole, and every refusal named.
@Suite struct FileTests {
  private let folder: TemporaryFolder
  private static let isRoot = geteuid() == 0

  init() throws {
    folder = try TemporaryFolder()
  }

  private func code(_ work: () throws -> Void) -> String {
    do {
      try work()
      return "none"
    } catch let error as any Diagnosable {
      return error.diagnostic.code
    } catch {
      return "\(error)"
    }
  }

  // MARK: - Reading

  @Test(arguments: [0, 1, 4096, 100_000]) func readsAllBytes(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let path = try folder.write(bytes, to: "x")
    #expect(try FileBytes.read(path) == bytes)
    #expect(try FileBytes.head(of: path, count: 5) == Array(bytes.prefix(5)))
  }

  @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, 5 << 20, (5 << 20) + 77])
  func digestsWhatItReads(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 11) }
    let (read, digest) = try FileBytes.readDigested(folder.write(bytes, to: "x"))
    #expect(read == bytes)
    #expect(digest == SHA256Digest(of: bytes))
  }

  @Test func namesWhyItCannotRead() throws {
    #expect(code { _ = try FileBytes.readDigested(folder.file("none")) } == "storage.missing")
    let path = try folder.write([1, 2, 3], to: "x")
    #expect(code { _ = try FileBytes.read(folder.file("none")) } == "storage.missing")
    #expect(code { _ = try FileBytes.head(of: folder.file("none"), count: 1) } == "storage.missing")
    #expect(code { _ = try FileBytes.read(folder.path) } == "storage.refused")
    #expect(code { _ = try FileBytes.head(of: folder.path, count: 1) } == "storage.refused")
    #expect(code { _ = try FileBytes.read(path + "/y") } == "storage.refused")
    #expect(code { _ = try FileBytes.read(path, bytesMax: 2) } == "storage.too-large")
    #expect(code { _ = try FileBytes.read(path, bytesMax: 3) } == "none")
    #expect(code { _ = try Folder.files(folder.file("none")) } == "storage.missing")
    #expect(code { _ = try Folder.files(path) } == "storage.refused")
  }

  // MARK: - Replacing

  @Test func keepsTheOldFileUntilItIsWhole() throws {
    let path = try folder.write(text: "old", to: "x")
    let staged = try StagedFile(for: path)
    try staged.write(Array("a longer new text".utf8))
    try staged.write(Array("new".utf8))
    #expect(try FileBytes.read(path) == Array("old".utf8))
    #expect(try Folder.files(folder.path) == ["x"])
    try staged.commit()
    #expect(try FileBytes.read(path) == Array("new".utf8))
    #expect(try everything() == ["x"])
  }

  @Test func leavesNothingWhenItIsGivenUp() throws {
    let path = try folder.write(text: "old", to: "x")
    do {
      let staged = try StagedFile(for: path)
      try staged.write([1])
      #expect(try everything().count == 2)
    }
    #expect(try everything() == ["x"])
    #expect(try FileBytes.read(path) == Array("old".utf8))
  }

  @Test func makesTheFoldersOnTheWay() throws {
    let path = folder.file("a/b/c/x")
    let staged = try StagedFile(for: path)
    try staged.write([7])
    try staged.commit()
    #expect(try FileBytes.read(path) == [7])
    let isFolder = Folder.isFolder(folder.file("a/b"))
    #expect(isFolder)
  }

  @Test func namesWhyItCannotWrite() throws {
    let file = try folder.write([1], to: "x")
    #expect(code { _ = try StagedFile(for: file + "/y") } == "storage.refused")
    #expect(code { try StagedFile.writeNew([1], to: folder.path) } == "storage.refused")
    #expect(code { try StagedFile.writeNew([1], to: folder.file("no/x")) } == "storage.refused")
    let overFolder = try StagedFile(for: folder.path)
    try overFolder.write([1])
    #expect(code { try overFolder.commit() } == "storage.refused")
    let unwritten = try StagedFile(for: folder.file("z"))
    #expect(code { try unwritten.commit() } == "storage.refused")
  }

  @Test(.disabled(if: isRoot, "the superuser may write everywhere"))
  func namesAFolderThatIsReadOnly() throws {
    chmod(folder.path, 0o555)
    defer { chmod(folder.path, 0o755) }
    let staged = try StagedFile(for: folder.file("x"))
    #expect(code { try staged.write([1]) } == "storage.refused")
  }

  @Test func removesWhatIsThere() throws {
    let path = try folder.write([1], to: "x")
    try Folder.remove(path)
    try Folder.remove(path)
    #expect(try everything() == [])
    #expect(code { try Folder.remove(folder.path) } == "storage.refused")
  }

  // MARK: - Paths

  @Test func listsFilesByName() throws {
    for name in ["b", "a", "ă", "Z", ".hidden", "sub/c"] { try folder.write([], to: name) }
    #expect(try Folder.files(folder.path) == ["Z", "a", "b", "ă"])
  }

  @Test(arguments: [
    ("a/b.XLSX", "a", "b.XLSX", "xlsx"), ("b", ".", "b", ""), ("/b.c.ods", "/", "b.c.ods", "ods"),
    ("a/.hidden", "a", ".hidden", ""), ("/", "/", "", ""), ("a.b/c", "a.b", "c", ""),
  ])
  func takesPathsApart(path: String, parent: String, name: String, pathExtension: String) {
    #expect(Folder.parent(of: path) == parent)
    #expect(Folder.name(of: path) == name)
    #expect(Folder.pathExtension(of: path) == pathExtension)
  }

  @Test(arguments: [
    StorageError.missing(file: "f"), .refused(file: "f", action: .write, reason: "r"),
    .tooLarge(file: "f", bytes: 2, bytesMax: 1),
  ])
  func saysWhichFile(error: StorageError) {
    #expect(error.diagnostic.origin == Origin(file: "f"))
    #expect(error.diagnostic.hint != nil)
  }

  private func everything() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
}
