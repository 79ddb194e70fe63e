internal import Records
internal import Storage
internal import YAMLDocuments

/// A collection form as its manifest describes it: what is asked of a unit, and how it is checked.
///
/// Written in YAML beside the templates; see `Templates/phieu-thu-thap.yaml` for the meaning of
/// each key. A manifest with `base` takes the keys that it lacks from that one, and adds its own
/// sections before the base's.
public struct CollectionManifest: Hashable, Sendable {
  /// What the form calls itself in its version field, for example `phieu-thu-thap/1`.
  public let version: String
  /// The level of the units that fill it in.
  public let level: String
  let sheet: String
  let title: String
  let page: FormManifest.Page
  let font: FormManifest.TypeFace
  let head: Head
  let notes: [String]
  let fields: Fields
  let values: Values
  let header: Header
  let rules: CollectionRules
  let validation: Validation
  let sections: [Section]
  let annex: Annex?

  /// Reads a manifest, and the one that it is based on.
  ///
  /// - Parameter path: The YAML file.
  /// - Throws: `StorageError`, the YAML module's error with file and line, or ``CollectionError``
  ///   where a key is nowhere.
  public init(path: String) throws {
    let own: Document = try YAMLDocument.load(path: path)
    let base: Document? = try own.base.map {
      try YAMLDocument.load(path: Folder.parent(of: path) + "/" + $0)
    }
    func key<Value>(_ name: String, _ path: KeyPath<Document, Value?>) throws -> Value {
      guard let value = own[keyPath: path] ?? base?[keyPath: path] else {
        throw CollectionError.manifestKey(manifest: Folder.name(of: own.version), key: name)
      }
      return value
    }
    version = own.version
    level = own.level
    sheet = try key("sheet", \.sheet)
    title = try key("title", \.title)
    page = try key("page", \.page)
    font = try key("font", \.font)
    head = try key("head", \.head)
    notes = own.notes ?? base?.notes ?? []
    fields = try key("fields", \.fields)
    values = try key("values", \.values)
    header = try key("header", \.header)
    rules = try key("rules", \.rules)
    validation = try key("validation", \.validation)
    sections = (own.sections ?? []) + (base?.sections ?? [])
    annex = own.annex
    try checkKeys(path)
  }

  /// The items in the order of the form.
  public var items: [Item] { sections.flatMap(\.items) }

  /// The form's name without its version: `phieu-thu-thap` of `phieu-thu-thap/1`.
  var family: Substring { version.prefix { $0 != "/" } }

  private func checkKeys(_ path: String) throws {
    var seen: Set<String> = []
    for item in items where !seen.insert(item.key).inserted {
      throw CollectionError.itemTwice(manifest: Folder.name(of: path), key: item.key)
    }
  }

  /// One figure that is asked for: a numerator and a denominator, before and after.
  public struct Item: Hashable, Sendable, Decodable {
    /// Its name in named ranges and lists, for example `ct06`.
    public var key: String
    /// The criterion of the official form that it belongs to.
    public var criterion: Int
    /// The criterion's wording, to the letter.
    var text: String
    /// Whose share it is where the criterion asks of several.
    public var population: String?
    var numerator: String
    var denominator: String
    var required: Bool?

    /// Whether a form without it is incomplete.
    var isRequired: Bool { required ?? true }
  }

  struct Section: Hashable, Sendable, Decodable {
    var title: String
    var items: [Item]
  }

  struct Head: Hashable, Sendable, Decodable {
    var unit: String
    var nation: String
    var motto: String
  }

  struct Field: Hashable, Sendable, Decodable {
    var name: String
    var label: String
    var kind: FieldKind
    var required: Bool
  }

  struct Fields: Hashable, Sendable, Decodable {
    var unitID: Field
    var unitName: Field
    var period: Field
    var reportedOn: Field
    var revision: Field
    var reporter: Field
    var version: Field

    /// In the order of the form.
    var all: [Field] {
      [unitID, unitName, period, reportedOn, revision, reporter, version]
    }
  }

  /// The patterns of the named ranges of an item.
  struct Values: Hashable, Sendable, Decodable {
    var beforeNumerator: String
    var beforeDenominator: String
    var afterNumerator: String
    var afterDenominator: String
    var evidence: String

    subscript(_ place: CollectionPlace) -> String {
      switch place {
      case .numerator(.before): beforeNumerator
      case .denominator(.before): beforeDenominator
      case .numerator(.after): afterNumerator
      case .denominator(.after): afterDenominator
      case .evidence: evidence
      }
    }
  }

  struct Header: Hashable, Sendable, Decodable {
    var number: String
    var item: String
    var before: String
    var after: String
    var numerator: String
    var denominator: String
    var rate: String
    var evidence: String
  }

  struct Validation: Hashable, Sendable, Decodable {
    var title: String
    var numerator: String
    var denominator: String
    var day: String
    var count: String
  }

  struct Annex: Hashable, Sendable, Decodable {
    var sheet: String
    var title: String
    var block: String
    var columnsMM: [Double]
    var columns: [String]
    var states: [String: String]
  }

  private struct Document: Decodable {
    var base: String?
    var version: String
    var level: String
    var sheet: String?
    var title: String?
    var page: FormManifest.Page?
    var font: FormManifest.TypeFace?
    var head: Head?
    var notes: [String]?
    var fields: Fields?
    var values: Values?
    var header: Header?
    var rules: CollectionRules?
    var validation: Validation?
    var sections: [Section]?
    var annex: Annex?
  }
}

/// A cell of an item's row that is filled in.
enum CollectionPlace: Hashable, Sendable, CaseIterable {
  case numerator(ReportColumn)
  case denominator(ReportColumn)
  case evidence

  static let allCases: [CollectionPlace] = [
    .numerator(.before), .denominator(.before), .numerator(.after), .denominator(.after), .evidence,
  ]

  /// The column of the sheet; the first holds the key, hidden.
  var column: Int {
    switch self {
    case .numerator(.before): 3
    case .denominator(.before): 4
    case .numerator(.after): 6
    case .denominator(.after): 7
    case .evidence: 9
    }
  }
}

extension CollectionManifest {
  /// The named range of one cell of an item.
  func name(of item: Item, _ place: CollectionPlace) -> String {
    values[place].replacing("KEY", with: item.key)
  }
}

/// What is checked of a form's figures, as data.
struct CollectionRules: Hashable, Sendable, Decodable {
  /// How much the denominator after may differ from the one before, in percent of before.
  var denominatorChangePercentMax: Int
  /// How far the rate may move, in points of a hundred.
  var jumpPointsMax: Int
  /// Whether a figure needs a document that proves it.
  var evidenceRequired: Bool
}
