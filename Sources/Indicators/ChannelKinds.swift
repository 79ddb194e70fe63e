public import Records

/// What the names of channels stand for: data, so that a ward can have its own.
public struct ChannelKinds: Hashable, Sendable {
  /// Channels that take cash for EVN: a bank's desk, a collection point.
  public var intermediaries: Set<String>
  /// Channels by which an account pays without being asked each time.
  public var autoDebits: Set<String>
  /// What the money was paid with, by channel.
  public var instruments: [String: String]

  /// Makes kinds.
  public init(intermediaries: Set<String>, autoDebits: Set<String>, instruments: [String: String]) {
    self.intermediaries = intermediaries
    self.autoDebits = autoDebits
    self.instruments = instruments
  }

  /// The kinds of the channels that ship in `Layouts/channels.yaml`.
  public static let standard = ChannelKinds(
    intermediaries: ["Tiền mặt tại quầy ngân hàng", "Tiền mặt tại điểm thu hộ"],
    autoDebits: ["Trích nợ tự động"],
    instruments: [
      "Trích nợ tự động": "account", "Internet Banking": "account", "Mobile Banking": "account",
      "Ủy nhiệm chi": "account", "Chuyển khoản ngân hàng": "account", "QR Code": "account",
      "Ví điện tử": "wallet", "Thẻ": "card", "Tiền mặt tại quầy điện lực": "cash",
      "Tiền mặt tại quầy ngân hàng": "cash", "Tiền mặt tại điểm thu hộ": "cash",
      "Thu ngân viên": "cash",
    ])

  /// `account`, `wallet`, `card`, `cash`, or `other` for a channel that nobody sorted.
  public func instrument(_ channel: Channel) -> String {
    guard case .known(let name, let isCashless) = channel else { return "unknown" }
    return instruments[name] ?? (isCashless ? "other" : "cash")
  }

  /// Whether a channel is cashless in a reading; nil where nobody knows.
  func isCashless(_ channel: Channel, _ reading: RateDefinition.ChannelReading) -> Bool? {
    guard case .known(let name, let isCashless) = channel else { return nil }
    return isCashless || reading == .intermediated && intermediaries.contains(name)
  }

  func isAutoDebit(_ channel: Channel) -> Bool {
    guard case .known(let name, _) = channel else { return false }
    return autoDebits.contains(name)
  }
}
