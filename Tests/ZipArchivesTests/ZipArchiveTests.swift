import Diagnostics
import Storage
import TestSupport
import Testing
import ZipArchives

/// Containers read: what is proved, what is refused, and by which name.
@Suite struct ZipArchiveTests {
  private let folder: TemporaryFolder
  private static let text = Array("không dùng tiền mặt ".utf8)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func code(
    _ members: [RawZip.Member], limits: ZipLimits = ZipLimits(), read name: String = "a"
  ) throws -> String {
    let path = try folder.write(RawZip.bytes(members), to: "x.zip")
    do {
      let archive = try ZipArchive(path: path, limits: limits)
      _ = try archive.read(name)
      return "none"
    } catch {
      #expect(error.diagnostic.origin.file == path)
      return error.diagnostic.code
    }
  }

  @Test func readsStoredMembers() throws {
    let members = [
      RawZip.Member(name: "a", stored: Self.text), RawZip.Member(name: "ă/b", stored: []),
    ]
    let archive = try ZipArchive(path: folder.write(RawZip.bytes(members), to: "x.zip"))
    #expect(archive.members.map(\.name) == ["a", "ă/b"])
    #expect(archive.member("a")?.size == Self.text.count)
    #expect(archive.member("A") == nil)
    #expect(try archive.read("a") == Self.text)
    #expect(try archive.read("ă/b") == [])
  }

  @Test func namesWhatIsWrong() throws {
    let good = RawZip.Member(name: "a", stored: Self.text)
    #expect(try code([good]) == "none")
    #expect(try code([good], read: "b") == "zip.member-missing")
    #expect(try code([good, good]) == "zip.duplicate-member")
    var bad = good
    bad.crc = 1
    #expect(try code([bad]) == "zip.damaged-member")
    bad = good
    bad.method = 12
    #expect(try code([bad]) == "zip.method")
    bad = good
    bad.method = 8
    #expect(try code([bad]) == "zip.damaged-member")
    bad = good
    bad.flags = 1
    #expect(try code([bad]) == "zip.encrypted")
  }

  /// Who knows the scheme can look for the program that opens it.
  @Test(arguments: [(1, 0, "ZipCrypto"), (0x41, 0, "PKWARE"), (1, 99, "WinZip AES")])
  func namesTheSchemeOfAPassword(flags: UInt16, method: UInt16, scheme: String) throws {
    let member = RawZip.Member(name: "a", stored: Self.text, method: method, flags: flags)
    let archive = try ZipArchive(path: folder.write(RawZip.bytes([member]), to: "x.zip"))
    let error = #expect(throws: ZipError.self) { try archive.read("a") }
    #expect(error?.diagnostic.code == "zip.encrypted")
    #expect(error?.diagnostic.message.en.contains(scheme) == true)
  }

