/// What a container may ask of us before we refuse it.
public struct ZipLimits: Sendable {
  /// The most members.
  public var membersMax = 20_000
  /// The most bytes of one member after inflating that is held whole.
  public var memberBytesMax = 768 << 20
  /// The most bytes of one member after inflating that is read piece by piece.
  public var streamBytesMax = 16 << 30
  /// The most times larger a member may be than its compressed data, above ``ratioFloorBytes``.
  ///
  /// Honest styles reach 100 and padded sheets 300; deflate itself cannot pass 1032.
  public var ratioMax = 600
  /// Below this many bytes after inflating, any ratio is fine.
  public var ratioFloorBytes = 64 << 20

  /// The limits that hold unless told otherwise.
  public init() {}
}
