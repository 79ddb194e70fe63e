internal import CSVFiles
internal import Diagnostics
public import Records
internal import Storage
internal import Workbooks

/// Reads exports of any known layout into records that know where they come from.
public struct Importer: Sendable {
  /// Scores that differ by less are the same.
  static let scoreTolerance = 0.02

  let catalog: LayoutCatalog
  private let channels: ChannelTable

  /// Makes an importer.
  public init(layouts: LayoutCatalog, channels: ChannelTable) {
    catalog = layouts
    self.channels = channels
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - path: The file: text or a workbook, told apart by content.
  ///   - options: What content does not say.
  /// - Returns: The records, and the rows that were set aside.
  /// - Throws: ``ImportError``, or the error of the format or the disk; each with the file.
  public func read(_ path: String, options: ImportOptions = ImportOptions()) throws -> ImportedFile
  {
    try placing(Origin(file: Folder.name(of: path))) {
      try read(SourceBytes(path: path), options: options)
    }
  }

  /// Reads a whole file whose bytes are known already.
  ///
  /// - Parameters:
  ///   - source: The file with its bytes.
  ///   - options: What content does not say.
  /// - Returns: The records, and the rows that were set aside.
  /// - Throws: ``ImportError``, or the error of the format; each with the file.
  public func read(
    _ source: SourceBytes, options: ImportOptions = ImportOptions()
  ) throws -> ImportedFile {
    try collecting { try read(source, options: options, $0) }
  }

  /// Reads a file whose bytes are known already, and hands its records on as they come.
  ///
  /// - Parameters:
  ///   - source: The file with its bytes.
  ///   - options: What content does not say.
  ///   - body: Called with some hundred records at a time, in the order of their rows. They count
  ///     only once this function has returned: a fault of the file may show at its end.
  /// - Returns: What became of the rows, without the records.
  /// - Throws: ``ImportError``, or the error of the format; each with the file; what `body` throws.
  public func read(
    _ source: SourceBytes, options: ImportOptions, _ body: ([IdentifiedRecord]) throws -> Void
  ) throws -> ImportedFile {
    try placing(Origin(file: source.name)) {
      try withTables(of: source, options) {
        try read($0, sha256: source.sha256, name: source.name, options: options, body)
      }
    }
  }

  /// Reads a source of tables into a file with its records.
  func read(
    _ source: any TableSource, sha256: String, name: String, options: ImportOptions
  ) throws -> ImportedFile {
    try collecting { try read(source, sha256: sha256, name: name, options: options, $0) }
  }

  private func collecting(
    _ read: (([IdentifiedRecord]) -> Void) throws -> ImportedFile
  ) rethrows -> ImportedFile {
    var records: [IdentifiedRecord] = []
    var file = try read { records += $0 }
    file.records = records
    return file
  }

  /// Opens a file for the time of `body`.
  func withTables<Result>(
    of source: SourceBytes, _ options: ImportOptions, _ body: (any TableSource) throws -> Result
  ) throws -> Result {
    guard !source.bytes.isEmpty else { throw ImportError.empty(file: source.name) }
    guard Workbook.recognises(source.bytes) else {
      return try body(
        TextSource(source.bytes, file: source.name, encoding: try options.textEncoding()))
    }
    let encoding = try options.textEncoding()
    return try source.onDisk {
      try body(WorkbookSource(Workbook.open($0), encoding: encoding))
    }
  }

  /// Reads a source of tables: what ``read(_:options:_:)`` does once the file is open.
  func read(
    _ source: any TableSource, sha256: String, name: String, options: ImportOptions,
    _ body: ([IdentifiedRecord]) throws -> Void
  ) throws -> ImportedFile {
    let heads = try source.heads()
    guard heads.contains(where: { !$0.isEmpty }) else { throw ImportError.empty(file: name) }
    let all = fits(heads)
    let chosen = try choose(all, name, options.layout)
    var file = ImportedFile(name: name, sha256: sha256, layout: catalog.layouts[chosen])
    file.text = source.text
    var state = ReadState()
    for fit in all.sorted(by: { $0.table < $1.table }) where fit.fits {
      if fit.layout == chosen {
        try read(fit, heads[fit.table], of: source, options, into: &file, &state, body)
      } else if !catalog.layouts[fit.layout].isGeneric,
        !all.contains(where: { $0.table == fit.table && $0.layout == chosen && $0.fits })
      {
        file.noteLeftOut(source.tables[fit.table], catalog.layouts[fit.layout].id)
      }
    }
    file.note(state.unknown, file.usedLayout)
    file.noteSpoilt(state.unknown, file.usedLayout)
    return file
  }

  /// What goes on from one table of a file to the next.
  private struct ReadState {
    var identity = Identity()
    var unknown = UnknownWords()
  }

  /// Reads one table, once the order of its dates is known.
  private func read(
    _ fit: LayoutFit, _ head: [InputRow], of source: any TableSource, _ options: ImportOptions,
    into file: inout ImportedFile, _ state: inout ReadState,
    _ body: ([IdentifiedRecord]) throws -> Void
  ) throws {
    let sheet = source.tables[fit.table]
    if file.mapping.isEmpty { file.mapping = mapping(fit, head) }
    let layout = file.usedLayout
    func table(_ order: DateOrder) -> TableImport {
      var builder = RecordBuilder(layout: layout, side: options.side, channels: channels)
      builder.unknownWords = state.unknown
      return TableImport(
        builder, fit, HeaderSearch(catalog: catalog), sheet: sheet, head: head, options: options,
        order: order)
    }
    var order = options.dates
    var proven: DateOrder?
    if order == nil {
      var probe = table(.dayFirst)
      try probe.readDates(source, of: file)
      proven = probe.dates.order
      order = proven ?? layout.dates
    }
    let rows = file.rows
    var table = table(order ?? .dayFirst)
    state.unknown = try table.read(source, into: &file, &state.identity, body)
    if options.dates == nil, !table.dates.allow(order, ofRows: file.rows - rows) {
      let field = fit.columns.fields.first { $0.content == .day }
      throw ImportError.dateOrderUnclear(
        file: file.name, sheet: sheet, column: field.map(layout.header) ?? "")
    }
    file.noteDates(table.dates, proven, sheet: sheet)
  }

  func mapping(_ fit: LayoutFit, _ head: [InputRow]) -> [ColumnMapping] {
    let header = head.first { $0.line == fit.headerLine }
    return fit.columns.fields.compactMap { field in
      fit.columns[field].map { column in
        let cells = header?.cells ?? []
        let text = column < cells.count ? cells[column].text : ""
        return ColumnMapping(field: field.key, header: HeaderText.line(text), column: column)
      }
    }
  }

  /// All readings of all tables, the best first; generic layouts stand behind those that are not.
  func fits(_ heads: [[InputRow]]) -> [LayoutFit] {
    let search = HeaderSearch(catalog: catalog)
    func isGeneric(_ fit: LayoutFit) -> Bool { catalog.layouts[fit.layout].isGeneric }
    return heads.enumerated().flatMap { search.fits($0.element, table: $0.offset) }
      .sorted {
        if $0.fits == $1.fits, isGeneric($0) != isGeneric($1) { return isGeneric($1) }
        return $0.isBetter(than: $1)
      }
  }

  private func choose(
    _ all: [LayoutFit], _ name: String, _ forced: String?
  ) throws(ImportError) -> Int {
    if let forced {
      let place = try catalog.place(of: forced)
      let best = all.first { $0.layout == place }
      if let best, best.fits { return place }
      let layout = catalog.layouts[place]
      let missing = best?.missing ?? layout.required
      throw .layoutDoesNotFit(file: name, layout: forced, missing: missing.map(layout.header))
    }
    guard let best = all.first, best.fits else {
      let nearest = all.filter { $0.found > 1 && !catalog.layouts[$0.layout].isGeneric }.min {
        ($0.missing.count - $0.found, $0.layout) < ($1.missing.count - $1.found, $1.layout)
      }
      let layout = nearest.map { catalog.layouts[$0.layout] }
      throw .noLayout(
        file: name, known: catalog.layouts.map(\.id), nearest: layout?.id,
        missing: (nearest?.missing ?? []).map { layout?.header($0) ?? $0.key })
    }
    let isGeneric = catalog.layouts[best.layout].isGeneric
    let equal = Set(
      all.filter {
        $0.fits && best.score - $0.score < Self.scoreTolerance
          && catalog.layouts[$0.layout].isGeneric == isGeneric
      }.map(\.layout))
    guard equal.count == 1 else {
      throw .ambiguousLayout(file: name, layouts: equal.map { catalog.layouts[$0].id }.sorted())
    }
    return best.layout
  }
}
