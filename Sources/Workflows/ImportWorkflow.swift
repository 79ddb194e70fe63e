internal import CSVFiles
public import Diagnostics
internal import Importing
internal import LedgerStore
internal import Storage

/// How files are to be imported where their content does not say it.
public struct ImportRequest: Sendable {
  /// A layout for all of them; nil to recognise each by content.
  public var layout: String?
  /// The encoding of text; nil to find it by content.
  public var encoding: String?
  /// `dmy` or `mdy`; nil to find the order of day and month by content.
  public var dates: String?
  /// Whether statements whose balances do not add up are taken all the same.
  public var acceptsUnbalanced = false
  /// Whether the ledger stays as it is.
  public var isDryRun = false
  /// Where rows that were set aside go as a CSV, to be corrected and imported again; nil for none.
  public var rejects: String?
  /// Whether text that a spreadsheet would run stays as it is in that CSV.
  public var isRaw = false
  /// Called with the number of rows read of a file, now and then.
  public var progress: (@Sendable (Int) -> Void)?

  /// Makes a request in which everything is found by content.
  public init() {}

  /// The request as the reader of files takes it.
  var options: ImportOptions {
    var options = ImportOptions(layout: layout)
    options.encoding = encoding
    options.dates = dates.flatMap { DateOrder(rawValue: $0) }
    options.acceptsUnbalanced = acceptsUnbalanced
    options.progress = progress
    return options
  }
}

/// Imports files that need not lie in the inbox.
public enum ImportWorkflow {
  /// What came of it.
  public struct Outcome: Sendable {
    /// One a file.
    public var imports: [ImportSummary]
    /// How each file was read; files that were known already are not read.
    public var readings: [FileReading]
    /// Rows that were set aside, file by file.
    public var rejected: [Diagnostic]
    /// What else is worth a look, such as words that nobody knows.
    public var notes: [Diagnostic]
    /// Files that were written with rows set aside.
    public var rejectFiles: [String]

    /// All there is to look at.
    public var findings: [Diagnostic] { rejected + notes }
  }

  /// Imports files into a workspace's ledger, all or none.
  ///
  /// - Parameters:
  ///   - files: The files; archives give the files in them.
  ///   - folder: The workspace.
  ///   - request: What content does not say.
  /// - Returns: What came, or would come, of each file.
  /// - Throws: ``SeveralErrors`` for files that cannot be read; the modules' errors for all else.
  public static func add(
    _ files: [String], to folder: String, _ request: ImportRequest = ImportRequest()
  ) throws -> Outcome {
    let workspace = try Workspace(folder)
    let inbox = try Inbox(workspace, ShippedFiles())
    return try LedgerSession.with(workspace) { session in
      var items: [Inbox.Item] = []
      var rejects: [StagedFile] = []
      do {
        try session.ledger().write { writer in
          items = try inbox.add(files, to: writer, options: request.options)
          rejects = try stage(items.compactMap(\.content), request)
          if request.isDryRun { throw DryRun() }
        }
      } catch is DryRun {
        session.leaveAsFound()
      }
      for file in rejects { try file.commit() }
      let contents = items.compactMap(\.content)
      return Outcome(
        imports: items.map(\.summary), readings: contents.map(FileReading.init),
        rejected: contents.flatMap(\.rejected), notes: contents.flatMap(\.findings),
        rejectFiles: rejects.map(\.path))
    }
  }

  /// The rows that were set aside as CSV: one file, or one a source where several have such rows.
  private static func stage(
    _ contents: [ImportedFile], _ request: ImportRequest
  ) throws -> [StagedFile] {
    guard let path = request.rejects else { return [] }
    let faulty = contents.filter { !$0.quarantine.isEmpty }
    return try faulty.enumerated().map { place, content in
      let kind = Folder.pathExtension(of: path)
      let stem = kind.isEmpty ? path : String(path.dropLast(kind.count + 1))
      let suffix = kind.isEmpty ? "" : "." + kind
      let file = try StagedFile(for: place == 0 ? path : "\(stem)-\(place + 1)\(suffix)")
      try file.write(content.quarantineCSV(isRaw: request.isRaw), mode: 0o600)
      return file
    }
  }

  /// Rolls a transaction back.
  private struct DryRun: Error {}
}

/// How one file was read, as programs read it.
public struct FileReading: Encodable, Sendable {
  /// One column of the file and the field it was taken for.
  public struct Column: Encodable, Sendable {
    /// The field, as layouts call it.
    public let field: String
    /// The header as it is written in the file.
    public let header: String
    /// The column, from 1.
    public let column: Int
  }

  /// The file's name.
  public let file: String
  /// The layout that read it.
  public let layout: String
  /// The encoding of text; nil for a workbook.
  public let encoding: String?
  /// From 0 to 1: how sure the encoding is.
  public let encodingScore: Double?
  /// What stands between the fields of text.
  public let delimiter: String?
  /// The columns that were read.
  public let mapping: [Column]
  /// The first rows, one text for each column of ``mapping``.
  public let preview: [[String]]

  private enum CodingKeys: String, CodingKey {
    case file, layout, encoding, delimiter, mapping, preview
    case encodingScore = "encoding_score"
  }

  init(_ file: ImportedFile) {
    self.file = file.name
    layout = file.layout
    encoding = file.text?.encoding
    encodingScore = file.text?.encodingScore
    delimiter = file.text?.delimiter
    mapping = file.mapping.map {
      Column(field: $0.field, header: $0.header, column: $0.column + 1)
    }
    preview = file.preview
  }
}
