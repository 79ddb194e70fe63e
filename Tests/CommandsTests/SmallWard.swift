// A small ward on disk that a test spoils before it runs the real program on it.

import Foundation
import SampleWard
import Storage
import TestSupport

/// The workspace `phuong` in a folder of its own.
final class SmallWard {
  static let ward = SampleWard(SampleWard.Options(seed: 7, households: 12, businesses: 1))

  /// What the ward looks like after a first run, made once for all tests.
  private static let done = Result { () throws -> TemporaryFolder in
    let folder = try TemporaryFolder()
    try ward.write(to: folder.file("phuong"))
    _ = try run(["run", "phuong", "--quiet"], in: folder.path)
    return folder
  }

  let folder: TemporaryFolder

  /// Makes the ward, as dropped into the inbox or as it is after a run.
  init(hasRun: Bool = false) throws {
    folder = try TemporaryFolder()
    if hasRun {
      let source = try Self.done.get().file("phuong")
      try FileManager.default.copyItem(atPath: source, toPath: folder.file("phuong"))
    } else {
      try Self.ward.write(to: folder.file("phuong"))
    }
  }

  /// The path of a file of the ward.
  func file(_ name: String) -> String { folder.file("phuong/" + name) }

  /// Writes a file of the ward.
  func write(_ text: String, to name: String) throws {
    try folder.write(text: text, to: "phuong/" + name)
  }

  /// The text of a file of the ward.
  func text(_ name: String) throws -> String {
    String(decoding: try FileBytes.read(file(name)), as: UTF8.self)
  }

  /// The first half of a file of the ward, as another file.
  func cut(_ name: String, to other: String) throws {
    let bytes = try FileBytes.read(file(name))
    try folder.write(bytes.prefix(bytes.count / 2), to: "phuong/" + other)
  }

  /// Removes a file or folder of the ward.
  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: file(name))
  }

  /// Copies what ships into the ward's own `bieu-mau/`, and makes the settings point there.
  func ownTemplate() throws {
    try FileManager.default.copyItem(
      atPath: PackageRoot.file("Templates"), toPath: file("bieu-mau"))
    try write("template: bieu-mau/bao-cao-3-khong.ods\n", to: "bakhong.yaml")
  }

  /// Runs the program in the folder that holds `phuong`; in Vietnamese unless told.
  func run(_ arguments: String..., language: String = "C.UTF-8") throws -> Subprocess.Outcome {
    try Self.run(arguments, in: folder.path, language: language)
  }

  /// Runs the program with more in its environment.
  func run(
    _ arguments: [String], with more: [String: String]
  ) throws -> Subprocess.Outcome {
    try Self.run(arguments, in: folder.path, with: more)
  }

  private static func run(
    _ arguments: [String], in folder: String, language: String = "C.UTF-8",
    with more: [String: String] = [:]
  ) throws -> Subprocess.Outcome {
    let environment = ["LC_ALL": language, "BAKHONG_SHARE": PackageRoot.path]
    return try Subprocess.run(
      PackageRoot.program("bakhong"), arguments, in: folder,
      environment: environment.merging(more) { $1 })
  }

  /// Everything in the ward, hidden files and folders too, with the digests of files.
  func state() throws -> [String: String] {
    var state: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let path = folder.file(name)
      state[name] = Folder.isFile(path) ? SHA256Digest(of: try FileBytes.read(path)).hex : "folder"
    }
    return state
  }
}
