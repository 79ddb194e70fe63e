/// What an edit makes of one cell; what it does not name stays.
///
/// - Shape: several changes of one cell are merged by ``merge(_:)``, the later one winning.
public struct CellChange: Hashable, Sendable {
  /// What a cell is to hold.
  public enum Content: Hashable, Sendable {
    /// A value, and no formula.
    case value(CellValue)
    /// A formula, in the format's own words and without its `=`, with the value it gives; an empty
    /// one leaves the value to the program that opens the workbook.
    case formula(String, CellValue)
    /// Another value of the formula that is there.
    case cached(CellValue)
  }

  /// What the cell is to hold; nil to leave it.
  public var content: Content?
  /// The format's name of the cell's new style; nil to leave it.
  public var style: String?
  /// The cell's new comment; an empty text takes it away, nil leaves it.
  public var comment: String?

  /// Makes a change.
  public init(_ content: Content? = nil, style: String? = nil, comment: String? = nil) {
    self.content = content
    self.style = style
    self.comment = comment
  }

  /// Adds a later change of the same cell.
  public mutating func merge(_ later: CellChange) {
    if case .cached(let value) = later.content, case .formula(let text, _) = content {
      content = .formula(text, value)
    } else {
      content = later.content ?? content
    }
    style = later.style ?? style
    comment = later.comment ?? comment
  }

  /// The value that the cell shows afterwards; nil where it stays.
  public var value: CellValue? {
    switch content {
    case .value(let value), .formula(_, let value), .cached(let value): value
    case nil: nil
    }
  }

  /// Whether the cell holds a formula afterwards; nil where that stays as it is.
  public var hasFormula: Bool? {
    switch content {
    case .value: false
    case .formula: true
    case .cached, nil: nil
    }
  }
}

extension CellChange {
  /// Whether it changes nothing but the cell's style.
  public var isLook: Bool { content == nil && comment == nil }

  /// Whether a cell that is not there yet has to be made for it.
  public var leavesMark: Bool {
    let isEmpty = content == nil || content == .value(.empty)
    return !isEmpty || style != nil || !(comment ?? "").isEmpty
  }
}
