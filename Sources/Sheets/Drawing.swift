/// Where a drawing stands on a sheet.
public struct DrawingAnchor: Hashable, Sendable {
  /// The cell that its upper left corner lies in.
  public var cell: CellAddress
  /// How far the corner lies from the cell's left edge, in millimetres.
  public var offsetXMM = 0.0
  /// How far the corner lies below the cell's upper edge, in millimetres.
  public var offsetYMM = 0.0
  /// Its width in millimetres.
  public var widthMM: Double
  /// Its height in millimetres.
  public var heightMM: Double

  /// Makes an anchor.
  public init(_ cell: CellAddress, widthMM: Double, heightMM: Double) {
    self.cell = cell
    self.widthMM = widthMM
    self.heightMM = heightMM
  }
}

/// A picture on a sheet.
public struct SheetImage: Hashable, Sendable {
  /// What its bytes are.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// PNG.
    case png
    /// JPEG.
    case jpeg
    /// GIF.
    case gif
    /// A bitmap of Windows.
    case bmp
    /// TIFF.
    case tiff

    /// The media type.
    public var mediaType: String { "image/" + rawValue }

    /// Tells the kind by the first bytes; nil for any other.
    public init?(of bytes: [UInt8]) {
      if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
        self = .png
      } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
        self = .jpeg
      } else if bytes.starts(with: Array("GIF8".utf8)) {
        self = .gif
      } else if bytes.starts(with: Array("BM".utf8)) {
        self = .bmp
      } else if bytes.starts(with: [0x49, 0x49, 0x2A, 0])
        || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A])
      {
        self = .tiff
      } else {
        return nil
      }
    }
  }

  /// What its bytes are.
  public var kind: Kind
  /// The file; empty where a reader was asked for places alone.
  public var bytes: [UInt8]
  /// Where it stands.
  public var anchor: DrawingAnchor
  /// What is read out to those who do not see it.
  public var description = ""

  /// The most bytes of one picture that is read.
  public static let bytesMax = 64 << 20
  /// The most bytes of all pictures of one workbook that are read.
  public static let allBytesMax = 256 << 20

  /// Makes a picture of a file of one of the kinds; nil for any other.
  public init?(_ bytes: [UInt8], at anchor: DrawingAnchor) {
    guard let kind = Kind(of: bytes) else { return nil }
    self.kind = kind
    self.bytes = bytes
    self.anchor = anchor
  }

  /// Names the place of a picture whose bytes are not wanted.
  public init(kind: Kind, at anchor: DrawingAnchor) {
    self.kind = kind
    bytes = []
    self.anchor = anchor
  }
}
