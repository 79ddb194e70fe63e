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
  }

  let workspace: Workspace
  let shipped: ShippedFiles
  private let layouts: LayoutCatalog
  private let importer: Importer

  init(_ workspace: Workspace, _ shipped: ShippedFiles) throws {
    self.workspace = workspace
    self.shipped = shipped
    let own = workspace.folder + "/Layouts"
    let hasOwn = Folder.isFolder(own)
    layouts = try LayoutCatalog.load(folder: shipped.layouts, userFolder: hasOwn ? own : nil)
    let ownChannels = workspace.folder + "/channels.yaml"
    let channels = try ChannelTable.load(
      path: shipped.layouts + "/channels.yaml",
      userPath: Folder.isFile(ownChannels) ? ownChannels : nil)
    importer = Importer(layouts: layouts, channels: channels)
  }

  /// The files of the inbox, or an error where it holds none.
  func files() throws -> [String] {
    let names = Folder.isFolder(workspace.inbox) ? try Folder.files(workspace.inbox) : []
    guard !names.isEmpty else { throw WorkflowError.emptyInbox(workspace.inbox) }
    return names.map { workspace.inbox + "/" + $0 }
  }

  /// Reads all files; those whose bytes `isKnown` says the ledger holds are left unread.
  ///
  /// - Throws: ``SeveralErrors`` with one error for each file that cannot be read.
  func read(
    _ paths: [String], layout: String? = nil, isKnown: (String) throws -> Bool
  ) throws -> [Item] {
    var items: [Item] = []
    var errors: [Diagnostic] = []
    for path in paths {
      do {
        items.append(try read(path, layout: layout, isKnown: isKnown))
      } catch let error as any Diagnosable {
        errors.append(error.diagnostic)
      }
    }
    guard errors.isEmpty else { throw SeveralErrors(diagnostics: errors) }
    return items
  }

  private func read(
    _ path: String, layout: String?, isKnown: (String) throws -> Bool
  ) throws -> Item {
    let name = Folder.name(of: path)
    let sha256 = try SHA256Digest(of: FileBytes.read(path)).hex
    if try isKnown(sha256) { return Item(name: name, sha256: sha256, content: nil) }
    let options = try options(for: name, layout: layout)
    return Item(name: name, sha256: sha256, content: try importer.read(path, options: options))
  }

  private func options(for name: String, layout: String?) throws -> ImportOptions {
    let source = workspace.configuration.source(for: name)
    let layout = layout ?? source?.layout
    if let layout, !layouts.layouts.contains(where: { $0.id == layout }) {
      throw WorkflowError.unknownLayout(
        file: workspace.settingsPath, name: layout, known: layouts.layouts.map(\.id).sorted())
    }
    return ImportOptions(layout: layout, side: source?.side == .payer ? .payer : .collector)
  }
}

/// Several errors at once: one for each file that cannot be read.
public struct SeveralErrors: Error {
  /// What to tell, in the order of the files.
  public var diagnostics: [Diagnostic]
}
