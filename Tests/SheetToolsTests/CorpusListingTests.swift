import Diagnostics
import Foundation
import SheetTools
import Storage
import TestSupport
import Testing

/// What `bakhong sheet cat --format values` tells of every collected file.
@Suite(.serialized) struct CorpusListingTests {
  private struct Entry {
    let name: String
    let expected: String
  }

  private static func entries() throws -> [Entry] {
    let manifest = try lines(FileBytes.read(SharedFolder.file("corpus/MANIFEST.csv")))
    return manifest.dropFirst().compactMap { line in
      let expected = ["opens", "refuse", "either"].first { line.contains(",\($0),") }
      return expected.map { Entry(name: String(line.prefix { $0 != "," }), expected: $0) }
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every listed cell is told exactly: texts to the byte, numbers to 1e-12.
  @Test(.needs(.sharedFolder)) func listsEveryCellOfTheCorpus() throws {
    let entries = try Self.entries().filter { $0.expected == "opens" }
    #expect(entries.count > 190)
    var faults: [String] = []
    for entry in entries {
      let path = try SharedFolder.file("corpus/" + entry.name)
      do {
        let differing = try Self.differing(path)
        if let first = differing.first {
          faults.append("\(entry.name): \(differing.count), \(first)")
        }
      } catch {
        faults.append("\(entry.name): \(error)")
      }
    }
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
  }

  private static func differing(_ path: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: path + ".values.tsv") else { return [] }
    var told: [String: [String]] = [:]
    for fields in try listed(path).map(fields) where fields.count > 3 && fields[2] != "sheet" {
      told[fields[0] + "\t" + fields[1]] = fields
    }
    return try lines(FileBytes.read(path + ".values.tsv")).dropFirst().compactMap { line in
      let wanted = fields(line)
      guard wanted.count > 3, wanted[2] != "sheet" else { return nil }
      let found = told[wanted[0] + "\t" + wanted[1]] ?? ["", "", "", ""]
      return isSame(found, wanted) ? nil : "\(wanted), not \(found)"
    }
  }

  private static func fields(_ line: String) -> [String] {
    line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }

  private static func isSame(_ found: [String], _ wanted: [String]) -> Bool {
    guard found[2] == wanted[2] else { return false }
    if wanted[2] == "n", let one = Double(found[3]), let other = Double(wanted[3]) {
      return abs(one - other) <= abs(other) * 1e-12
    }
    return found[3].utf8.elementsEqual(wanted[3].utf8)
  }

  private static func listed(_ path: String) throws -> [String] {
    var bytes: [UInt8] = []
    _ = try SheetListing(SheetFile(path: path), format: .values).write { bytes += $0 }
    return lines(bytes)
  }

  /// Hostile files are refused with a cause, or read, and take no memory to speak of.
  @Test(.needs(.sharedFolder), .timeLimit(.minutes(3))) func boundsWhatHostileFilesTake() throws {
    let entries = try Self.entries().filter { $0.name.hasPrefix("bad/") }
    #expect(entries.count == 73)
    var faults: [String] = []
    for entry in entries {
      let path = try SharedFolder.file("corpus/" + entry.name)
      var (count, refusal): (Int, String?) = (0, nil)
      do {
        _ = try SheetListing(SheetFile(path: path), format: .values).write { count += $0.count }
      } catch let error as any Diagnosable {
        refusal = error.diagnostic.code
      }
      let isRight =
        switch entry.expected {
        case "refuse": refusal != nil
        case "opens": refusal == nil && count > 0
        default: refusal != nil || count > 0
        }
      if !isRight { faults.append("\(entry.name): \(entry.expected), \(refusal ?? "opened")") }
    }
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    let peak = try Self.peakMemoryMiB()
    #expect(peak < 1024, "\(peak) MiB")
  }

  /// The most memory that this process ever held: more than any file took.
  private static func peakMemoryMiB() throws -> Int {
    let status = String(decoding: try FileBytes.read("/proc/self/status"), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(separator: " ").compactMap { Int($0) }.first
    return (kibibytes ?? 0) / 1024
  }
}
