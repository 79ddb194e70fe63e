// Imports point one way.

/// Finds imports in `Sources/` that the table of modules does not allow.
enum ImportCheck {
  /// Modules that only one module of ours may ever import, whatever the table says.
  static let onlyImporter = [
    "GRDB": "LedgerStore", "Yams": "YAMLDocuments", "ArgumentParser": "Commands",
    "CLibXML2": "XMLStreams", "CISAL": "ZipArchives", "CNettle": "Storage",
    "CUTF8Proc": "VietnameseText",
  ]

  /// What is wrong in the files.
  static func findings(
    in files: [SourceFile], ranks: [ModuleRank] = Ranks.table
  ) -> [Finding] {
    let modules = Dictionary(ranks.map { ($0.name, $0) }) { first, _ in first }
    return files.filter(\.isSwift).flatMap { file -> [Finding] in
      guard let name = file.module else { return [] }
      guard let module = modules[name] else {
        return [Finding(path: file.path, message: "\(name) is not in the table of modules")]
      }
      return imports(in: file.code).compactMap { line, imported in
        refusal(of: imported, in: module, modules).map {
          Finding(path: file.path, line: line, message: $0)
        }
      }
    }
  }

  /// What is wrong with the table itself: an import that does not point down.
  static func findings(inTable ranks: [ModuleRank]) -> [Finding] {
    let modules = Dictionary(ranks.map { ($0.name, $0) }) { first, _ in first }
    return ranks.flatMap { module in
      module.imports.sorted().filter { (modules[$0]?.rank ?? Int.max) >= module.rank }.map {
        Finding(path: module.name, message: "may not stand above \($0) and import it")
      }
    }
  }

  private static func refusal(
    of imported: String, in module: ModuleRank, _ modules: [String: ModuleRank]
  ) -> String? {
    if let only = onlyImporter[imported], only != module.name {
      return "only \(only) imports \(imported)"
    }
    if let target = modules[imported] {
      if target.rank >= module.rank {
        return "\(module.name) (rank \(module.rank)) imports \(imported) (rank \(target.rank))"
      }
      return module.imports.contains(imported) ? nil : "\(module.name) imports \(imported)"
    }
    let isAllowed = Ranks.anywhere.contains(imported) || module.foreign.contains(imported)
    return isAllowed ? nil : "\(module.name) imports \(imported), which is not ours"
  }

  /// The modules that code imports, with their lines; of `import struct A.B` that is `A`.
  static func imports(in code: String) -> [(line: Int, module: String)] {
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
    ]
    return code.numberedLines.flatMap { line, text in
      // Statements may share a line; attributes and access levels stand before the word.
      text.split(separator: ";").compactMap { statement -> (Int, String)? in
        let words = statement.split { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let index = words.firstIndex(of: "import"),
          words[..<index].allSatisfy(isModifier)
        else { return nil }
        let path = words[(index + 1)...].first { !kinds.contains($0) }
        return path?.split(separator: ".").first.map { (line, String($0)) }
      }
    }
  }

  private static func isModifier(_ word: Substring) -> Bool {
    word.hasPrefix("@")
      || ["public", "package", "internal", "fileprivate", "private"].contains(word)
  }
}
