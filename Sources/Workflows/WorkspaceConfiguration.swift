internal import Diagnostics
internal import Records
internal import Storage
internal import YAMLDocuments

/// What `bakhong.yaml` says; everything in it is optional.
struct WorkspaceConfiguration: Decodable {
  /// The reporting unit.
  struct Unit: Decodable {
    var id: String?
    var name: String?
  }

  /// A month, or the first and last of several.
  struct Months: Decodable {
    var first: String
    var last: String

    private enum Keys: String, CodingKey {
      case from, to
    }

    init(from decoder: any Decoder) throws {
      if let month = try? decoder.singleValueContainer().decode(String.self) {
        (first, last) = (month, month)
      } else {
        let container = try decoder.container(keyedBy: Keys.self)
        first = try container.decode(String.self, forKey: .from)
        last = try container.decode(String.self, forKey: .to)
      }
    }
  }

  /// The periods of the form's two columns.
  struct Periods: Decodable {
    var before: Months?
    var after: Months?
  }

  /// Help for detection: which files have which layout.
  struct Source: Decodable {
    var match: String
    var layout: String?
    var side: Side?
    var encoding: String?
    var dates: Dates?
    var acceptUnbalanced: Bool?

    enum CodingKeys: String, CodingKey {
      case match, layout, side, encoding, dates
      case acceptUnbalanced = "accept-unbalanced"
    }

    enum Dates: String, Decodable {
      case dmy, mdy
    }

    enum Side: String, Decodable {
      case collector, payer
    }
  }

  /// What the head of the form says of place and date.
  struct Head: Decodable {
    var place: String?
    var date: String?
  }

  var unit: Unit?
  var periods: Periods?
  var definition: String?
  var template: String?
  var sources: [Source]?
  var report: Head?

  init() {}

  /// Reads the file, or gives the defaults where there is none.
  init(path: String) throws {
    guard Folder.isFile(path) else {
      self.init()
      return
    }
    let bytes = try FileBytes.read(path, bytesMax: YAMLDocument.bytesMax)
    let isEmpty = !String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .contains { line in
        let text = line.drop(while: \.isWhitespace)
        return !text.isEmpty && !text.hasPrefix("#")
      }
    guard !isEmpty else {
      self.init()
      return
    }
    let keys = try YAMLDocument.decode(SettingsKeys.self, from: bytes, file: path)
    if let unknown = keys.unknown(among: SettingsKeys.settings) {
      throw WorkflowError.unknownKey(file: path, key: unknown.key, known: unknown.known)
    }
    self = try YAMLDocument.decode(from: bytes, file: path)
  }

  /// A period of the file as whole months; nil where it says nothing.
  func period(_ column: ReportColumn, file: String) throws -> Period? {
    guard let months = column == .before ? periods?.before : periods?.after else { return nil }
    guard let first = CalendarMonth(iso: months.first), let last = CalendarMonth(iso: months.last),
      let period = Period(from: first, to: last)
    else {
      let texts = months.first == months.last ? [months.first] : [months.first, months.last]
      throw WorkflowError.period(file: file, text: texts.joined(separator: " – "))
    }
    return period
  }

  /// The configured source for a file's name; nil where none matches.
  func source(for name: String) -> Source? {
    sources?.first { Wildcard.matches(name[...], pattern: $0.match[...]) }
  }
}
