internal import Diagnostics
public import Storage

/// One member of a container, as the central directory lists it.
public struct ZipMember: Hashable, Sendable {
  /// How a member is encrypted.
  public enum Encryption: String, Hashable, Sendable {
    /// The first cipher of the format.
    case zipCrypto = "ZipCrypto"
    /// WinZip's AES.
    case aes = "WinZip AES"
    /// PKWARE's strong encryption.
    case strong = "PKWARE strong encryption"
  }

  /// Its name as written, with slashes between folders.
  public var name: String
  /// Its place in the directory, from 0.
  public var index: Int
  /// Bytes after inflating, as the directory claims.
  public var size: Int
  /// Bytes as they are stored.
  public var compressedSize: Int
  /// The CRC-32 of the inflated bytes, as the directory claims.
  public var crc32: UInt32
  /// The compression method: 0 stored, 8 deflate.
  public var method: Int
  /// How it is encrypted; nil when it is not.
  public var encryption: Encryption?
  /// Where its local header lies.
  var offset: Int
  /// Its name byte by byte.
  var rawName: [UInt8]

  /// Whether it is encrypted.
  public var isEncrypted: Bool { encryption != nil }
}

/// Reads a zip container.
///
/// - Source: APPNOTE.TXT 6.3.9, as far as ODF 1.3 part 2 §2 and ECMA-376 part 2 §6 use it.
public final class ZipArchive: Sendable {
  /// The file.
  public let path: String
  /// The members in the order of the directory.
  public let members: [ZipMember]
  private let file: RandomAccessFile
  private let limits: ZipLimits
  private let indexByName: [String: Int]

  /// Opens a container and reads its directory.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limits: What it may ask of us.
  /// - Throws: ``ZipError`` when it is none, when a name is there twice, when members overlap, or
  ///   past a limit.
  public init(path: String, limits: ZipLimits = ZipLimits()) throws(ZipError) {
    do {
      file = try RandomAccessFile(path: path)
    } catch {
      throw .notReadable(file: path, reason: error.diagnostic.message.en)
    }
    members = try ZipDirectory(file, limits: limits).members
    indexByName = try Self.index(members, path: path)
    self.path = path
    self.limits = limits
  }

  /// The member of this exact name.
  public func member(_ name: String) -> ZipMember? {
    indexByName[name].map { members[$0] }
  }

  /// The inflated bytes of a member, their length and checksum proved.
  ///
  /// - Parameter name: The member's exact name.
  /// - Returns: All its bytes.
  /// - Throws: ``ZipError`` when it is missing, encrypted, damaged or past a limit.
  public func read(_ name: String) throws(ZipError) -> [UInt8] {
    let (member, start) = try locate(name, bytesMax: limits.memberBytesMax)
    let stream = MemberStream(file, member, start: start, limits: limits)
    // Deflate cannot expand more than 1032 times: a lying size costs no memory beyond that.
    let (bound, overflow) = member.compressedSize.multipliedReportingOverflow(by: 1032)
    let capacity = min(member.size, overflow ? member.size : bound + 64) + 1
    var failure: ZipError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      do throws(ZipError) {
        count = try unsafe stream.fill(buffer)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    guard bytes.count == member.size else { throw .damagedMember(file: path, member: name) }
    return bytes
  }

  /// What is made of a part whose loss is not worth a refusal.
  ///
  /// - Parameter read: Reads members of this container.
  /// - Returns: What it made; nil where the part is damaged, or no XML.
  /// - Throws: ``ZipError/notReadable(file:reason:)``: a disk that fails is no damage of the part.
  public func unlessDamaged<Value>(_ read: () throws -> Value) throws -> Value? {
    do {
      return try read()
    } catch let error as any Diagnosable where error.diagnostic.code == ZipError.notReadableCode {
      throw error
    } catch {
      return nil
    }
  }

  /// The inflated bytes of a member of any size, piece by piece.
  ///
  /// Damage is only known when the last piece has come: what was made of the pieces before it is
  /// not proved until the pipe ends without an error.
  ///
  /// - Parameters:
  ///   - name: The member's exact name.
  ///   - inspect: Looks at each piece before it is handed on.
  /// - Returns: The pipe; it throws ``ZipError`` for damage and past a limit.
  /// - Throws: ``ZipError`` when the member is missing, encrypted or past a limit by its own words.
  public func stream(
    _ name: String, inspect: ChunkPipe.Inspector? = nil
  ) throws(ZipError) -> ChunkPipe {
    let (member, start) = try locate(name, bytesMax: limits.streamBytesMax)
    let stream = MemberStream(file, member, start: start, limits: limits)
    return unsafe ChunkPipe(inspect: inspect) { try unsafe stream.fill($0) }
  }

  /// Streams a member once, as ``stream(_:inspect:)`` does, and keeps a map of it for later.
  ///
  /// - Parameters:
  ///   - name: The member's exact name.
  ///   - read: Reads the pipe to its end; false where no map is wanted.
  /// - Returns: The map; nil where none is wanted.
  /// - Throws: As ``stream(_:inspect:)``; what `read` throws.
  public func mapped(_ name: String, by read: (ChunkPipe) throws -> Bool) throws -> MemberMap? {
    let (member, start) = try locate(name, bytesMax: limits.streamBytesMax)
    let map = MemberMap(file, member, start: start, limits: limits)
    let stream = MemberStream(file, member, start: start, limits: limits, map: map)
    let pipe = unsafe ChunkPipe { try unsafe stream.fill($0) }
    defer { pipe.stop() }
    return try read(pipe) ? map : nil
  }

  /// A member that can be read, and where its stored bytes begin.
  private func locate(
    _ name: String, bytesMax: Int
  ) throws(ZipError) -> (member: ZipMember, start: Int) {
    guard let member = member(name) else { throw .memberMissing(file: path, member: name) }
    if let scheme = member.encryption {
      throw .encrypted(file: path, member: name, scheme: scheme.rawValue)
    }
    guard member.method == 0 || member.method == 8 else {
      throw .method(file: path, member: name, number: member.method)
    }
    try checkSize(member, bytesMax: bytesMax)
    let header = try ZipDirectory.bytes(file, at: member.offset, count: 30 + member.rawName.count)
    guard header.count == 30 + member.rawName.count, header.four(0) == 0x0403_4B50,
      header.two(26) == member.rawName.count, header[30...].elementsEqual(member.rawName),
      header.two(8) == member.method
    else { throw .lyingHeader(file: path, member: name) }
    let start = member.offset + header.count + header.two(28)
    guard start <= file.size, member.compressedSize <= file.size - start else {
      throw .damagedMember(file: path, member: name)
    }
    return (member, start)
  }

  private func checkSize(_ member: ZipMember, bytesMax: Int) throws(ZipError) {
    if member.size > bytesMax || member.compressedSize > bytesMax {
      let limit = bytesMax == limits.memberBytesMax ? "memberBytesMax" : "streamBytesMax"
      throw .limit(file: path, member: member.name, limit: limit, max: bytesMax)
    }
    let isLarge = member.size > limits.ratioFloorBytes
    if isLarge && member.size / max(member.compressedSize, 1) > limits.ratioMax {
      throw .limit(file: path, member: member.name, limit: "ratioMax", max: limits.ratioMax)
    }
  }

  private static func index(
    _ members: [ZipMember], path: String
  ) throws(ZipError) -> [String: Int] {
    var indexByName: [String: Int] = [:]
    for member in members {
      guard indexByName.updateValue(member.index, forKey: member.name) == nil else {
        throw .duplicateMember(file: path, member: member.name)
      }
    }
    return indexByName
  }
}
