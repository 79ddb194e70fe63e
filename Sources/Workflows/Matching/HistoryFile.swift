internal import Indicators
internal import Records
internal import Storage
internal import YAMLDocuments

/// A workspace's `units.yaml`: how the register was before.
///
/// ```yaml
/// pho:
///   - {name: Đồng Lễ, was: Lễ Môn, until: 2024-05}                  # renamed after May
///   - {name: Tân Hải 2, was: Tân Hải, until: 2024-06, households: [H12, H13]}   # split off
/// meters:
///   - {code: PA07DH0000001, household: H1, until: 2024-05}          # moved out
///   - {code: PA07DH0000001, household: H7, from: 2024-06}           # moved in
/// ```
struct HistoryFile: Decodable {
  struct Pho: Decodable {
    var name: String
    var was: String
    var until: String
    var households: [String]?
  }

  struct Meter: Decodable {
    var code: String
    var household: String
    var from: String?
    var until: String?
  }

  var pho: [Pho]?
  var meters: [Meter]?

  /// The history of a file; an empty one where there is no file.
  static func history(path: String) throws -> RegisterHistory {
    guard Folder.isFile(path) else { return RegisterHistory() }
    let file: HistoryFile = try YAMLDocument.decode(
      from: FileBytes.read(path, bytesMax: YAMLDocument.bytesMax), file: path)
    func month(_ text: String) throws -> CalendarMonth {
      guard let month = CalendarMonth(iso: text) else {
        throw WorkflowError.period(file: path, text: text)
      }
      return month
    }
    var history = RegisterHistory()
    for pho in file.pho ?? [] {
      history.belongings.append(
        RegisterHistory.Belonging(
          pho: pho.name, was: pho.was, until: try month(pho.until),
          households: pho.households.map { Set($0) }))
    }
    for meter in file.meters ?? [] {
      guard let code = CustomerCode(meter.code) else { continue }
      history.holdings.append(
        RegisterHistory.Holding(
          code: code, household: meter.household, from: try meter.from.map(month),
          until: try meter.until.map(month)))
    }
    return history
  }
}

extension Workspace {
  /// How the register was before.
  func registerHistory() throws -> RegisterHistory {
    try HistoryFile.history(path: path("units.yaml"))
  }
}
