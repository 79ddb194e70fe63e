public import Diagnostics
internal import Importing
internal import LedgerStore
internal import Records
internal import Storage

/// Reads files into the ledger.
struct Inbox {
  /// What came of one file.
  struct Item {
    var summary: ImportSummary
    /// How the file was read, without its records; nil when the ledger held the same bytes already.
    var content: ImportedFile?
  }

  /// Files of fewer bytes are read and entered in turn, others at once.
  private static let smallFileMax = 1 << 18
  /// How many pieces of some hundred records may wait to be entered.
  private static let piecesAheadMax = 24

  /// The words for channels, the workspace's own on top of those that ship.
  let channels: ChannelTable
  private let workspace: Workspace
  private let layouts: LayoutCatalog
  private let importer: Importer

  init(_ workspace: Workspace, _ shipped: ShippedFiles) throws {
    self.workspace = workspace
    let own = workspace.path("Layouts")
    let hasOwn = Folder.isFolder(own)
    layouts = try LayoutCatalog.load(folder: shipped.layouts, userFolder: hasOwn ? own : nil)
    channels = try workspace.channels(shipped)
    importer = Importer(layouts: layouts, channels: channels)
    for layout in workspace.configuration.sources?.compactMap(\.layout) ?? [] {
      try check(layout, from: workspace.settingsPath)
    }
  }

  /// The files of the inbox, or an error where it holds none.
  ///
  /// Files that Excel keeps beside an open workbook, `~$…`, are none of ours.
  func files() throws -> [String] {
    let isFolder = Folder.isFolder(workspace.inbox)
    let names = try (isFolder ? Folder.files(workspace.inbox) : []).filter { !$0.hasPrefix("~$") }
    guard !names.isEmpty else { throw WorkflowError.emptyInbox(workspace.inbox) }
    return names.map { workspace.inbox + "/" + $0 }
  }

  /// Adds what files hold to the ledger; those whose bytes it holds already are left unread.
  ///
  /// - Throws: ``SeveralErrors`` with one error for each file that cannot be read: what was added
  ///   must be given up then.
  func add(
    _ paths: [String], to writer: LedgerWriter, options: ImportOptions = ImportOptions()
  ) throws -> [Item] {
    if let layout = options.layout { try check(layout, from: nil) }
    let now = Person.now
    var items: [Item] = []
    var errors: [Diagnostic] = []
    for path in paths {
      for source in try collecting(path, &errors, { try SourceBytes.all(path: path) }) ?? [] {
        if let item = try add(source, to: writer, options, at: now, &errors) { items.append(item) }
      }
    }
    guard errors.isEmpty else { throw SeveralErrors(diagnostics: errors) }
    return items
  }

  private func add(
    _ file: SourceBytes, to writer: LedgerWriter, _ given: ImportOptions, at now: String,
    _ errors: inout [Diagnostic]
  ) throws -> Item? {
    if var known = try writer.source(sha256: file.sha256) {
      known.duplicates = known.rows - known.rejected
      known.imported = 0
      return Item(summary: ImportSummary(known, name: file.name), content: nil)
    }
    let options = options(given, for: file.name)
    guard errors.isEmpty else {
      // Nothing will be kept; what else is wrong is told all the same.
      _ = try collecting(file.path, &errors) { try importer.read(file, options: options) { _ in } }
      return nil
    }
    let session = try writer.begin(
      file.name, sha256: file.sha256, at: now, actor: Person.name)
    var parts = SourceCopy.parts(of: file.bytes).makeIterator()
    let reading = try Relay.run(
      isThreaded: file.bytes.count > Self.smallFileMax, aheadMax: Self.piecesAheadMax
    ) { give in
      Result { try importer.read(file, options: options, give) }
    } take: {
      try session.add($0)
    } meanwhile: {
      guard let part = parts.next() else { return false }
      try session.keep(part)
      return true
    }
    guard let content = try collecting(file.path, &errors, { try reading.get() }) else {
      return nil
    }
    while let part = parts.next() { try session.keep(part) }
    for rejection in content.rejected { try session.reject(rejection) }
    let source = try session.finish(layout: content.layout, rows: content.rows)
    return Item(summary: ImportSummary(source, name: file.name), content: content)
  }

  /// What `body` returns; nil where it fails, with its error under the name the user gave.
  private func collecting<Result>(
    _ path: String, _ errors: inout [Diagnostic], _ body: () throws -> Result
  ) throws -> Result? {
    do {
      return try body()
    } catch let error as any Diagnosable {
      // The file as the user named it, whatever the module that failed calls it.
      var diagnostic = error.diagnostic
      diagnostic.origin.file = path
      errors.append(diagnostic)
      return nil
    }
  }

  /// What the settings say of a file, where nobody says otherwise.
  private func options(_ given: ImportOptions, for name: String) -> ImportOptions {
    let source = workspace.configuration.source(for: name)
    var options = given
    options.layout = given.layout ?? source?.layout
    options.encoding = given.encoding ?? source?.encoding
    options.dates = given.dates ?? source?.dates.flatMap { DateOrder(rawValue: $0.rawValue) }
    options.acceptsUnbalanced = given.acceptsUnbalanced || source?.acceptUnbalanced == true
    if source?.side == .payer { options.side = .payer }
    return options
  }

  private func check(_ layout: String, from file: String?) throws(WorkflowError) {
    let known = layouts.layouts.map(\.id)
    guard known.contains(layout) else {
      throw .unknownLayout(file: file, name: layout, known: known.sorted())
    }
  }
}

extension Workspace {
  /// The words for channels: those that ship, and those of the workspace's `channels.yaml`.
  func channels(_ shipped: ShippedFiles) throws -> ChannelTable {
    let own = path("channels.yaml")
    return try ChannelTable.load(
      path: shipped.layouts + "/channels.yaml", userPath: Folder.isFile(own) ? own : nil)
  }
}

/// Several errors at once: one for each file that cannot be read.
public struct SeveralErrors: Error {
  /// What to tell, in the order of the files.
  public var diagnostics: [Diagnostic]
}
