internal import Sheets

/// Finds the named ranges that a manifest lists in a template.
enum NamedFields {
  /// The block of each name.
  ///
  /// - Throws: ``ReportError`` where one is missing, points nowhere, or is there twice.
  static func targets(
    of ranges: [NamedRange], named names: [String], template: String
  ) throws(ReportError) -> [String: SheetRange] {
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
