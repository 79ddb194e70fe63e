internal import Reports
internal import Storage

/// The collection forms that ship: the phố's and the one that goes to the next level.
struct CollectionPapers {
  /// Both manifests.
  let manifests: [CollectionManifest]
  /// The manifest of the form that goes to the next level.
  let upward: CollectionManifest
  private let stem: String

  init(_ shipped: ShippedFiles) throws {
    stem = shipped.folder + "/Templates/phieu-tong-hop"
    upward = try CollectionManifest(path: stem + ".yaml")
    let first = try CollectionManifest(path: shipped.folder + "/Templates/phieu-thu-thap.yaml")
    manifests = [first, upward]
  }

  /// Fills the next level's form in both formats, beside its place.
  func stage(
    _ collection: FormCollection, unit: CollectionFilling.Unit?, in folder: String
  ) throws -> [StagedFile] {
    let unit = unit ?? CollectionFilling.Unit(id: "", name: "")
    return try ["ods", "xlsx"].map { kind in
      var filling = try CollectionFilling(template: stem + "." + kind, manifest: upward)
      let staged = try StagedFile(for: Workspace.path("phieu-tong-hop." + kind, in: folder))
      try filling.write(collection, of: unit, toNewFile: staged.temporaryPath)
      return staged
    }
  }
}
