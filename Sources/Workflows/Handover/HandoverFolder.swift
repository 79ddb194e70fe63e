internal import CSVFiles
internal import Storage
internal import ZipArchives

/// A hand-over while it is put together.
final class HandoverFolder {
  private let staged: StagedFolder
  private(set) var names: [String] = []
  private var list = HandoverList()

  init(_ staged: StagedFolder) {
    self.staged = staged
  }

  /// The path of a file in it; the folders on the way are made.
  func path(_ name: String) throws -> String {
    let path = staged.file(name)
    try Folder.make(Folder.parent(of: path))
    names.append(name)
    return path
  }

  /// Writes the figures as a table.
  func add(table: [[String]]) throws {
    var writer = CSVWriter()
    for line in table { writer.append(line) }
    try add(writer.bytes, as: "tom-tat.csv")
  }

  /// Writes a file, and remembers the digest of what was written.
  private func add(_ bytes: [UInt8], as name: String) throws {
    try StagedFile.writeNew(bytes, to: path(name))
    list.digests[name] = SHA256Digest(of: bytes).hex
  }

  /// Copies a document.
  func copy(_ source: String, as name: String) throws {
    try add(FileBytes.read(source), as: name)
  }

  /// Prints the ODS workbooks.
  func print() throws {
    for name in names where name.hasSuffix(".ods") && !name.contains("/") {
      let printed = String(name.dropLast(4)) + ".pdf"
      try ExternalProgram.pdf(staged.file(name), into: staged.temporaryPath)
      guard Folder.isFile(staged.file(printed)) else {
        throw HandoverError.program("soffice", reason: "no \(printed)")
      }
      names.append(printed)
    }
  }

  /// Lists all files with their digests, and signs the list.
  func seal(key: String?, certificate: String?) throws {
    for name in names where list.digests[name] == nil {
      list.digests[name] = SHA256Digest(of: try FileBytes.read(staged.file(name))).hex
    }
    let path = try path(HandoverList.name)
    try StagedFile.writeNew(list.bytes, to: path)
    guard let key else { return }
    try ExternalProgram.run(
      "openssl",
      [
        "cms", "-sign", "-binary", "-in", path, "-signer", certificate ?? key, "-inkey", key,
        "-outform", "DER", "-md", "sha256", "-out", self.path(HandoverList.signatureName),
      ])
  }

  /// Moves the folder to its place and packs it beside it.
  ///
  /// - Returns: The zip's path.
  func commit() throws -> String {
    let zip = try StagedFile(for: staged.path + ".zip")
    let writer = try ZipWriter(newFile: zip.temporaryPath)
    let root = Folder.name(of: staged.path)
    for name in names {
      try writer.add(root + "/" + name, try FileBytes.read(staged.file(name)))
    }
    try writer.finish()
    try staged.commit()
    try zip.commit()
    return zip.path
  }
}
