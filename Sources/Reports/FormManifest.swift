public import Records
import Sheets
import YAMLDocuments

/// A form as its manifest describes it: wording, layout, fields, criteria.
///
/// Written in YAML beside the templates; see `Templates/bao-cao-3-khong.yaml` for the meaning of
/// each key. Nothing about the form's criteria is in code.
public struct FormManifest: Hashable, Sendable, Decodable {
  var sheet: String
  var title: String
  var page: Page
  var font: TypeFace
  var head: Head
  var header: Header
  var fields: Fields
  var sections: [Section]
  var computed: [String: Int]
  var evidence: [String: String]?
  /// The electricity annex; nil for a form that has none.
  var annex: Annex?

  /// Reads a manifest.
  ///
  /// - Parameter path: The YAML file.
  /// - Throws: `StorageError` or the YAML module's error, with the file and line.
  public init(path: String) throws {
    self = try YAMLDocument.load(path: path)
  }

  /// The criteria in the order of the form.
  public var criteria: [Criterion] { sections.flatMap(\.criteria) }

  /// The criterion that a computation belongs to, for example `household-cashless`; nil for none.
  public func criterion(computedBy name: String) -> Criterion? {
    criteria.first { $0.number == computed[name] }
  }

  /// The named ranges that hold the results of a criterion.
  public func resultFields(of criterion: Criterion) -> [ReportColumn: String] {
    [.before: fields.before.name(of: criterion), .after: fields.after.name(of: criterion)]
  }

  /// One criterion.
  public struct Criterion: Hashable, Sendable, Decodable {
    /// Its number on the form.
    public var number: Int
    /// Chỉ tiêu giao, as the form words it.
    public var target: String
    /// Its wording.
    public var text: String
    /// Lines of evidence to leave room for; 2 unless told.
    public var evidenceLines: Int?
  }

  struct Page: Hashable, Sendable, Decodable {
    var landscape: Bool
    var marginsMM: Margins
    var columnsMM: [Double]
  }

  struct Margins: Hashable, Sendable, Decodable {
    var top: Double
    var bottom: Double
    var left: Double
    var right: Double
  }

  struct TypeFace: Hashable, Sendable, Decodable {
    var name: String
    var sizePoints: Double
  }

  struct Head: Hashable, Sendable, Decodable {
    var unit: String
    var nation: String
    var motto: String
    var placeAndDate: String
    var name: String
  }

  struct Header: Hashable, Sendable, Decodable {
    var number: String
    var criterion: String
    var target: String
    var result: String
    var before: String
    var after: String
    var evidence: String
  }

  /// The cells that are filled; a form that has no place for the optional ones leaves them out.
  struct Fields: Hashable, Sendable, Decodable {
    var unit: Field?
    var placeAndDate: Field?
    var before: Field
    var after: Field
    var evidence: Field?
  }

  struct Field: Hashable, Sendable, Decodable {
    enum Kind: String, Hashable, Sendable, Decodable {
      case text, percent
    }

    var name: String
    var type: Kind
    var decimals: Int?
    var text: String?

    /// The named range of one criterion: `NN` stands for its number in two digits.
    func name(of criterion: Criterion) -> String {
      let number = (criterion.number < 10 ? "0" : "") + String(criterion.number)
      return name.replacing("NN", with: number)
    }
  }

  struct Section: Hashable, Sendable, Decodable {
    var number: String
    var title: String
    var criteria: [Criterion]
  }

  struct Annex: Hashable, Sendable, Decodable {
    var sheet: String
    var block: String
    var evidence: String
    var title: String
    var landscape: Bool
    var columnsMM: [Double]
    var summary: Summary
    var byPho: ByPho
    var byChannel: ByChannel
    var sources: Sources
  }

  struct Summary: Hashable, Sendable, Decodable {
    var heading: String
    var denominator: String
    var numerator: String
    var unknown: String
    var result: String
    var noFigure: String
    var noPeriod: String
    var before: String
    var after: String
    var met: String
    var metIfUnknownCashless: String
    var notMet: String
  }

  struct ByPho: Hashable, Sendable, Decodable {
    var heading: String
    var columns: [String]
    var total: String
  }

  struct ByChannel: Hashable, Sendable, Decodable {
    var heading: String
    var columns: [String]
    var yes: String
    var no: String
    var unclear: String
    var unknownChannel: String
    var unpaid: String
  }

  struct Sources: Hashable, Sendable, Decodable {
    var heading: String
    var columns: [String]
  }
}

extension FormManifest {
  /// A cell of the form that holds a figure.
  public struct FigureField: Hashable, Sendable {
    /// Its named range, for example `ct15_sau`.
    public var name: String
    /// The criterion.
    public var criterion: Int
    /// The column.
    public var column: ReportColumn
  }

  /// The cells that hold figures, in the order of the form.
  public var figureFields: [FigureField] {
    criteria.flatMap { criterion in
      [(fields.before, ReportColumn.before), (fields.after, .after)].map { field, column in
        FigureField(
          name: field.name(of: criterion), criterion: criterion.number, column: column)
      }
    }
  }

  /// The cells that hold words, in the order of the form.
  public var textFields: [String] {
    [fields.unit, fields.placeAndDate].compactMap { $0?.name }
      + criteria.compactMap { fields.evidence?.name(of: $0) }
  }

  /// What the evidence column says of a computed figure; nil for nothing.
  public func evidence(ofComputed name: String) -> String? { evidence?[name] }

  /// The evidence of the electricity criterion: its annex and its definition; nil without an annex.
  public func evidence(of definition: String) -> String? {
    annex?.evidence.filled(["definition": definition])
  }
}

extension FormManifest.Page {
  /// The page as workbooks know it, fitted to its width, numbered but for the first page.
  func setup(isLandscape: Bool) -> PageSetup {
    var page = PageSetup()
    page.isLandscape = isLandscape
    page.margins = MarginsMM(
      top: marginsMM.top, bottom: marginsMM.bottom, left: marginsMM.left, right: marginsMM.right)
    page.fitsWidth = true
    page.numbersPagesAfterFirst = true
    return page
  }
}
