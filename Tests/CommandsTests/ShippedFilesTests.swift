import Foundation
import Storage
import TestSupport
import Testing

/// What lies in the repository is what the program makes.
@Suite struct ShippedFilesTests {
  @Test(arguments: ["bao-cao-3-khong", "phieu-thu-thap", "phieu-tong-hop", "so-tay"])
  func theTemplatesAreWhatTheirManifestGives(_ name: String) throws {
    try TemporaryFolder.with { folder in
      // The second form of collecting takes from the first what it lacks.
      for manifest in Set([name, "phieu-thu-thap"]) {
        try folder.write(
          FileBytes.read(PackageRoot.file("Templates/\(manifest).yaml")), to: manifest + ".yaml")
      }
      let outcome = try Subprocess.run(
        PackageRoot.program("bakhong"), ["template", "make", folder.file(name + ".yaml"), "--json"])
      #expect(outcome.exitCode == 0)
      let made = try #require(try JSONValue(outcome)["templates"] as? [String])
      #expect(made == [folder.file(name + ".ods"), folder.file(name + ".xlsx")])
      for path in made {
        let shipped = PackageRoot.file("Templates/" + Folder.name(of: path))
        #expect(try digest(path) == digest(shipped), "\(Folder.name(of: path)): make templates")
      }
    }
  }

  @Test(.enabled(if: Folder.isFolder(PackageRoot.file("Samples/dong-hai/inbox")), "no sample yet"))
  func theSampleIsWhatInitMakes() throws {
    try TemporaryFolder.with { folder in
      let outcome = try Subprocess.run(
        PackageRoot.program("bakhong"), ["init", folder.file("dong-hai"), "--sample"])
      #expect(outcome.exitCode == 0)
      let made = try FileManager.default.subpathsOfDirectory(atPath: folder.file("dong-hai"))
      #expect(made.count == 13)
      var bytes = 0
      for name in made where Folder.isFile(folder.file("dong-hai/" + name)) {
        let shipped = PackageRoot.file("Samples/dong-hai/" + name)
        #expect(try digest(folder.file("dong-hai/" + name)) == digest(shipped), "make sample")
        bytes += try FileBytes.read(shipped).count
      }
      #expect(bytes < 2_000_000)
    }
  }

  private func digest(_ path: String) throws -> String {
    SHA256Digest(of: try FileBytes.read(path)).hex
  }
}
