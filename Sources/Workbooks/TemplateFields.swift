public import Sheets

/// Finds the named ranges that a manifest lists in a template.
public enum TemplateFields {
  /// The block of each name.
  ///
  /// - Parameters:
  ///   - ranges: The template's named ranges.
  ///   - names: Those that the manifest lists.
  ///   - template: The template's path, for errors.
  /// - Returns: The blocks by name.
  /// - Throws: ``TemplateError`` where one is missing, points nowhere, or is there twice.
  public static func targets(
    of ranges: [NamedRange], named names: [String], template: String
  ) throws(TemplateError) -> [String: SheetRange] {
    let found = Dictionary(grouping: ranges, by: \.name)
    var targets: [String: SheetRange] = [:]
    for name in names {
      let ranges = found[name] ?? []
      guard ranges.count < 2 else { throw .fieldDoubled(template: template, name: name) }
      guard let target = ranges.first?.target else {
        throw .fieldMissing(template: template, name: name)
      }
      targets[name] = target
    }
    return targets
  }
}
