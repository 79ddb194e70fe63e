import Diagnostics
import Foundation
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import Workflows

/// Phố to ward to city, every form edited in LibreOffice: sums are true, every fault is named.
@Suite struct OfficeCityTests {
  /// 20 wards of 8 phố where `BAKHONG_CITY` is `full`.
  private static let size =
    ProcessInfo.processInfo.environment["BAKHONG_CITY"] == "full"
    ? (wards: 20, phoEach: 8) : (wards: 2, phoEach: 6)

  @Test(.needs(.libreOfficeScripting)) func formsSumUpwardAndEveryFaultIsNamed() throws {
    var city = try OfficeCity(
      wards: Self.size.wards, phoEach: Self.size.phoEach, generator: .announced())
    let faults = try city.make()
    var truth: [String: Int] = [:]
    var jobs: [OfficeJob] = []
    for ward in city.wards {
      let outcome = try collect(city.folder.file(ward.id))
      #expect(sums(outcome.summary) == ward.truth, "\(ward.id)")
      #expect(found(outcome.findings) == faults[ward.id] ?? [], "\(ward.id)")
      for unit in outcome.summary.units {
        guard let file = unit.file else { continue }
        #expect(unit.state == city.states[file], "\(file)")
      }
      let signed = city.sign(ward.id)
      truth.merge(ward.truth.merging(signed.figures) { $0 + $1 }) { $0 + $1 }
      jobs.append(signed.job)
    }
    _ = try LibreOffice.edit(jobs, timeout: 600)
    let outcome = try collect(city.folder.file("thanh-pho"))
    #expect(sums(outcome.summary) == truth)
    #expect(outcome.summary.counted == Self.size.wards)
    #expect(outcome.findings.filter { $0.severity == .error }.isEmpty)
    for kind in ["ods", "xlsx"] {
      let path = city.folder.file("thanh-pho/tong-hop/phieu-tong-hop." + kind)
      #expect(try figures(path).filter { truth[$0.key] != nil } == truth)
    }
    print("\(faults.values.joined().count) faults in \(city.states.count) forms")
  }

  private func collect(_ folder: String) throws -> CollectWorkflow.Outcome {
    try CollectWorkflow.collect(CollectWorkflow.Request(folders: [folder]))
  }

  private func sums(_ summary: CollectSummary) -> [String: Int] {
    var sums: [String: Int] = [:]
    for sum in summary.sums {
      let column = sum.column == "before" ? "truoc" : "sau"
      sums["\(sum.key)_tu_\(column)"] = sum.numerator
      sums["\(sum.key)_mau_\(column)"] = sum.denominator
    }
    return sums
  }

  /// What was found in forms, as `file code cell`; that a unit has no form is of no file.
  private func found(_ findings: [Diagnostic]) -> Set<String> {
    Set(
      findings.compactMap { finding in
        finding.origin.file.map { "\($0) \(finding.code) \(finding.origin.cell ?? "-")" }
      })
  }

  /// The figures that a filled form holds, by named range.
  private func figures(_ path: String) throws -> [String: Int] {
    let reader = try Workbook.open(path)
    var cells: [CellAddress: Int] = [:]
    try reader.readRows(ofSheet: 0) { row in
      for cell in row.cells {
        guard case .number(let number) = cell.value else { continue }
        cells[CellAddress(row: row.index, column: cell.column)] = Int(exactly: number)
      }
      return true
    }
    var figures: [String: Int] = [:]
    for range in reader.namedRanges {
      figures[range.name] = range.target.flatMap { cells[$0.range.first] }
    }
    return figures
  }
}
