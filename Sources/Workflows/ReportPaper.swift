internal import Diagnostics
internal import Sheets
internal import Storage
internal import Workbooks

/// A file of a report: where it goes, and how it is written.
struct ReportPaper {
  /// The path relative to the workspace, or as the user gave it.
  var name: String
  var output: String
  /// The file as the program wrote it last, to hold an edited one against; nil for one that nobody
  /// edits, or that goes somewhere else than `out/`.
  var base: String?
  /// Writes the file anew.
  var write: (_ path: String) throws -> Void

  /// Whether the file in `out/` is another than the one that the program wrote there last.
  var isEdited: Bool {
    get throws {
      guard let base, Folder.isFile(base), Folder.isFile(output) else { return false }
      return try FileBytes.read(base) != FileBytes.read(output)
    }
  }
}

/// A report's files beside their places, and what people should look at in them.
struct StagedReport {
  /// To be committed one after the other.
  private(set) var files: [StagedFile] = []
  /// Cells that were edited by hand and computed anew.
  private(set) var findings: [Diagnostic] = []

  init() {}

  /// Writes each file beside its place; ``commit()`` moves them there.
  ///
  /// A file in `out/` that somebody edited keeps the edits: what is new is merged into it.
  init(_ papers: [ReportPaper]) throws {
    // Backwards, so that the one that made the folder is let go last and can remove it again.
    for paper in papers.reversed() {
      let file = try StagedFile(for: paper.output)
      guard let base = paper.base else {
        try paper.write(file.temporaryPath)
        files.insert(file, at: 0)
        continue
      }
      let fresh = try StagedFile(for: base)
      try paper.write(fresh.temporaryPath)
      if try paper.isEdited {
        try merge(paper, base: base, fresh: fresh.temporaryPath, to: file.temporaryPath)
      } else {
        try file.write(FileBytes.read(fresh.temporaryPath))
      }
      files.insert(contentsOf: [file, fresh], at: 0)
    }
  }

  private mutating func merge(
    _ paper: ReportPaper, base: String, fresh: String, to path: String
  ) throws {
    let merge = try WorkbookMerge(base: base, ours: fresh, theirs: paper.output)
    try merge.write(to: path)
    findings += merge.conflicts.map { conflict in
      let origin = Origin(file: paper.name, sheet: conflict.sheet, cell: conflict.cell.a1)
      return SyncError.mergeConflict(at: origin).diagnostic
    }
  }

  func commit() throws {
    for file in files { try file.commit() }
  }
}
