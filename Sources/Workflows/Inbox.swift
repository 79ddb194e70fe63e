public import Diagnostics
internal import Importing
internal import LedgerStore
internal import Records
internal import Storage

/// Reads files into what the ledger takes, without touching the ledger.
struct Inbox {
  /// What came of one file.
  struct Item {
    var name: String
    var sha256: String
    /// The file's content; nil when the ledger holds the same bytes already.
    var content: ImportedFile?
    /// What the ledger keeps of a file that it does not hold.
    var copy: SourceCopy?
  }

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

  /// Reads all files; those whose bytes `isKnown` says the ledger holds are left unread.
  ///
  /// - Throws: ``SeveralErrors`` with one error for each file that cannot be read.
  func read(
    _ paths: [String], options: ImportOptions = ImportOptions(),
    isKnown: (String) throws -> Bool
  ) throws -> [Item] {
    if let layout = options.layout { try check(layout, from: nil) }
    var items: [Item] = []
    var errors: [Diagnostic] = []
    for path in paths {
      for source in try collecting(path, &errors, { try SourceBytes.all(path: path) }) ?? [] {
        let item = try collecting(source.path, &errors) {
          try read(source, options, isKnown: isKnown)
        }
        if let item { items.append(item) }
      }
    }
    guard errors.isEmpty else { throw SeveralErrors(diagnostics: errors) }
    return items
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

  private func read(
    _ bytes: SourceBytes, _ given: ImportOptions, isKnown: (String) throws -> Bool
  ) throws -> Item {
    let name = bytes.name
    if try isKnown(bytes.sha256) {
      return Item(name: name, sha256: bytes.sha256, content: nil, copy: nil)
    }
    let source = workspace.configuration.source(for: name)
    var options = given
    options.layout = given.layout ?? source?.layout
    options.encoding = given.encoding ?? source?.encoding
    options.dates = given.dates ?? source?.dates.flatMap { DateOrder(rawValue: $0.rawValue) }
    options.acceptsUnbalanced = given.acceptsUnbalanced || source?.acceptUnbalanced == true
    if source?.side == .payer { options.side = .payer }
    let content = try importer.read(bytes, options: options)
    return Item(
      name: name, sha256: bytes.sha256, content: content, copy: SourceCopy(bytes.bytes))
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
