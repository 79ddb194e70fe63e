// ODSFiles and XLSXFiles: the same files, each for its format.

/// A file that one format needs and the other does not.
struct MirrorException: Sendable {
  /// The file's name with `*` for the prefix of the format, for example `*SharedStrings.swift`.
  let name: String
  /// Why the other format has no such file.
  let reason: String
}

/// Finds files of one format without their twin in the other.
enum MirrorCheck {
  /// The files that need no twin, each with its reason.
  static let exceptions: [MirrorException] = [
    MirrorException(
      name: "*Relationships.swift", reason: "parts of an ODF package name each other by path"),
    MirrorException(
      name: "*CodeStyles.swift", reason: "XLSX stores the code of a number format as it is"),
    MirrorException(
      name: "*CellMarks.swift", reason: "what hangs on cells stands behind the rows in XLSX"),
    MirrorException(
      name: "*StyleMaps.swift", reason: "conditions stand beside the cells in XLSX"),
    MirrorException(
      name: "*CellLook.swift", reason: "XLSX stores each cell format whole, without parents"),
    MirrorException(name: "*Colors.swift", reason: "ODF writes every colour out"),
    MirrorException(name: "*Notes.swift", reason: "ODF keeps notes in their cells"),
    MirrorException(name: "*SharedFormulas.swift", reason: "ODF has none"),
    MirrorException(
      name: "*SheetReferences.swift", reason: "ODF has all sheets and names in one part"),
  ]

  /// What is wrong; nothing while one of the folders is still empty.
  static func findings(
    in files: [SourceFile], exceptions: [MirrorException] = exceptions
  ) -> [Finding] {
    let ods = shapes(files, module: "ODSFiles", prefix: "ODS")
    let xlsx = shapes(files, module: "XLSXFiles", prefix: "XLSX")
    guard !ods.isEmpty, !xlsx.isEmpty else { return [] }
    let allowed = Set(exceptions.map(\.name))
    let lonely = ods.filter { xlsx[$0.key] == nil }.merging(xlsx.filter { ods[$0.key] == nil }) {
      first, _ in first
    }
    return lonely.filter { !allowed.contains($0.key) }.map {
      Finding(path: $0.value, message: "has no twin in the other format")
    } + unused(exceptions, lonely: lonely)
  }

  private static func unused(
    _ exceptions: [MirrorException], lonely: [String: String]
  ) -> [Finding] {
    exceptions.filter { lonely[$0.name] == nil }.map {
      Finding(path: $0.name, message: "is listed as an exception, and is none")
    }
  }

  /// Paths by name with `*` for the prefix.
  private static func shapes(
    _ files: [SourceFile], module: String, prefix: String
  ) -> [String: String] {
    let own = files.filter { $0.isSwift && $0.module == module && $0.name != "Placeholder.swift" }
    return Dictionary(
      own.map { file in
        let name = String(file.name)
        return (name.hasPrefix(prefix) ? "*" + name.dropFirst(prefix.count) : name, file.path)
      }
    ) { first, _ in first }
  }
}
