internal import Diagnostics
internal import Storage
internal import YAMLDocuments

/// The layouts that are known: those that ship, and those of the user.
public struct LayoutCatalog: Sendable {
  /// All layouts in the order of their ids.
  public let layouts: [Layout]
  /// Layout, field and rank by the key of a header.
  let index: [String: [Entry]]

  /// One meaning of a header.
  struct Entry: Sendable {
    var layout: Int
    var field: Field
    /// The place among the field's spellings: the lower, the better.
    var rank: Int
  }

  /// Makes a catalog of layouts; of two with the same id the later one counts.
  init(_ all: [Layout]) {
    var byID: [String: Layout] = [:]
    for layout in all { byID[layout.id] = layout }
    layouts = byID.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    var index: [String: [Entry]] = [:]
    for (place, layout) in layouts.enumerated() {
      for (field, spellings) in layout.columns {
        for (rank, key) in spellings.keys.enumerated() {
          index[key, default: []].append(Entry(layout: place, field: field, rank: rank))
        }
      }
    }
    self.index = index
  }

  /// Reads all layouts of folders; `channels.yaml` and `rules.yaml` are none.
  ///
  /// - Parameters:
  ///   - folder: The layouts that ship.
  ///   - userFolder: More layouts; one with the id of a layout that ships replaces it. May be
  ///     missing.
  /// - Returns: The catalog.
  /// - Throws: `StorageError`, `YAMLError` or ``ImportError/layoutInvalid(file:key:)``.
  public static func load(folder: String, userFolder: String? = nil) throws -> LayoutCatalog {
    var layouts = try read(folder)
    if let userFolder, Folder.isFolder(userFolder) { layouts += try read(userFolder) }
    return LayoutCatalog(layouts)
  }

  private static func read(_ folder: String) throws -> [Layout] {
    let names = try Folder.files(folder).filter {
      $0.hasSuffix(".yaml") && !["channels.yaml", "rules.yaml"].contains($0)
    }
    return try names.map { name in
      let path = folder + "/" + name
      return try YAMLDocument.load(LayoutFile.self, path: path).layout(file: path)
    }
  }

  /// The place of a layout by its id.
  func place(of id: String) throws(ImportError) -> Int {
    guard let place = layouts.firstIndex(where: { $0.id == id }) else {
      throw .layoutUnknown(id: id, known: layouts.map(\.id))
    }
    return place
  }
}
