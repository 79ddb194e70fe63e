// Planted faults for ImportCheck: each must be found, and what is allowed must not.

import Testing

@Suite struct ImportCheckTests {
  @Test(arguments: [
    // up the ranks
    ("Sheets", "import Workbooks"),
    ("Records", "internal import LedgerStore"),
    // siblings
    ("ODSFiles", "import XLSXFiles"),
    ("XLSXFiles", "@_exported public import ODSFiles"),
    ("CSVFiles", "import struct XLSXFiles.XLSXReader"),
    // down, but past the module that owns it
    ("ODSFiles", "internal import CLibXML2"),
    ("Indicators", "import Storage"),
    // one importer only
    ("Reports", "import GRDB"),
    ("Workflows", "internal import GRDB"),
    ("Importing", "import Yams"),
    ("bakhong", "import ArgumentParser"),
    // what is not ours
    ("Records", "import Foundation"),
    ("Sheets", "import FoundationEssentials"),
    ("Diagnostics", "#if os(Linux)\n  import Dispatch\n#endif"),
    ("Diagnostics", "import Glibc; import Storage"),
  ])
  func finds(module: String, code: String) {
    let findings = ImportCheck.findings(in: [SourceFile("Sources/\(module)/A.swift", code)])
    #expect(findings.count == 1, "\(findings)")
  }

  @Test(arguments: [
    ("Sheets", "public import Diagnostics\nimport Synchronization"),
    ("ZipArchives", "internal import CISAL\ninternal import CZLib\nimport Glibc"),
    ("LedgerStore", "internal import Foundation\ninternal import GRDB"),
    ("Commands", "public import ArgumentParser\nprivate import FoundationEssentials"),
    ("Sheets", "// import Workbooks\n/* import GRDB */\nlet text = \"import GRDB\""),
    ("Sheets", "let text = \"\"\"\n  import GRDB\n  \"\"\""),
    ("Sheets", "case import GRDB"),
  ])
  func allows(module: String, code: String) {
    let findings = ImportCheck.findings(in: [SourceFile("Sources/\(module)/A.swift", code)])
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test func findsAModuleThatIsNotInTheTable() {
    let findings = ImportCheck.findings(in: [SourceFile("Sources/Helpers/A.swift", "")])
    #expect(findings.map(\.path) == ["Sources/Helpers/A.swift"])
  }

  @Test func findsATableThatPointsUp() {
    let table = [
      ModuleRank(1, "Low", ["High"]), ModuleRank(2, "High", ["Twin", "Nowhere"]),
      ModuleRank(2, "Twin"),
    ]
    let findings = ImportCheck.findings(inTable: table)
    #expect(findings.map(\.path) == ["Low", "High", "High"])
  }

  @Test func namesTheLine() {
    let file = SourceFile("Sources/Sheets/A.swift", "/// A.\n\nimport GRDB\n")
    #expect(ImportCheck.findings(in: [file]).map(\.line) == [3])
  }
}
