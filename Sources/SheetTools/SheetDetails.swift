internal import Diagnostics
internal import Sheets

/// What hangs on a sheet beside values, in short.
public struct SheetDetails: Encodable, Sendable {
  /// A picture.
  public struct Image: Encodable, Sendable {
    let cell: String
    let mediaType: String
    let widthMM: Double
    let heightMM: Double
    let description: String

    private enum CodingKeys: String, CodingKey {
      case cell, description
      case mediaType = "media_type"
      case widthMM = "width_mm"
      case heightMM = "height_mm"
    }
  }

  /// A chart.
  public struct Chart: Encodable, Sendable {
    let cell: String
    let kind: String
    let title: String
    let series: [String]
  }

  let merges: Int
  let comments: Int
  let hyperlinks: Int
  let validations: Int
  let conditions: Int
  let images: [Image]
  let charts: [Chart]
  let frozenRows: Int
  let frozenColumns: Int
  let filter: String?
  let printArea: String?
  let isProtected: Bool

  private enum CodingKeys: String, CodingKey {
    case merges, comments, hyperlinks, validations, images, charts
    case conditions = "conditional_formats"
    case frozenRows = "frozen_rows"
    case frozenColumns = "frozen_columns"
    case filter = "auto_filter"
    case printArea = "print_area"
    case isProtected = "protected"
  }

  init(_ sheet: SheetDraft) {
    merges = sheet.merges.count
    comments = sheet.comments.count
    hyperlinks = sheet.hyperlinks.count
    validations = sheet.validations.count
    conditions = sheet.conditionalFormats.count
    images = sheet.images.map { image in
      Image(
        cell: image.anchor.cell.a1, mediaType: image.kind.mediaType,
        widthMM: image.anchor.widthMM, heightMM: image.anchor.heightMM,
        description: image.description)
    }
    charts = sheet.charts.map { chart in
      Chart(
        cell: chart.anchor.cell.a1, kind: chart.kind.rawValue, title: chart.title,
        series: chart.series.map { $0.values.sheet + "!" + $0.values.range.a1 })
    }
    frozenRows = sheet.view.frozenRows
    frozenColumns = sheet.view.frozenColumns
    filter = sheet.autoFilter?.a1
    printArea = sheet.printArea?.a1
    isProtected = sheet.protection != nil
  }

  /// The details for people, one line of those that there are.
  func lines(in language: Language) -> [String] {
    func words(_ vi: String, _ en: String) -> String { Words(vi: vi, en: en)[language] }
    let counted = [
      (words("khối gộp", "merged"), merges), (words("ghi chú", "comments"), comments),
      (words("liên kết", "links"), hyperlinks),
      (words("quy tắc nhập", "validations"), validations),
      (words("định dạng có điều kiện", "conditional formats"), conditions),
      (words("hình", "images"), images.count), (words("biểu đồ", "charts"), charts.count),
      (words("dòng cố định", "frozen rows"), frozenRows),
      (words("cột cố định", "frozen columns"), frozenColumns),
    ].filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
    let others = [
      filter.map { words("lọc ", "filter ") + $0 },
      printArea.map { words("vùng in ", "print area ") + $0 },
      isProtected ? words("có khóa", "protected") : nil,
    ].compactMap { $0 }
    let all = counted + others
    return all.isEmpty ? [] : ["  " + all.joined(separator: ", ")]
  }
}

/// What a workbook says of itself, and what of it is not read.
public struct BookDetails: Encodable, Sendable {
  let title: String
  let subject: String
  let creator: String
  let created: String
  let modified: String?
  let leftOut: [String: Int]

  private enum CodingKeys: String, CodingKey {
    case title, subject, creator, created, modified
    case leftOut = "left_out"
  }

  init(_ draft: WorkbookDraft) {
    title = draft.properties.title
    subject = draft.properties.subject
    creator = draft.properties.creator
    created = draft.properties.created
    modified = draft.properties.modified
    leftOut = Dictionary(
      draft.leftOut.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
