internal import Diagnostics
internal import Foundation
internal import Storage
internal import Workbooks

/// What is fuzzed: bytes that nobody checked, and what must hold whatever they are.
///
/// A target traps where something is wrong, so that a fuzzer sees a crash and keeps the bytes.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A container: each member read whole and in pieces gives the same or is refused.
  case zip
  /// A part: the scanner gives what libxml2 gives, whatever the chunks.
  case xml
  /// A workbook of OpenDocument: flat, or parts that are put into a container first.
  case ods
  /// A workbook of Office Open XML, as parts that are put into a container first.
  case xlsx
  /// Delimited text in any encoding.
  case csv
  /// An older workbook.
  case xls
  /// A formula in any notation.
  case formula
  /// A planted fault, which proves that a fuzzer finds faults.
  case canary

  /// The target that `BAKHONG_FUZZ_TARGET` names.
  public static let chosen = ProcessInfo.processInfo.environment["BAKHONG_FUZZ_TARGET"]
    .flatMap { FuzzTarget(rawValue: $0) }

  /// Writes the seeds of a target as files, where `BAKHONG_FUZZ_SEEDS` names a folder.
  ///
  /// - Returns: Whether it does.
  /// - Throws: An error of the file system.
  public static func writeSeeds() throws -> Bool {
    let folder = ProcessInfo.processInfo.environment["BAKHONG_FUZZ_SEEDS"]
    guard let folder, let chosen else { return false }
    for (place, seed) in try chosen.seeds().enumerated() {
      try StagedFile.writeNew(seed, to: "\(folder)/seed-\(place)")
    }
    return true
  }

  /// Tries the target on some bytes.
  public func run(_ bytes: [UInt8]) {
    switch self {
    case .zip: ZipFuzz.run(bytes)
    case .xml: XMLFuzz.run(bytes)
    case .ods, .xlsx: WorkbookFuzz.run(bytes)
    case .csv: CSVFuzz.run(bytes)
    case .xls: WorkbookFuzz.runLegacy(bytes)
    case .formula: FormulaFuzz.run(bytes)
    case .canary: Self.sing(bytes)
    }
  }

  /// A fault behind four steps, each a branch of its own that a fuzzer sees.
  private static func sing(_ bytes: [UInt8]) {
    guard bytes.count > 3, bytes[0] == UInt8(ascii: "B") else { return }
    guard bytes[1] == UInt8(ascii: "A") else { return }
    guard bytes[2] == UInt8(ascii: "K") else { return }
    precondition(bytes[3] != UInt8(ascii: "H"), "the canary sings")
  }

  /// Bytes to begin with.
  ///
  /// - Returns: Small files with much in them.
  /// - Throws: An error of the file system, or of a writer.
  public func seeds() throws -> [[UInt8]] {
    switch self {
    case .zip: try SeedWorkbooks.files()
    case .xml: try SeedWorkbooks.parts()
    case .ods: try SeedWorkbooks.packages(.ods)
    case .xlsx: try SeedWorkbooks.packages(.xlsx)
    case .csv: CSVFuzz.seeds
    case .xls: WorkbookFuzz.legacySeeds
    case .formula: FormulaFuzz.seeds
    case .canary: [Array("BAKI".utf8)]
    }
  }
}

/// Runs work whose errors all know their words.
func refusing(_ work: () throws -> Void) {
  do {
    try work()
  } catch let error as any Diagnosable {
    _ = TextRenderer(language: .vietnamese).render(error.diagnostic)
  } catch {
    fatalError("an error without words: \(error)")
  }
}

/// A file that is written again for each try, in memory where the system has such a place.
enum ScratchFile {
  static let path: String = {
    let folder = Folder.isFolder("/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    let path = folder + "/bakhong-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    atexit { unlink(ScratchFile.path) }
    return path
  }()

  static func write(_ bytes: [UInt8]) -> String {
    do { try StagedFile.writeNew(bytes, to: path) } catch { fatalError("\(error)") }
    return path
  }
}
