/// A household of the ward's register.
///
/// One household may hold several customer codes, and several households may share one.
public struct Household: Hashable, Sendable {
  /// Mã hộ: the ward's own id.
  public var id: String
  /// Chủ hộ.
  public var headName: String
  /// The phố, a leaf of the units.
  public var pho: String
  /// Địa chỉ.
  public var address: String
  /// Số nhân khẩu; nil where the register says nothing.
  public var members: Int?
  /// Số người trên 15 tuổi; nil where the register says nothing.
  public var membersOver15: Int?
  /// Its EVN customer codes, normalised, in the order of the register.
  public var customerCodes: [CustomerCode]
  /// The line it comes from.
  public var provenance: Provenance

  /// Makes a household.
  public init(
    id: String, headName: String, pho: String, address: String, members: Int?,
    membersOver15: Int?, customerCodes: [CustomerCode], provenance: Provenance
  ) {
    self.id = id
    self.headName = headName
    self.pho = pho
    self.address = address
    self.members = members
    self.membersOver15 = membersOver15
    self.customerCodes = customerCodes
    self.provenance = provenance
  }
}

/// An EVN customer code in its normal spelling: capitals, without spaces, dots or dashes.
public struct CustomerCode: Hashable, Sendable, Comparable {
  /// The normal spelling, for example `PA07AB0001234`.
  public let text: String

  /// Normalises what people write; nil when nothing but separators is left, or over 32 characters.
  public init?(_ text: String) {
    // Nearly every code is written the normal way already.
    var normal = text
    if !normal.withUTF8({ $0.allSatisfy(Self.isNormal) }) {
      let kept = normal.utf8.filter { !" .-_\u{9}".utf8.contains($0) }
      normal = String(decoding: kept, as: UTF8.self).uppercased()
    }
    guard (1...32).contains(normal.utf8.count) else { return nil }
    self.text = normal
  }

  /// Normalises a part of a text.
  public init?(_ text: Substring) {
    self.init(String(text))
  }

  private static func isNormal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: false
    }
  }

  /// In the order of bytes.
  public static func < (left: CustomerCode, right: CustomerCode) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
