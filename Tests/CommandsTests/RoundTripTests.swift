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
    let work: [OfficeEdit] = [
      .number("ct03_sau", 0.5), .note("ct04_minh_chung", "Xem lại"), .colour("ct05_sau", 0xFFFF00),
      .insertRows(sheet: "Báo cáo", row: 19, count: 1), .text("Báo cáo!B19", "Dòng thêm tay"),
      .widen("Báo cáo!F1", 1.4), .picture("Báo cáo!B2", folder.file("picture.png")),
    ]
    _ = try LibreOffice.edit(
      ["ods", "xlsx"].map {
        OfficeJob(open: folder.file("sent.ods"), save: folder.file("edited." + $0), edits: work)
      })

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

  /// What is done in LibreOffice, as the difference tells it.
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
