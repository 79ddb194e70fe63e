internal import Diagnostics

/// Where cells lead when they are clicked.
///
/// - Source: ECMA-376 part 1 §18.3.1.47 hyperlink; ODF 1.3 part 3 `text:a`.
public struct Hyperlink: Hashable, Sendable {
  /// Where to.
  public enum Target: Hashable, Sendable {
    /// A web page, a file, a mail address: anything that a URI names.
    case uri(String)
    /// Cells of this workbook.
    case cells(SheetRange)
    /// What a name of this workbook stands for.
    case name(String)
  }

  /// The cells that lead there.
  public var range: CellRange
  /// Where to.
  public var target: Target
  /// What is shown while the pointer rests on it; empty for nothing.
  public var tooltip = ""

  /// Makes a link.
  public init(_ range: CellRange, to target: Target) {
    self.range = range
    self.target = target
  }
}

/// Where one cell leads.
public struct CellLink: Hashable, Sendable {
  /// Where to.
  public var target: Hyperlink.Target
  /// What is shown while the pointer rests on it; empty for nothing.
  public var tooltip: String

  /// Makes a link.
  public init(_ target: Hyperlink.Target, tooltip: String = "") {
    self.target = target
    self.tooltip = tooltip
  }

  /// The most characters of an address or a tooltip, Excel's limit.
  static let charactersMax = 2079

  /// Proves that both formats can hold it.
  func check() throws(EditError) {
    var text = tooltip
    switch target {
    case .uri(let uri):
      guard !uri.isEmpty, !uri.contains(where: \.isWhitespace) else {
        throw .unsupported(Words(vi: "địa chỉ liên kết", en: "the link's address"), at: Origin())
      }
      text += uri
    case .name(let name): guard NamedRange.isName(name) else { throw .badName(name, at: Origin()) }
    case .cells(let block):
      guard block.range.isInSheet else { throw .noSuchCell(at: Origin()) }
    }
    guard text.utf16.count <= Self.charactersMax else {
      throw .unsupported(Words(vi: "liên kết quá dài", en: "the link is too long"), at: Origin())
    }
  }
}
