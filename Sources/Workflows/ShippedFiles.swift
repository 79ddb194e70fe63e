internal import Storage

/// The templates and layouts that come with the program.
public struct ShippedFiles: Sendable {
  /// The folder that holds `Templates/` and `Layouts/`.
  public let folder: String

  /// Finds the folder.
  ///
  /// In this order: `$BAKHONG_SHARE`; `share/bakhong` beside the program's own folder; the nearest
  /// folder above the program that holds `Templates/bao-cao-3-khong.yaml`, as a checkout does.
  ///
  /// - Throws: ``WorkflowError/shippedFilesMissing`` where none is.
  public init() throws {
    let program = Folder.parent(of: Executable.path ?? ".")
    var candidates = [Folder.parent(of: program) + "/share/bakhong"]
    if let named = Executable.environment("BAKHONG_SHARE") { candidates.insert(named, at: 0) }
    var above = program
    while true {
      candidates.append(above)
      let parent = Folder.parent(of: above)
      if parent == above || parent == "." { break }
      above = parent
    }
    let found = candidates.first { Folder.isFile($0 + "/Templates/bao-cao-3-khong.yaml") }
    guard let found else { throw WorkflowError.shippedFilesMissing }
    folder = found
  }

  /// The template that is filled unless the workspace names another.
  public var template: String { folder + "/Templates/bao-cao-3-khong.ods" }
  /// The layouts that ship.
  public var layouts: String { folder + "/Layouts" }
}
