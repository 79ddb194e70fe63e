internal import Diagnostics
internal import Records
internal import Storage
internal import Workbooks

/// How a file is to be read where its content alone does not say it.
public struct ImportOptions: Sendable {
  /// The id of a layout; nil to recognise it by content.
  public var layout: String?
  /// Which lines of a statement are payments.
  public var side: PaymentSide

  /// Makes options; unless told otherwise, layouts are recognised and credits are payments.
  public init(layout: String? = nil, side: PaymentSide = .collector) {
    self.layout = layout
    self.side = side
  }
}

/// How well a layout fits a file.
public struct LayoutScore: Hashable, Sendable {
  /// The id of the layout.
  public var layout: String
  /// Whether it has every column that it needs.
  public var fits: Bool
  /// From 0 to 1: half the share of the layout's columns that were found, half the share of the
  /// header's cells that the layout knows.
  public var score: Double
  /// The sheet with the header; nil for a text file.
  public var sheet: String?
  /// The line of the header, from 1.
  public var headerLine: Int
  /// Headers that it needs and that are missing.
  public var missing: [String]
}

/// Reads exports of any known layout into records that know where they come from.
public struct Importer: Sendable {
  /// Scores that differ by less are the same.
  static let scoreTolerance = 0.02

  private let catalog: LayoutCatalog
  private let channels: ChannelTable

  /// Makes an importer.
  public init(layouts: LayoutCatalog, channels: ChannelTable) {
    catalog = layouts
    self.channels = channels
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - path: The file: text, XLSX or ODS, told apart by content.
  ///   - options: A layout or side, where content does not say them.
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
  ///   - options: A layout or side, where content does not say them.
  /// - Returns: The records, and the rows that were set aside.
  /// - Throws: ``ImportError``, or the error of the format; each with the file.
  public func read(
    _ source: SourceBytes, options: ImportOptions = ImportOptions()
  ) throws -> ImportedFile {
    try placing(Origin(file: source.name)) {
      try read(open(source), sha256: source.sha256, name: source.name, options: options)
    }
  }

  /// Says how well each layout fits a file, the best first.
  ///
  /// - Parameter path: The file.
  /// - Returns: Layouts with at least one header in the file.
  /// - Throws: The error of the format or the disk, with the file.
  public func detect(_ path: String) throws -> [LayoutScore] {
    let name = Folder.name(of: path)
    return try placing(Origin(file: name)) {
      let source = try open(SourceBytes(path: path))
      return fits(try heads(of: source)).map { fit in
        let layout = catalog.layouts[fit.layout]
        return LayoutScore(
          layout: layout.id, fits: fit.fits, score: fit.score, sheet: source.tables[fit.table],
          headerLine: fit.headerLine, missing: fit.missing.map(layout.header))
      }
    }
  }

  private func open(_ source: SourceBytes) throws -> any TableSource {
    guard !source.bytes.isEmpty else { throw ImportError.empty(file: source.name) }
    guard Self.isWorkbook(source.bytes) else {
      return try TextSource(source.bytes, file: source.name)
    }
    return WorkbookSource(try Workbook.open(source.path))
  }

  /// A zip archive, an OLE file (old or encrypted workbooks) or a flat OpenDocument.
  static func isWorkbook(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: Array("PK".utf8)) && bytes.count > 3 && bytes[2] < 0x20 { return true }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return true }
    let head = String(decoding: bytes.prefix(1024), as: UTF8.self)
    return head.trimmed.hasPrefix("<") && head.contains("office:document")
      || head.hasPrefix("\u{FEFF}<") && head.contains("office:document")
  }

  /// Reads a source of tables: what ``read(_:options:)`` does once the file is open.
  func read(
    _ source: any TableSource, sha256: String, name: String, options: ImportOptions
  ) throws -> ImportedFile {
    let heads = try heads(of: source)
    guard heads.contains(where: { !$0.isEmpty }) else { throw ImportError.empty(file: name) }
    let all = fits(heads)
    let chosen = try choose(all, heads, name, options.layout)
    let layout = catalog.layouts[chosen]
    var file = ImportedFile(name: name, sha256: sha256, layout: layout.id, kind: layout.kind)
    var identity = Identity()
    var unknown = UnknownWords()
    for fit in all.sorted(by: { $0.table < $1.table }) where fit.fits {
      if fit.layout != chosen {
        let isTaken = all.contains { $0.table == fit.table && $0.layout == chosen && $0.fits }
        if !isTaken { file.noteLeftOut(source.tables[fit.table], catalog.layouts[fit.layout].id) }
        continue
      }
      var builder = RecordBuilder(layout: layout, side: options.side, channels: channels)
      builder.unknownWords = unknown
      let preamble = Preamble(heads[fit.table].filter { $0.line < fit.headerLine })
      builder.account = preamble.account(layout.labels.account)
      let literal = layout.emptyLiteral.map {
        EmptyLiteral(literal: $0, opening: preamble.amount(layout.labels.openingBalance))
      }
      var table = TableImport(builder, fit, sheet: source.tables[fit.table], literal: literal)
      unknown = try table.read(source, into: &file, &identity)
    }
    file.note(unknown, layout)
    return file
  }

  /// The first rows of each table.
  private func heads(of source: any TableSource) throws -> [[InputRow]] {
    try source.tables.indices.map { table in
      var rows: [InputRow] = []
      try source.readRows(ofTable: table, columns: nil) { row in
        rows.append(row)
        return rows.count < InputLimits.headerRowsMax
      }
      return rows
    }
  }

  /// All readings of all tables, the best first.
  private func fits(_ heads: [[InputRow]]) -> [LayoutFit] {
    let search = HeaderSearch(catalog: catalog)
    return heads.enumerated().flatMap { search.fits($0.element, table: $0.offset) }
      .sorted { $0.isBetter(than: $1) }
  }

  private func choose(
    _ all: [LayoutFit], _ heads: [[InputRow]], _ name: String, _ forced: String?
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
      let nearest = all.filter { $0.found > 1 }.min {
        ($0.missing.count - $0.found, $0.layout) < ($1.missing.count - $1.found, $1.layout)
      }
      let layout = nearest.map { catalog.layouts[$0.layout] }
      throw .noLayout(
        file: name, known: catalog.layouts.map(\.id), nearest: layout?.id,
        missing: (nearest?.missing ?? []).map { layout?.header($0) ?? $0.key })
    }
    let equal = Set(
      all.filter { $0.fits && best.score - $0.score < Self.scoreTolerance }.map(\.layout))
    guard equal.count == 1 else {
      throw .ambiguousLayout(file: name, layouts: equal.map { catalog.layouts[$0].id }.sorted())
    }
    return best.layout
  }
}
