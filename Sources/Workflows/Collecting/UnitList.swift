internal import Records
internal import Reports
internal import Storage
internal import YAMLDocuments

/// `don-vi.yaml` beside the forms: who collects, and which units hand in a form.
///
/// ```yaml
/// unit: {id: dong-hai, name: UBND phường Đông Hải, reporter: Lê Văn Mẫu, date: 2024-09-12}
/// units:
///   - {id: dong-le, name: Phố Đồng Lễ}
///   - {id: pho-moi, name: Phố Mới, from: 2024-07}      # to: the last month of one that ended
/// ```
struct UnitList {
  /// Whose form is filled; nil where the list does not say.
  let unit: CollectionFilling.Unit?
  /// The units that forms are expected of.
  let units: CollectedUnits

  /// Reads the list; nil where there is none.
  init?(folder: String) throws {
    let path = Workspace.path("don-vi.yaml", in: folder)
    guard Folder.isFile(path) else { return nil }
    let document: Document = try YAMLDocument.load(path: path)
    unit = try document.unit.map { own in
      CollectionFilling.Unit(
        id: own.id, name: own.name, reportedOn: try own.date.map { try Self.day($0, path) },
        reporter: own.reporter ?? "")
    }
    units = CollectedUnits(
      try document.units.map { unit in
        CollectedUnits.Unit(
          id: unit.id, name: unit.name, from: try unit.from.map { try Self.month($0, path) },
          to: try unit.to.map { try Self.month($0, path) })
      })
  }

  private static func month(_ text: String, _ file: String) throws -> CalendarMonth {
    guard let month = CalendarMonth(iso: text) else {
      throw WorkflowError.period(file: file, text: text)
    }
    return month
  }

  private static func day(_ text: String, _ file: String) throws -> CalendarDay {
    guard let day = CalendarDay(iso: text) else { throw WorkflowError.day(file: file, text: text) }
    return day
  }

  private struct Document: Decodable {
    struct Own: Decodable {
      var id: String
      var name: String
      var reporter: String?
      var date: String?
    }

    struct Unit: Decodable {
      var id: String
      var name: String
      var from: String?
      var to: String?
    }

    var unit: Own?
    var units: [Unit]
  }
}
