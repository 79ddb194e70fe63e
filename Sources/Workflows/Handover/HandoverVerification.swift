public import Diagnostics
internal import FoundationEssentials
internal import Records
internal import Reports
internal import Sheets
internal import Storage
internal import ZipArchives

/// The city's side: proves that a hand-over is what the ward sealed.
public enum HandoverVerification {
  /// What came of it.
  public struct Outcome: Sendable {
    /// The reporting unit.
    public var unit: String
    /// How many files were proved.
    public var files: Int
    /// The SHA-256 of the summary, as the code on paper gives it.
    public var digest: String
    /// Whether a signature was proved.
    public var isSigned: Bool
    /// What is wrong; empty where all is as it was sealed.
    public var findings: [Diagnostic]
  }

  /// The most bytes of one file: 256 MiB.
  static let bytesMax = 256 << 20

  /// Proves a folder or a zip.
  ///
  /// Every file must be listed and unchanged, no other may be there, and the forms must show the
  /// figures of the summary.
  ///
  /// - Parameters:
  ///   - path: The folder or the zip.
  ///   - certificate: The ward's certificate or its issuer's, PEM; with it a signature is required.
  /// - Returns: What came of it.
  /// - Throws: ``HandoverError`` where it is no hand-over, or the disk's errors.
  public static func verify(_ path: String, certificate: String? = nil) throws -> Outcome {
    if Folder.isFolder(path) { return try verify(folder: path, certificate: certificate) }
    let scratch = try StagedFolder(for: Folder.parent(of: path) + "/." + Folder.name(of: path))
    return try withExtendedLifetime(scratch) {
      try unpack(path, into: scratch)
      return try verify(folder: scratch.temporaryPath, certificate: certificate)
    }
  }

  /// Unpacks a zip whose members all lie in one folder.
  private static func unpack(_ path: String, into scratch: StagedFolder) throws {
    let archive: ZipArchive
    do {
      archive = try ZipArchive(path: path)
    } catch {
      throw HandoverError.notAHandover(path)
    }
    let list = archive.members.first { $0.name.hasSuffix("/" + HandoverList.name) }
    guard let root = list?.name.dropLast(HandoverList.name.count) else {
      throw HandoverError.notAHandover(path)
    }
    for member in archive.members where !member.name.hasSuffix("/") {
      let name = member.name.dropFirst(root.count)
      guard member.name.hasPrefix(root), HandoverList.isInside(name) else {
        throw HandoverError.fileUnlisted(member.name)
      }
      let target = scratch.file(String(name))
      try Folder.make(Folder.parent(of: target))
      try StagedFile.writeNew(archive.read(member.name), to: target)
    }
  }

  private static func verify(folder: String, certificate: String?) throws -> Outcome {
    let listPath = folder + "/" + HandoverList.name
    guard Folder.isFile(listPath) else { throw HandoverError.notAHandover(folder) }
    let list = try HandoverList(FileBytes.read(listPath, bytesMax: bytesMax))
    var findings: [Diagnostic] = []
    for (name, digest) in list.digests.sorted(by: { $0.key < $1.key }) {
      let path = folder + "/" + name
      guard Folder.isFile(path) else {
        findings.append(HandoverError.fileMissing(name).diagnostic)
        continue
      }
      let found = SHA256Digest(of: try FileBytes.read(path, bytesMax: bytesMax)).hex
      if found != digest { findings.append(HandoverError.fileChanged(name).diagnostic) }
    }
    let own = [HandoverList.name, HandoverList.signatureName]
    for name in try files(in: folder) where list.digests[name] == nil && !own.contains(name) {
      findings.append(HandoverError.fileUnlisted(name).diagnostic)
    }
    let isSigned = try checkSignature(folder, certificate, &findings)
    let (unit, digest) = try checkForms(folder, list, &findings)
    return Outcome(
      unit: unit, files: list.digests.count, digest: digest, isSigned: isSigned,
      findings: findings)
  }

  /// All files of a folder and of those in it.
  private static func files(in folder: String, prefix: String = "", depth: Int = 0) throws
    -> [String]
  {
    var names = try Folder.files(folder + "/" + prefix).map { prefix + $0 }
    guard depth < 16 else { return names }
    for inner in try Folder.folders(folder + "/" + prefix) {
      names += try files(in: folder, prefix: prefix + inner + "/", depth: depth + 1)
    }
    return names
  }

  private static func checkSignature(
    _ folder: String, _ certificate: String?, _ findings: inout [Diagnostic]
  ) throws -> Bool {
    guard let certificate else { return false }
    guard Folder.isFile(certificate) else { throw HandoverError.keyMissing(certificate) }
    let signature = folder + "/" + HandoverList.signatureName
    guard Folder.isFile(signature) else {
      findings.append(HandoverError.signatureMissing(HandoverList.signatureName).diagnostic)
      return false
    }
    guard ExternalProgram.path("openssl") != nil else {
      throw HandoverError.program("openssl", reason: "not installed")
    }
    do {
      // The certificate is its own root where the ward signs for itself.
      try ExternalProgram.run(
        "openssl",
        [
          "cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content",
          folder + "/" + HandoverList.name, "-CAfile", certificate, "-partial_chain", "-purpose",
          "any", "-out", "/dev/null",
        ])
      return true
    } catch {
      findings.append(HandoverError.signatureWrong(HandoverList.signatureName).diagnostic)
      return false
    }
  }

  /// Holds the figures of each form against the summary.
  private static func checkForms(
    _ folder: String, _ list: HandoverList, _ findings: inout [Diagnostic]
  ) throws -> (unit: String, digest: String) {
    let path = folder + "/tom-tat.json"
    guard Folder.isFile(path) else { return ("", "") }
    let bytes = try FileBytes.read(path, bytesMax: bytesMax)
    guard let summary = try? JSONDecoder().decode(HandoverSummary.self, from: Data(bytes)) else {
      findings.append(HandoverError.listDamaged("tom-tat.json", line: 1).diagnostic)
      return ("", "")
    }
    for name in summary.forms.sorted() where HandoverList.isInside(name) {
      // One that is missing is told of where the list is checked.
      guard Folder.isFile(folder + "/" + name) else { continue }
      findings += try FormFigures.differences(summary, form: folder + "/" + name, name: name)
    }
    return (summary.unit, SHA256Digest(of: bytes).hex)
  }
}

/// The figures that a filled form shows.
enum FormFigures {
  /// Where a form's figures are not those of the summary.
  static func differences(
    _ summary: HandoverSummary, form path: String, name: String
  ) throws -> [Diagnostic] {
    let cells = try FormCells(path)
    var findings: [Diagnostic] = []
    for criterion in summary.criteria {
      for (column, field, figure) in [
        ("before", criterion.fields.before, criterion.before),
        ("after", criterion.fields.after, criterion.after),
      ] {
        let cell = cells.value(field)
        let typed = criterion.adjustments.first { $0.column == column }?.share
        if let cell, isSame(cell.value, typed ?? figure?.low) { continue }
        let origin = Origin(file: name, sheet: cell?.sheet, cell: cell?.cell)
        findings.append(
          HandoverError.formDiffers(criterion: criterion.number, at: origin).diagnostic)
      }
    }
    return findings
  }

  private static func isSame(_ value: CellValue, _ share: Double?) -> Bool {
    switch (value, share) {
    case (.empty, nil): true
    case (.number(let number), let share?): abs(number - share) < 1e-9
    default: false
    }
  }
}
