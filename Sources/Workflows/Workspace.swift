internal import Records
internal import Storage

/// A ward's folder: what is dropped in, the ledger, what is handed over.
public struct Workspace: Sendable {
  /// The folder.
  public let folder: String
  let configuration: WorkspaceConfiguration

  /// Opens a workspace.
  ///
  /// - Parameter folder: The folder; nothing in it need be there.
  /// - Throws: ``WorkflowError`` where it is no folder or its `bakhong.yaml` is wrong.
  public init(_ folder: String) throws {
    guard Folder.isFolder(folder) else { throw WorkflowError.noWorkspace(folder) }
    self.folder = folder
    configuration = try WorkspaceConfiguration(path: Self.path("bakhong.yaml", in: folder))
  }

  /// The path of something in a workspace, as short as a person would write it.
  ///
  /// - Parameters:
  ///   - name: A path relative to the folder.
  ///   - folder: The workspace.
  /// - Returns: The path, without `./` for the current folder.
  public static func path(_ name: String, in folder: String) -> String {
    if folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The path of something in this workspace.
  func path(_ name: String) -> String { Self.path(name, in: folder) }

  /// The settings, all optional.
  var settingsPath: String { path("bakhong.yaml") }
  /// Where exports are dropped; never changed.
  var inbox: String { path("inbox") }
  /// The ledger.
  var ledgerPath: String { path("ledger.sqlite") }
  /// Where reports go.
  var out: String { path("out") }

  /// The unit's id; nil where the settings have none.
  var unitID: String? { configuration.unit?.id }

  /// The unit's id, fit for a file's name; the folder's own name where the settings have none.
  var id: String {
    let id = unitID ?? Folder.name(of: Folder.absolute(folder))
    return HandoverList.isInside(id) ? id.replacing("/", with: "-") : "don-vi"
  }

  /// The unit's name; nil where the settings have none.
  var unitName: String? { configuration.unit?.name }

  /// The definition of criterion 15 that the report uses.
  var definition: String { configuration.definition ?? "household-cashless/all-paid" }

  /// The template: the workspace's own, else one that ships, else the one that ships by default.
  func template(_ shipped: ShippedFiles, given: String? = nil) throws -> String {
    if let given {
      guard Folder.isFile(given) else { throw WorkflowError.templateMissing(given, isGiven: true) }
      return given
    }
    guard let named = configuration.template else { return shipped.template }
    let candidates = named.hasPrefix("/") ? [named] : [path(named), shipped.folder + "/" + named]
    guard let found = candidates.first(where: Folder.isFile) else {
      throw WorkflowError.templateMissing(candidates[0], isGiven: false)
    }
    return found
  }

  /// The two periods: those of the settings, else the first and the last month that has bills.
  func periods(billed months: some Sequence<CalendarMonth>) throws -> [ReportColumn: Period] {
    var periods: [ReportColumn: Period] = [:]
    let months = months.sorted()
    for (column, month) in [(ReportColumn.before, months.first), (.after, months.last)] {
      let named = try configuration.period(column, file: settingsPath)
      periods[column] = named ?? month.map { Period($0) }
    }
    return periods
  }
}

// MARK: - The head of the report

extension Workspace {
  /// The place of signing: the settings' own, else the unit's name without its kind.
  var place: String? {
    if let place = configuration.report?.place { return place }
    guard let name = unitName else { return nil }
    let kinds = ["UBND", "Uỷ ban nhân dân", "Ủy ban nhân dân", "phường", "xã", "thị trấn"]
    var rest = name[...]
    for kind in kinds where rest.lowercased().hasPrefix(kind.lowercased() + " ") {
      rest = rest.dropFirst(kind.count + 1)
    }
    return rest.isEmpty ? nil : String(rest)
  }

  /// The day of signing; nil where the settings have none.
  func day() throws -> CalendarDay? {
    guard let text = configuration.report?.date else { return nil }
    guard let day = CalendarDay(iso: text) else {
      throw WorkflowError.day(file: settingsPath, text: text)
    }
    return day
  }
}
