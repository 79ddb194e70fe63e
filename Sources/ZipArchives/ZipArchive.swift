/// One member of a container, as the central directory lists it.
public struct ZipMember: Hashable, Sendable {
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
  /// Whether it is encrypted.
  public var isEncrypted: Bool
}

/// Reads a zip container.
///
/// - Source: APPNOTE.TXT 6.3.9, as far as ODF 1.3 part 2 §2 and ECMA-376 part 2 §6 use it.
public final class ZipArchive {
  /// The file.
  public let path: String
  /// The members in the order of the directory.
  public let members: [ZipMember]
  private let limits: ZipLimits
  private let libzip: Libzip
  private let indexByName: [String: Int]

  /// Opens a container and reads its directory.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limits: What it may ask of us.
  /// - Throws: ``ZipError`` when it is none, when a name is there twice, or past a limit.
  public init(path: String, limits: ZipLimits = ZipLimits()) throws(ZipError) {
    libzip = try Libzip(path, .read)
    do {
      members = try Self.readDirectory(libzip, path: path, limits: limits)
      indexByName = try Self.index(members, path: path)
    } catch {
      libzip.discard()
      throw error
    }
    self.path = path
    self.limits = limits
  }

  deinit {
    libzip.discard()
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
    guard let member = member(name) else { throw .memberMissing(file: path, member: name) }
    guard !member.isEncrypted else { throw .encrypted(file: path, member: name) }
    try checkSize(member)
    let stored = libzip.stored(member)
    guard stored.count == member.compressedSize else {
      throw .damagedMember(file: path, member: name)
    }
    let bytes: [UInt8]
    switch member.method {
    case 0: bytes = stored
    case 8:
      switch Inflater.inflate(stored, expected: member.size, bytesMax: limits.memberBytesMax) {
      case .bytes(let inflated): bytes = inflated
      case .damaged: throw .damagedMember(file: path, member: name)
      case .tooLong:
        throw .limit(
          file: path, member: name, limit: "memberBytesMax", max: limits.memberBytesMax)
      }
    default: throw .method(file: path, member: name, number: member.method)
    }
    guard bytes.count == member.size, Inflater.crc32(bytes) == member.crc32 else {
      throw .damagedMember(file: path, member: name)
    }
    return bytes
  }

  private func checkSize(_ member: ZipMember) throws(ZipError) {
    if member.size > limits.memberBytesMax || member.compressedSize > limits.memberBytesMax {
      throw .limit(
        file: path, member: member.name, limit: "memberBytesMax", max: limits.memberBytesMax)
    }
    let isLarge = member.size > limits.ratioFloorBytes
    if isLarge && member.size / max(member.compressedSize, 1) > limits.ratioMax {
      throw .limit(file: path, member: member.name, limit: "ratioMax", max: limits.ratioMax)
    }
  }

  private static func readDirectory(
    _ libzip: Libzip, path: String, limits: ZipLimits
  ) throws(ZipError) -> [ZipMember] {
    guard libzip.memberCount <= limits.membersMax else {
      throw .limit(file: path, member: nil, limit: "membersMax", max: limits.membersMax)
    }
    var members: [ZipMember] = []
    for index in 0..<max(libzip.memberCount, 0) {
      guard let member = libzip.member(index) else {
        throw .notReadable(file: path, reason: "directory entry \(index)")
      }
      members.append(member)
    }
    return members
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
