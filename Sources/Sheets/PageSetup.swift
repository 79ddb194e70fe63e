/// How a sheet prints.
public struct PageSetup: Hashable, Sendable {
  /// The paper.
  public var paper = PaperSize.a4
  /// Whether the long side lies across.
  public var isLandscape = false
  /// The empty edge.
  public var margins = MarginsMM(top: 20, bottom: 20, left: 30, right: 15)
  /// How large it prints.
  public var scale = Scale.percent(100)
  /// Above each page, inside the upper margin.
  public var header = HeaderFooter()
  /// Below each page, inside the lower margin.
  public var footer = HeaderFooter()
  /// Whether the first page has neither header nor footer.
  public var leavesFirstPageBare = false
  /// Whether the cells stand in the middle between left and right.
  public var centersHorizontally = false
  /// Whether the cells stand in the middle between top and bottom.
  public var centersVertically = false
  /// Whether the lines between cells print.
  public var printsGrid = false
  /// Whether the letters of columns and the numbers of rows print.
  public var printsHeadings = false

  /// Portrait A4 with the margins of Nghị định 30/2020/NĐ-CP, annex I.
  public init() {}

  /// How large a sheet prints.
  public enum Scale: Hashable, Sendable {
    /// In percent of its size, 10 to 400.
    case percent(Int)
    /// As large as fits on so many pages across and down; nil for as many as it takes.
    case pages(across: Int?, down: Int?)
  }

  /// Whether the sheet is scaled so that all columns fit on one page's width.
  public var fitsWidth: Bool {
    get { scale == .pages(across: 1, down: nil) }
    set { scale = newValue ? .pages(across: 1, down: nil) : .percent(100) }
  }

  /// Whether pages are numbered at the top centre, the first page left without.
  public var numbersPagesAfterFirst: Bool {
    get { leavesFirstPageBare && header == .pageNumber }
    set {
      leavesFirstPageBare = newValue
      header = newValue ? .pageNumber : HeaderFooter()
    }
  }
}

/// The empty edge of a page.
public struct MarginsMM: Hashable, Sendable {
  /// Above, in millimetres.
  public var top: Double
  /// Below, in millimetres.
  public var bottom: Double
  /// On the left, in millimetres.
  public var left: Double
  /// On the right, in millimetres.
  public var right: Double

  /// Makes margins from four widths in millimetres.
  public init(top: Double, bottom: Double, left: Double, right: Double) {
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
  }
}

/// A size of paper, upright.
public enum PaperSize: Hashable, Sendable {
  /// 297 × 420 mm.
  case a3
  /// 210 × 297 mm.
  case a4
  /// 148 × 210 mm.
  case a5
  /// 8.5 × 11 inches.
  case letter
  /// 8.5 × 14 inches.
  case legal
  /// Any other, in millimetres.
  case custom(widthMM: Double, heightMM: Double)

  /// The sizes with a name.
  public static let named: [PaperSize] = [.a3, .a4, .a5, .letter, .legal]

  /// The width in millimetres.
  public var widthMM: Double {
    switch self {
    case .a3: 297
    case .a4: 210
    case .a5: 148
    case .letter, .legal: 215.9
    case .custom(let width, _): width
    }
  }

  /// The height in millimetres.
  public var heightMM: Double {
    switch self {
    case .a3: 420
    case .a4: 297
    case .a5: 210
    case .letter: 279.4
    case .legal: 355.6
    case .custom(_, let height): height
    }
  }

  /// The size of these measures, within a millimetre: one with a name where there is one.
  public init(widthMM: Double, heightMM: Double) {
    let near = Self.named.first {
      abs($0.widthMM - widthMM) < 1 && abs($0.heightMM - heightMM) < 1
    }
    self = near ?? .custom(widthMM: widthMM, heightMM: heightMM)
  }
}
