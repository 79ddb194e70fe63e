import Foundation
import Storage
import TestSupport
import Testing

/// Every disk operation of commands that write workbooks fails once, or is the last one: the file
/// is whole all the same, the old one or the new one.
@Suite(.serialized) struct SheetFaultTests {
  /// Every operation in turn: `BAKHONG_FAULTS=all`; else some of them.
  private static let isWhole =
    ProcessInfo.processInfo.environment["BAKHONG_FAULTS"] == "all"

  private static let commands: [(name: String, arguments: [String])] = [
    ("set", ["set", "form.ods", "don_vi=Phường khác", "-o", "out.ods", "--receipt", "r.json"]),
    ("fill", ["fill", "form.xlsx", "--manifest", "m.yaml", "--data", "d.yaml", "-o", "out.ods"]),
    ("merge", ["merge", "form.ods", "ours.ods", "form.xlsx", "-o", "out.ods"]),
    ("convert", ["convert", "form.xlsx", "out.ods"]),
  ]

  @Test(.enabled(if: Subprocess.isInstalled(DiskFault.compiler), "there is no C compiler"))
  func aFaultLeavesTheOldFileOrTheNewOne() throws {
    var random = SeededGenerator.announced()
    let scratch = try TemporaryFolder()
    let disk = try DiskFault(in: scratch)
    for (name, arguments) in Self.commands {
      let folder = try prepare(scratch, name)
      let old = Array("the old file".utf8)
      let out = folder + "/out.ods"
      try write(old, to: out)
      let command = ["sheet"] + arguments
      let clean = try disk.run(command, in: folder, .error, at: Int(Int32.max))
      #expect(clean.outcome.exitCode < 2, "\(name): \(clean.outcome.errors)")
      let new = try FileBytes.read(out)
      #expect(new != old)
      let inputs = try state(folder)
      for kind in DiskFault.Kind.allCases {
        var operation = Self.isWhole ? 1 : Int.random(in: 1...5, using: &random)
        while true {
          let place = "\(name), \(kind) at operation \(operation)"
          try write(old, to: out)
          let (outcome, isHit) = try disk.run(command, in: folder, kind, at: operation)
          let found = try FileBytes.read(out)
          #expect(found == old || found == new, "\(place)")
          guard isHit else {
            #expect(found == new && outcome.exitCode < 2, "\(place): \(outcome.errors)")
            break
          }
          if kind == .error {
            #expect(outcome.exitCode < 128, "\(place): \(outcome.exitCode) \(outcome.errors)")
            #expect(found == new || outcome.exitCode == 2, "\(place): \(outcome.exitCode)")
          } else {
            #expect(outcome.exitCode == 137, "\(place): \(outcome.exitCode)")
            try removeStaged(folder)
          }
          #expect(try state(folder) == inputs, "\(place)")
          operation += Self.isWhole ? 1 : Int.random(in: 8...16, using: &random)
        }
      }
    }
  }

  /// The input files of the commands.
  private func prepare(_ scratch: TemporaryFolder, _ name: String) throws -> String {
    let folder = scratch.file(name)
    try Folder.make(folder)
    for ending in ["ods", "xlsx"] {
      let form = try FileBytes.read(PackageRoot.file("Templates/bao-cao-3-khong.\(ending)"))
      try scratch.write(form, to: "\(name)/form.\(ending)")
    }
    try scratch.write(
      text: "fields:\n  - {name: don_vi, type: text}\n  - {name: ct15_sau, type: percent}\n",
      to: "\(name)/m.yaml")
    try scratch.write(text: "don_vi: Phường thử\nct15_sau: 0.75\n", to: "\(name)/d.yaml")
    let outcome = try Subprocess.run(
      PackageRoot.program("bakhong"),
      ["sheet", "set", "form.ods", "ct15_sau=0.75", "-o", "ours.ods"], in: folder)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return folder
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// All files but the output and the receipt, by their digests.
  private func state(_ folder: String) throws -> [String: String] {
    var state: [String: String] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder)
    where file != "out.ods" && file != "r.json" {
      state[file] = SHA256Digest(of: try FileBytes.read(folder + "/" + file)).hex
    }
    return state
  }

  /// A program that was killed leaves what it wrote beside the place of its output.
  private func removeStaged(_ folder: String) throws {
    for file in try FileManager.default.contentsOfDirectory(atPath: folder)
    where file.hasPrefix(".") {
      try FileManager.default.removeItem(atPath: folder + "/" + file)
    }
  }
}
