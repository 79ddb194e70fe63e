import Sheets

/// What a cell of a form is for.
enum FieldKind: String, Hashable, Sendable, Decodable {
  case text, period, day, count
}

/// The looks of cells that our forms and annexes share.
struct FormLooks {
  /// The fill of cells that are to be filled in.
  private static let inputFill = Color(red: 255, green: 249, blue: 214)

  let plain: CellStyle

  init(_ font: FormManifest.TypeFace) {
    plain = CellStyle { style in
      style.font.name = font.name
      style.font.sizePoints = font.sizePoints
    }
  }

  /// The workbook's own style, to be placed first: widths of an XLSX count digits of its font, and
  /// the writer takes them to be of 13 points.
  var base: CellStyle { with { $0.font.sizePoints = 13 } }

  var left: CellStyle { with { $0.horizontal = .left } }
  var note: CellStyle {
    with {
      $0.horizontal = .left
      $0.font.isItalic = true
      $0.font.sizePoints -= 1
      $0.wrapsText = true
    }
  }
  var title: CellStyle {
    with {
      $0.horizontal = .center
      $0.font.isBold = true
    }
  }
  var cell: CellStyle {
    with {
      $0.horizontal = .center
      $0.wrapsText = true
      $0.borders = .all
    }
  }
  var text: CellStyle { with(cell) { $0.horizontal = .left } }
  /// A part of what stands above it.
  var part: CellStyle { with(text) { $0.font.isItalic = true } }
  var header: CellStyle { with(cell) { $0.font.isBold = true } }
  var section: CellStyle { with(text) { $0.font.isBold = true } }
  var day: CellStyle { with(cell) { $0.numberFormat = .date } }
  var whole: CellStyle { with(cell) { $0.numberFormat = .fixed(decimals: 0, grouped: true) } }
  var small: CellStyle { with(text) { $0.font.sizePoints -= 4 } }
  var rate: CellStyle { with(cell) { $0.numberFormat = .percent(decimals: 2) } }
  var count: CellStyle {
    open(with(cell) { $0.numberFormat = .fixed(decimals: 0, grouped: true) })
  }
  var evidence: CellStyle { open(text) }
  /// A field that the form itself fills in.
  var fixed: CellStyle { text }

  func input(_ kind: FieldKind) -> CellStyle {
    open(
      with(text) {
        switch kind {
        case .day: $0.numberFormat = .date
        case .text, .period: $0.numberFormat = .text
        case .count: $0.numberFormat = .fixed(decimals: 0, grouped: false)
        }
      })
  }

  /// A cell that is filled in: not locked, and coloured.
  private func open(_ style: CellStyle) -> CellStyle {
    with(style) {
      $0.isLocked = false
      $0.fill = Self.inputFill
    }
  }

  private func with(
    _ style: CellStyle? = nil, _ change: (inout CellStyle) -> Void
  ) -> CellStyle {
    var style = style ?? plain
    change(&style)
    return style
  }
}