  /// Two members in the same bytes, and a member that calls itself otherwise than the directory.
  @Test func refusesMembersThatShareBytesOrLie() throws {
    let members = ["a", "b"].map { RawZip.Member(name: $0, stored: Self.text) }
    let bytes = RawZip.bytes(members)
    let second = 30 + 1 + Self.text.count
    var shared = bytes
    // The directory's record of the second member ends with its offset and its name.
    let offset = bytes.count - 22 - 5
    #expect(Array(shared[offset..<offset + 4]) == [UInt8(second), 0, 0, 0])
    shared[offset] = 0
    let overlap = #expect(throws: ZipError.self) {
      try ZipArchive(path: folder.write(shared, to: "shared.zip"))
    }
    #expect(overlap?.diagnostic.code == "zip.overlap")
    for (place, sign) in [(second + 30, UInt8(ascii: "c")), (second + 8, 8), (second, 0)] {
      var lying = bytes
      lying[place] = sign
      let archive = try ZipArchive(path: folder.write(lying, to: "lying.zip"))
      #expect(try archive.read("a") == Self.text)
      let error = #expect(throws: ZipError.self) { try archive.read("b") }
      #expect(error?.diagnostic.code == "zip.lying-header")
    }
  }

  @Test func keepsItsLimitOfStreams() throws {
    let member = RawZip.Member(name: "a", stored: Self.text)
    let path = try folder.write(RawZip.bytes([member]), to: "x.zip")
    var limits = ZipLimits()
    limits.streamBytesMax = Self.text.count - 1
    let archive = try ZipArchive(path: path, limits: limits)
    let error = #expect(throws: ZipError.self) { try archive.stream("a") }
    #expect(error?.diagnostic.message.en.contains("streamBytesMax") == true)
  }

  @Test(arguments: [0, 1, 19, 21, 4_000_000_000] as [UInt32])
  func noticesALyingSize(size: UInt32) throws {
    let lying = RawZip.Member(name: "a", stored: Self.text, size: size)
    #expect(["zip.damaged-member", "zip.limit", "zip.not-readable"].contains(try code([lying])))
  }

  @Test func keepsItsLimits() throws {
    let members = ["a", "b", "c"].map { RawZip.Member(name: $0, stored: Self.text) }
    var limits = ZipLimits()
    limits.membersMax = 3
    limits.memberBytesMax = Self.text.count
    #expect(try code(members, limits: limits) == "none")
    limits.membersMax = 2
    #expect(try code(members, limits: limits) == "zip.limit")
    limits.membersMax = 3
    limits.memberBytesMax = Self.text.count - 1
    #expect(try code(members, limits: limits) == "zip.limit")
  }

  @Test func refusesRatiosThatNoHonestMemberHas() throws {
    let path = folder.file("zeros.zip")
    let writer = try ZipWriter(newFile: path)
    try writer.add("a", [UInt8](repeating: 0, count: 1 << 20))
    try writer.finish()
    var limits = ZipLimits()
    #expect(try ZipArchive(path: path, limits: limits).read("a").count == 1 << 20)
    limits.ratioFloorBytes = 1 << 19
    #expect(throws: ZipError.self) { try ZipArchive(path: path, limits: limits).read("a") }
    limits.ratioMax = 1032
    #expect(try ZipArchive(path: path, limits: limits).read("a").count == 1 << 20)
  }

  @Test func refusesWhatIsNoContainer() throws {
    for bytes in [[], Array("PK".utf8), Self.text, [UInt8](repeating: 0, count: 100)] {
      let path = try folder.write(bytes, to: "x.zip")
      let error = #expect(throws: ZipError.self) { try ZipArchive(path: path) }
      #expect(error?.diagnostic.code == "zip.not-readable")
    }
    #expect(throws: ZipError.self) { try ZipArchive(path: folder.file("none")) }
  }

  /// Every cut of a container is refused when it is opened.
  @Test func refusesEveryCut() throws {
    let bytes = RawZip.bytes([RawZip.Member(name: "a", stored: Self.text)])
    for count in 0..<bytes.count {
      let path = try folder.write(bytes.prefix(count), to: "x.zip")
      #expect(throws: ZipError.self, "\(count) bytes") { try ZipArchive(path: path) }
    }
  }

  /// Damage gives the same bytes or an error, never other bytes.
  @Test func noticesDamageAnywhere() throws {
    let path = folder.file("good.zip")
    let writer = try ZipWriter(newFile: path)
    let content = (0..<5000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 5) }
    try writer.add("a", content)
    try writer.finish()
    let bytes = try FileBytes.read(path)
    var chance = SeededGenerator.announced()
    var refusals = 0
    for _ in 0..<500 {
      var damaged = bytes
      let place = Int.random(in: 0..<bytes.count, using: &chance)
      damaged[place] = UInt8.random(in: 0...255, using: &chance)
      let copy = try folder.write(damaged, to: "x.zip")
      do {
        let read = try ZipArchive(path: copy).read("a")
        #expect(read == content, "byte \(place)")
      } catch {
        refusals += 1
      }
    }
    #expect(refusals > 250)
  }
}
