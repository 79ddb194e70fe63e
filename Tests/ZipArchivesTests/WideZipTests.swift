import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

@testable import ZipArchives

/// Containers that pass the numbers of the format's first version, by limits made small.
@Suite struct WideZipTests {
  private let folder: TemporaryFolder
  private static let long = Array(String(repeating: "tiền điện tháng 8 ", count: 200).utf8)

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A member of each kind: stored, deflated, streamed, put together.
  private func write(_ name: String, _ limits: ZipPlainLimits) throws -> String {
    let path = folder.file(name)
    let writer = try ZipWriter(newFile: path, limits: limits)
    try writer.add("mimetype", Array("a/b".utf8), isStored: true)
    try writer.add("sổ.xml", Self.long)
    let stream = writer.begin("bulk")
    var block = ByteBlock()
    block.append(Self.bulk)
    try stream.append(&block)
    block.append(Self.long)
    try stream.finish(&block)
    let spool = ZipSpool(for: path)
    block.append(Self.bulk)
    try spool.append(&block)
    try writer.add("pieces", [.bytes(Self.long), try spool.cut(&block)], from: spool)
    try writer.add("last", [4])
    try writer.finish()
    return path
  }

  private static let bulk = (0..<40_000).flatMap { Array("<\($0)>".utf8) }

  private static let contents: [(String, [UInt8])] = [
    ("mimetype", Array("a/b".utf8)), ("sổ.xml", long), ("bulk", bulk + long),
    ("pieces", long + bulk), ("last", [4]),
  ]

  /// Sizes alone, places too, the directory too: each more than the one before.
  @Test(arguments: [100_000, 30_000, 1_000, 2])
  func readsBackWhatIsWidened(sizeMax: Int) throws {
    let path = try write("x.zip", ZipPlainLimits(sizeMax: sizeMax))
    let bytes = try FileBytes.read(path)
    #expect(bytes != (try FileBytes.read(write("plain.zip", ZipPlainLimits()))))
    let archive = try ZipArchive(path: path)
    #expect(archive.members.map(\.name) == Self.contents.map(\.0))
    for (name, content) in Self.contents {
      #expect(try archive.read(name) == content, "\(name)")
      #expect(archive.member(name)?.size == content.count)
    }
    try proveByOthers(path, count: Self.contents.count)
  }

  /// Takes a while; ``countsMembersByAMadeUpLimit()`` tries the same on a few members.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["BAKHONG_WIDE"] != nil,
      "BAKHONG_WIDE=1 tries 65 600 members"))
  func countsMembersBeyondSixteenBits() throws {
    let path = folder.file("many.zip")
    let writer = try ZipWriter(newFile: path)
    for place in 0..<65_600 { try writer.add("\(place)", [], isStored: true) }
    try writer.finish()
    let refused = #expect(throws: ZipError.self) { try ZipArchive(path: path) }
    #expect(refused?.diagnostic.code == "zip.limit")
    var limits = ZipLimits()
    limits.membersMax = 70_000
    let archive = try ZipArchive(path: path, limits: limits)
    #expect(archive.members.count == 65_600)
    #expect(try archive.read("65599") == [])
    try proveByOthers(path, count: 65_600)
  }

  @Test func countsMembersByAMadeUpLimit() throws {
    let limits = ZipPlainLimits(membersMax: 4)
    let path = try write("x.zip", limits)
    #expect(try ZipArchive(path: path).members.count == 5)
    try proveByOthers(path, count: 5)
  }

  /// Nothing of the 64-bit records is there as long as it need not be.
  @Test func widensNothingBelowTheLimits() throws {
    let bytes = try FileBytes.read(write("x.zip", ZipPlainLimits()))
    for signature in [0x06, 0x07] as [UInt8] {
      let mark: [UInt8] = [0x50, 0x4B, signature, signature == 6 ? 6 : 8]
      let isThere = (0..<bytes.count - 4).contains { bytes[$0..<$0 + 4].elementsEqual(mark) }
      #expect(!isThere)
    }
  }

  /// What `unzip` and Python's `zipfile` say, as far as they are installed.
  private func proveByOthers(_ path: String, count: Int) throws {
    if Subprocess.isInstalled("unzip") {
      let result = try Subprocess.run("unzip", ["-tqq", path])
      #expect(result.exitCode == 0, "\(result)")
    }
    if Subprocess.isInstalled("python3") {
      let code = """
        import sys, zipfile
        z = zipfile.ZipFile(sys.argv[1])
        assert z.testzip() is None and len(z.namelist()) == int(sys.argv[2])
        """
      let result = try Subprocess.run("python3", ["-c", code, path, String(count)])
      #expect(result.exitCode == 0, "\(result)")
    }
  }
}
