import Foundation
import Storage
import TestSupport
import Testing
import ZipArchives

/// Members that are written as streams, and those put together in a spool.
@Suite struct ZipStreamTests {
  private let folder: TemporaryFolder
  private static let line = Array("<c r=\"A1\"><v>12</v></c>tiền điện tháng 8\n".utf8)

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Lines up to a length, none like another.
  private func lines(_ count: Int, from first: Int = 0) -> [UInt8] {
    (first..<first + count).flatMap { Array("<\($0)>".utf8) + Self.line }
  }

  @Test(arguments: [0, 1, 1000, 100_000])
  func readsBackAStream(count: Int) throws {
    let path = folder.file("\(count).zip")
    let bytes = lines(count)
    let writer = try ZipWriter(newFile: path)
    try writer.add("first", [1, 2, 3])
    let stream = writer.begin("bulk")
    var block = ByteBlock()
    for start in stride(from: 0, to: bytes.count, by: 700_000) {
      block.append(Array(bytes[start..<min(start + 700_000, bytes.count)]))
      if block.count >= ZipMemberStream.blockBytes { try stream.append(&block) }
    }
    try stream.finish(&block)
    try writer.add("last", [4])
    try writer.finish()
    let archive = try ZipArchive(path: path)
    #expect(archive.members.map(\.name) == ["first", "bulk", "last"])
    #expect(try archive.read("bulk") == bytes)
    #expect(try archive.read("last") == [4])
    if Subprocess.isInstalled("unzip") {
      #expect(try Subprocess.run("unzip", ["-tq", path]).exitCode == 0)
    }
  }

  @Test(arguments: [10, 100_000])
  func putsSpooledPiecesTogether(count: Int) throws {
    let path = folder.file("\(count).zip")
    let writer = try ZipWriter(newFile: path)
    let spool = ZipSpool(for: path)
    var pieces: [ZipSpool.Piece] = [.bytes(Array("head".utf8))]
    var wanted = Array("head".utf8)
    for part in 0..<3 {
      var block = ByteBlock()
      let bytes = lines(part == 1 ? 5 : count, from: part * count)
      wanted += bytes
      block.append(bytes)
      if block.count > ZipMemberStream.blockBytes { try spool.append(&block) }
      block.append([UInt8(ascii: "|")])
      wanted.append(UInt8(ascii: "|"))
      pieces.append(try spool.cut(&block))
      pieces.append(.bytes([]))
    }
    try writer.add("content", pieces, from: spool)
    try writer.finish()
    #expect(try ZipArchive(path: path).read("content") == wanted)
    #expect(try Folder.files(folder.path) == ["\(count).zip"])
  }

  @Test func leavesNothingBehindWhenLetGo() throws {
    let path = folder.file("x.zip")
    do {
      let writer = try ZipWriter(newFile: path)
      let stream = writer.begin("bulk")
      var block = ByteBlock()
      block.append(lines(40_000))
      try stream.append(&block)
    }
    let isThere = Folder.isFile(path)
    #expect(!isThere)
  }
}
