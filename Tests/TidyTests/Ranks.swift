// The modules in their order, as data: who may import whom. ARCHITECTURE.md says why.

/// What one module of `Sources/` is and may import.
struct ModuleRank: Sendable {
  /// The module.
  let name: String
  /// Its place in the order; it imports only what has a lower one.
  let rank: Int
  /// The modules of ours that it may import.
  let imports: Set<String>
  /// The modules of others that it may import, beside ``Ranks/anywhere``.
  let foreign: Set<String>

  init(_ rank: Int, _ name: String, _ imports: Set<String> = [], foreign: Set<String> = []) {
    self.rank = rank
    self.name = name
    self.imports = imports
    self.foreign = foreign
  }
}

/// The table of modules.
enum Ranks {
  /// What any module may import.
  static let anywhere: Set<String> = ["Glibc", "Synchronization"]

  private static let foundation: Set<String> = ["Foundation", "FoundationEssentials"]

  /// Every module, the lowest first.
  static let table: [ModuleRank] = systemLibraries + basis + workbooks + domain + shells

  private static let systemLibraries = [
    ModuleRank(0, "CLibXML2"),
    ModuleRank(0, "CISAL"),
    ModuleRank(0, "CZLib"),
    ModuleRank(0, "CNettle"),
    ModuleRank(0, "CUTF8Proc"),
    ModuleRank(0, "CQRencode"),
    ModuleRank(0, "CPNG"),
  ]

  private static let basis = [
    ModuleRank(1, "Diagnostics"),
    ModuleRank(1, "VietnameseText", ["CUTF8Proc"]),
    ModuleRank(2, "Storage", ["Diagnostics", "CNettle"]),
    ModuleRank(2, "QRCodes", ["Diagnostics", "CQRencode", "CPNG"]),
    ModuleRank(3, "ZipArchives", ["Diagnostics", "Storage", "CISAL", "CZLib"]),
    ModuleRank(3, "XMLStreams", ["Diagnostics", "Storage", "CLibXML2"]),
    ModuleRank(
      3, "YAMLDocuments", ["Diagnostics", "Storage"], foreign: foundation.union(["Yams"])),
  ]

  private static let workbooks = [
    ModuleRank(3, "Sheets", ["Diagnostics"]),
    ModuleRank(3, "Formulas", ["Diagnostics"]),
    ModuleRank(
      4, "ODSFiles",
      ["Diagnostics", "Storage", "ZipArchives", "XMLStreams", "Sheets", "Formulas"]),
    ModuleRank(
      4, "XLSXFiles",
      ["Diagnostics", "Storage", "ZipArchives", "XMLStreams", "Sheets", "Formulas"]),
    ModuleRank(4, "CSVFiles", ["Diagnostics", "Storage", "VietnameseText", "Sheets"]),
    ModuleRank(
      4, "LegacyFiles",
      ["Diagnostics", "VietnameseText", "Storage", "XMLStreams", "Sheets"]),
    ModuleRank(
      5, "Workbooks",
      [
        "Diagnostics", "Storage", "ZipArchives", "Sheets", "Formulas", "ODSFiles", "XLSXFiles",
        "CSVFiles", "LegacyFiles",
      ]),
  ]

  private static let domain = [
    ModuleRank(
      6, "SheetTools",
      [
        "Diagnostics", "Storage", "Sheets", "CSVFiles", "Formulas", "Workbooks", "YAMLDocuments",
      ]),
    ModuleRank(6, "Records", ["Diagnostics"]),
    ModuleRank(
      7, "Importing",
      [
        "Diagnostics", "Storage", "VietnameseText", "ZipArchives", "YAMLDocuments", "Sheets",
        "CSVFiles", "Workbooks", "Records",
      ]),
    ModuleRank(
      8, "LedgerStore", ["Diagnostics", "Storage", "ZipArchives", "CSVFiles", "Records"],
      foreign: foundation.union(["GRDB", "GRDBSQLite"])),
    ModuleRank(9, "Reconciliation", ["Diagnostics", "VietnameseText", "Records"]),
    ModuleRank(9, "Indicators", ["Diagnostics", "Records"]),
  ]

  private static let shells = [
    ModuleRank(
      10, "Reports",
      [
        "Diagnostics", "Storage", "VietnameseText", "YAMLDocuments", "QRCodes", "Sheets",
        "Workbooks", "Records", "Indicators",
      ]),
    ModuleRank(
      10, "SampleWard",
      ["Diagnostics", "Storage", "VietnameseText", "Sheets", "Workbooks", "Records"]),
    ModuleRank(
      11, "Workflows",
      [
        "Diagnostics", "Storage", "ZipArchives", "YAMLDocuments", "Sheets", "Workbooks", "CSVFiles",
        "Records",
        "Importing", "LedgerStore", "Reconciliation", "Indicators", "Reports", "SampleWard",
      ], foreign: foundation),
    ModuleRank(
      12, "Commands", ["Diagnostics", "Records", "SheetTools", "Workflows"],
      foreign: foundation.union(["ArgumentParser"])),
    ModuleRank(13, "bakhong", ["Commands"]),
  ]
}
