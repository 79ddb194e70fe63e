public import Diagnostics
internal import Importing
internal import Storage

/// The layouts that files are recognised by.
public enum LayoutWorkflow {
  /// One layout.
  public struct Entry: Encodable, Sendable {
    /// Its id.
    public let id: String
    /// What its rows become.
    public let kind: String
    /// The name for people, in both languages.
    public let name: Words
    /// Whether it is the workspace's own.
    public let isOwn: Bool
    /// Its file.
    public let file: String

    private enum CodingKeys: String, CodingKey {
      case id, kind, nameVI = "name_vi", nameEN = "name_en", isOwn = "own", file
    }

    /// Writes both names.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(kind, forKey: .kind)
      try container.encode(name.vi, forKey: .nameVI)
      try container.encode(name.en, forKey: .nameEN)
      try container.encode(isOwn, forKey: .isOwn)
      try container.encode(file, forKey: .file)
    }
  }

  /// How well one layout fits a file.
  public struct Score: Encodable, Sendable {
    /// The layout's id.
    public let layout: String
    /// Whether it has every column that it needs.
    public let fits: Bool
    /// From 0 to 1.
    public let score: Double
    /// The part that headers have in it, from 0 to 1.
    public let headers: Double
    /// The part that values have in it, from 0 to 1.
    public let values: Double
    /// The sheet; nil for text.
    public let sheet: String?
    /// The line of the header, from 1.
    public let headerLine: Int
    /// Headers that it needs and that are missing.
    public let missing: [String]
    /// Why, for people.
    public let why: Words

    private enum CodingKeys: String, CodingKey {
      case layout, fits, score, headers, values, sheet, missing, why
      case headerLine = "header_line"
    }

    /// Writes the reason in English.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(layout, forKey: .layout)
      try container.encode(fits, forKey: .fits)
      try container.encode(score, forKey: .score)
      try container.encode(headers, forKey: .headers)
      try container.encode(values, forKey: .values)
      try container.encode(sheet, forKey: .sheet)
      try container.encode(headerLine, forKey: .headerLine)
      try container.encode(missing, forKey: .missing)
      try container.encode(why.en, forKey: .why)
    }
  }

  /// What one file looks like.
  public struct Detected: Encodable, Sendable {
    /// The file's name.
    public let file: String
    /// The encoding of text; nil for a workbook.
    public let encoding: String?
    /// From 0 to 1: how sure the encoding is.
    public let encodingScore: Double?
    /// What stands between the fields of text.
    public let delimiter: String?
    /// Layouts with at least one header in the file, the best first.
    public let layouts: [Score]

    private enum CodingKeys: String, CodingKey {
      case file, encoding, delimiter, layouts
      case encodingScore = "encoding_score"
    }
  }

  /// All layouts, those of the workspace too.
  ///
  /// - Parameter folder: The workspace; need not be one.
  /// - Returns: By id.
  /// - Throws: The error of a layout that cannot be used.
  public static func list(_ folder: String) throws -> [Entry] {
    try catalog(folder).layouts.map { layout in
      Entry(
        id: layout.id, kind: layout.kind.rawValue,
        name: Words(vi: layout.nameVI, en: layout.nameEN),
        isOwn: layout.file.hasPrefix(own(folder)), file: layout.file)
    }
  }

  /// The text of a layout's file.
  ///
  /// - Throws: ``WorkflowError`` for an id that is not known.
  public static func show(_ id: String, _ folder: String) throws -> String {
    let layouts = try list(folder)
    guard let entry = layouts.first(where: { $0.id == id }) else {
      throw WorkflowError.unknownLayout(file: nil, name: id, known: layouts.map(\.id))
    }
    return String(decoding: try FileBytes.read(entry.file), as: UTF8.self)
  }

  /// Says what a file, or each file of an archive, looks like.
  ///
  /// - Throws: The error of the format or the disk.
  public static func detect(
    _ path: String, _ folder: String, encoding: String? = nil
  ) throws -> [Detected] {
    let importer = try importer(folder)
    var options = ImportOptions()
    options.encoding = encoding
    return try SourceBytes.all(path: path).map { source in
      let detection = try importer.detect(source, options: options)
      return Detected(
        file: source.name, encoding: detection.text?.encoding,
        encodingScore: detection.text?.encodingScore, delimiter: detection.text?.delimiter,
        layouts: detection.layouts.map { score in
          Score(
            layout: score.layout, fits: score.fits, score: score.score,
            headers: score.headerScore, values: score.valueScore, sheet: score.sheet,
            headerLine: score.headerLine, missing: score.missing, why: score.why)
        })
    }
  }

  /// A first layout for a file that none knows, as YAML.
  ///
  /// - Throws: The error of the format or the disk, or one where there is no table.
  public static func draft(
    _ path: String, _ folder: String, encoding: String? = nil
  ) throws -> String {
    var options = ImportOptions()
    options.encoding = encoding
    let source = try SourceBytes.all(path: path)[0]
    let stem = Folder.name(of: path).split(separator: ".").first.map(String.init) ?? "bank"
    let id = String(stem.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    return try importer(folder).draft(source, id: id, options: options)
  }

  private static func own(_ folder: String) -> String {
    Workspace.path("Layouts", in: folder) + "/"
  }

  private static func catalog(_ folder: String) throws -> LayoutCatalog {
    try LayoutCatalog.load(folder: ShippedFiles().layouts, userFolder: own(folder))
  }

  private static func importer(_ folder: String) throws -> Importer {
    Importer(
      layouts: try catalog(folder),
      channels: try ChannelTable.load(path: ShippedFiles().layouts + "/channels.yaml"))
  }
}
