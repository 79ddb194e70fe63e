import Foundation
import Storage
import TestSupport
import Testing

/// A form that the program filled, edited by a person in a real LibreOffice: the edits are seen,
/// and survive the next report.
@Suite struct RoundTripTests {
  private struct Change: Decodable, Hashable {
    var sheet: String
    var cell: String?
    var kind: String
  }
  private struct Changes: Decodable { var changes: [Change] }
  private struct Merged: Decodable {
    var conflicts: [Change]

    struct Change: Decodable { var cell: String }
  }

  @Test(.needs(.libreOfficeScripting)) func editsOfLibreOfficeAreSeenAndKept() throws {
    let folder = try TemporaryFolder()
    func run(_ arguments: String...) throws -> Subprocess.Outcome {
      try Subprocess.run(
        PackageRoot.program("bakhong"), ["sheet"] + arguments, in: folder.path,
        environment: ["LC_ALL": "C.UTF-8"])
    }
    try fill(["ct15_truoc": "0.41", "ct15_sau": "0.52", "ct07_sau": "0.8"], "sent.ods", folder)
    try fill(["ct15_truoc": "0.41", "ct15_sau": "0.63", "ct06_sau": "0.7"], "new.ods", folder)
    try folder.write(Self.picture, to: "picture.png")
    let edited = try Subprocess.run(
      "/usr/bin/python3",
      [
        PackageRoot.file("scripts/edit-in-libreoffice.py"), folder.file("sent.ods"),
        folder.file("edited.ods"), folder.file("edited.xlsx"), folder.file("picture.png"),
      ], timeout: 120)
    #expect(edited.exitCode == 0, "\(edited.errors)")

    for format in ["ods", "xlsx"] {
      let file = "edited." + format
      let found = try changes(run("diff", "sent.ods", file, "--json"))
      #expect(Set(found) == Self.edits, "\(format)")
      let merge = try run("merge", "sent.ods", "new.ods", file, "-o", "merged." + format, "--json")
      #expect(merge.exitCode == 0, "\(merge.errors)\(merge.output)")
      let merged = "merged." + format
      // Against the new report, what the person did is what differs: all edits are kept.
      #expect(Set(try changes(run("diff", "new.ods", merged, "--json"))) == Self.edits, "\(format)")
      // Against the edited file, the new figures are: all of them came.
      let figures = try changes(run("diff", file, merged, "--json"))
      #expect(Set(figures.map(\.kind)) == ["value"], "\(format)")
      #expect(figures.count == 3, "\(format): \(figures)")
    }
  }

  /// What the script does.
  private static let edits = Set(
    [
      ("F1", "column-width"), ("E14", "value"), ("F15", "comment"), ("E16", "style"),
      ("B19", "row-inserted"), ("B19", "value"), ("B2", "image"),
    ].map { Change(sheet: "Báo cáo", cell: $0.0, kind: $0.1) })

  private func changes(_ outcome: Subprocess.Outcome) throws -> [Change] {
    #expect(outcome.exitCode < 2, "\(outcome.errors)")
    return try JSONDecoder().decode(Changes.self, from: Data(outcome.outputBytes)).changes
  }

  /// Fills the form that ships.
  private func fill(_ values: [String: String], _ name: String, _ folder: TemporaryFolder) throws {
    let fields = values.keys.sorted().map { "  - {name: \($0), type: percent}\n" }.joined()
    try folder.write(text: "fields:\n" + fields, to: "manifest.yaml")
    try folder.write(
      text: values.map { "\($0): \($1)\n" }.joined(), to: "data.yaml")
    let outcome = try Subprocess.run(
      PackageRoot.program("bakhong"),
      [
        "sheet", "fill", PackageRoot.file("Templates/bao-cao-3-khong.ods"), "--manifest",
        "manifest.yaml", "--data", "data.yaml", "-o", name,
      ], in: folder.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
  }

  /// A PNG of one red pixel.
  private static let picture: [UInt8] = Array(
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLv"
        + "AAAAAElFTkSuQmCC"
    ) ?? Data())
}
