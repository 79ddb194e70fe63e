// swift-tools-version: 6.3
import PackageDescription

// Modules in the order of their rank: a module imports only what stands above it.
// ARCHITECTURE.md tells why each exists; `make tidy` proves the direction of every import.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
  .treatWarning("DeprecatedDeclaration", as: .warning),
]

func module(
  _ name: String, _ dependencies: [Target.Dependency], callsC: Bool = false
) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: settings + (callsC ? [.strictMemorySafety()] : []))
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: settings)
}

func library(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "BaKhong",
  products: [
    .executable(name: "bakhong", targets: ["bakhong"]),
    .library(
      name: "Workbooks", targets: ["Workbooks", "Sheets", "ODSFiles", "XLSXFiles", "CSVFiles"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // 0 system libraries
    library("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    library("CISAL", pkgConfig: "libisal", apt: "libisal-dev"),
    library("CZLib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    library("CNettle", pkgConfig: "nettle", apt: "nettle-dev"),
    library("CUTF8Proc", apt: "libutf8proc-dev"),
    library("CQRencode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
    library("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
    // 1-2 words, disk, containers
    module("Diagnostics", []),
    module("Storage", ["Diagnostics", "CNettle"], callsC: true),
    module("VietnameseText", ["CUTF8Proc"], callsC: true),
    module("ZipArchives", ["Diagnostics", "Storage", "CISAL", "CZLib"], callsC: true),
    module("XMLStreams", ["Diagnostics", "Storage", "CLibXML2"], callsC: true),
    module("QRCodes", ["Diagnostics", "CQRencode", "CPNG"], callsC: true),
    module("YAMLDocuments", ["Diagnostics", "Storage", yams]),
    // 3-5 workbooks
    module("Sheets", ["Diagnostics"]),
    module("Formulas", ["Diagnostics"]),
    module(
      "ODSFiles", ["Diagnostics", "Storage", "ZipArchives", "XMLStreams", "Sheets", "Formulas"]),
    module(
      "XLSXFiles", ["Diagnostics", "Storage", "ZipArchives", "XMLStreams", "Sheets", "Formulas"]),
    module("CSVFiles", ["Diagnostics", "Storage", "VietnameseText", "Sheets"]),
    module(
      "LegacyFiles",
      ["Diagnostics", "VietnameseText", "Storage", "XMLStreams", "Sheets"],
      callsC: true),
    module(
      "Workbooks",
      [
        "Diagnostics", "Storage", "ZipArchives", "Sheets", "ODSFiles", "XLSXFiles", "CSVFiles",
        "Formulas", "LegacyFiles",
      ]),
    // 6-9 tools for workbooks; the domain
    module(
      "SheetTools",
      [
        "Diagnostics", "Storage", "Sheets", "CSVFiles", "Formulas", "Workbooks", "YAMLDocuments",
      ]),
    module("Records", ["Diagnostics"]),
    module(
      "Importing",
      [
        "Diagnostics", "Storage", "VietnameseText", "ZipArchives", "YAMLDocuments", "Sheets",
        "CSVFiles", "Workbooks", "Records",
      ]),
    module(
      "LedgerStore",
      ["Diagnostics", "Storage", "ZipArchives", "CSVFiles", "Records", grdb, sqlite],
      callsC: true),
    module("Reconciliation", ["Diagnostics", "VietnameseText", "Records"]),
    module("Indicators", ["Diagnostics", "Records"]),
    // 10-13 what people see
    module(
      "Reports",
      [
        "Diagnostics", "Storage", "VietnameseText", "YAMLDocuments", "QRCodes", "Sheets",
        "Workbooks", "Records", "Indicators",
      ]),
    module(
      "SampleWard", ["Diagnostics", "Storage", "VietnameseText", "Sheets", "Workbooks", "Records"]),
    module(
      "Workflows",
      [
        "Diagnostics", "Storage", "ZipArchives", "YAMLDocuments", "Sheets", "Workbooks", "CSVFiles",
        "Records",
        "Importing", "LedgerStore", "Reconciliation", "Indicators", "Reports", "SampleWard",
      ]),
    module("Commands", ["Diagnostics", "Records", "SheetTools", "Workflows", argumentParser]),
    .executableTarget(
      name: "bakhong", dependencies: ["Commands"], swiftSettings: settings),
    // benchmarks
    .executableTarget(
      name: "ledger-bench", dependencies: ["LedgerStore", "Records", "Storage"],
      path: "Benchmarks/LedgerBench", swiftSettings: settings),
    .executableTarget(
      name: "import-bench", dependencies: ["CSVFiles", "Importing", "Sheets"],
      path: "Benchmarks/ImportBench", swiftSettings: settings),
    .executableTarget(
      name: "formulas-bench", dependencies: ["Formulas"], path: "Benchmarks/FormulasBench",
      swiftSettings: settings),
    .executableTarget(
      name: "writing-bench", dependencies: ["Sheets", "Workbooks"],
      path: "Benchmarks/WritingBench", swiftSettings: settings),
    // matching: labelled cases, and what measures it
    .target(
      name: "MatchingCases", dependencies: ["Records"], path: "Benchmarks/MatchingCases",
      swiftSettings: settings),
    .executableTarget(
      name: "matching-bench",
      dependencies: ["Diagnostics", "MatchingCases", "Records", "Reconciliation", "Indicators"],
      path: "Benchmarks/MatchingBench", swiftSettings: settings),
    // tests
    .target(
      name: "TestSupport", dependencies: ["Storage", "CPNG"], path: "Tests/TestSupport",
      swiftSettings: settings),
    // what is fuzzed; libFuzzer itself only where it is asked for, see Tests/Fuzzer/README.md
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Diagnostics", "Storage", "ZipArchives", "XMLStreams", "Sheets", "Formulas", "ODSFiles",
        "XLSXFiles", "CSVFiles", "LegacyFiles", "Workbooks",
      ], path: "Tests/FuzzTargets", swiftSettings: settings),
    tests("FuzzTests", ["FuzzTargets"]),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("StorageTests", ["Diagnostics", "Storage"]),
    tests("VietnameseTextTests", ["VietnameseText"]),
    tests("QRCodesTests", ["QRCodes"]),
    tests("YAMLDocumentsTests", ["Diagnostics", "YAMLDocuments"]),
    tests("ZipArchivesTests", ["Diagnostics", "Storage", "ZipArchives"]),
    tests("XMLStreamsTests", ["Diagnostics", "Storage", "XMLStreams", "FuzzTargets"]),
    tests("SheetsTests", ["Sheets"]),
    tests(
      "FormulasTests",
      ["Diagnostics", "Storage", "ZipArchives", "Sheets", "Formulas", "Workbooks"]),
    tests("CSVFilesTests", ["Diagnostics", "Storage", "CSVFiles"]),
    tests("LegacyFilesTests", ["Diagnostics", "Storage", "Sheets", "LegacyFiles"]),
    tests(
      "WorkbooksTests",
      [
        "Diagnostics", "Storage", "ZipArchives", "XMLStreams", "Sheets", "Formulas", "ODSFiles",
        "XLSXFiles", "Workbooks", "SheetTools",
      ]),
    tests(
      "SheetToolsTests",
      [
        "Diagnostics", "Storage", "ZipArchives", "Sheets", "Formulas", "Workbooks", "SheetTools",
      ]),
    tests("RecordsTests", ["Records"]),
    tests(
      "ImportingTests",
      [
        "Diagnostics", "Storage", "VietnameseText", "ZipArchives", "Sheets", "Workbooks", "Records",
        "Importing",
      ]),
    tests(
      "LedgerStoreTests",
      ["Diagnostics", "Storage", "Records", "LedgerStore", grdb, sqlite], exclude: ["Earlier"]),
    tests("ReconciliationTests", ["Records", "Reconciliation", "Indicators", "MatchingCases"]),
    tests("IndicatorsTests", ["Records", "Indicators"]),
    tests(
      "ReportsTests",
      [
        "Diagnostics", "Storage", "ZipArchives", "Sheets", "Workbooks", "Records", "Indicators",
        "Reports",
      ]),
    tests("SampleWardTests", ["Diagnostics", "Storage", "Sheets", "Records", "SampleWard"]),
    tests(
      "WorkflowsTests",
      [
        "Diagnostics", "Storage", "ZipArchives", "Sheets", "Workbooks", "Records", "LedgerStore",
        "Indicators", "Reconciliation", "Reports", "SampleWard", "Importing", "Workflows",
      ]),
    tests(
      "CommandsTests", ["Storage", "ZipArchives", "Records", "SampleWard", "bakhong", grdb],
      exclude: ["Faults"]),
    tests("TidyTests", []),
  ],
  swiftLanguageModes: [.v6]
)

if Context.environment["BAKHONG_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzzer", dependencies: ["FuzzTargets"], path: "Tests/Fuzzer", exclude: ["README.md"],
      swiftSettings: settings))
}
