internal import Indicators
internal import Records
internal import Storage
internal import YAMLDocuments

/// A workspace's `units.yaml`: how units and the register were before.
///
/// ```yaml
/// units:                       # each with an id of its own; `from` and `until` are days that hold
///   - id: dong-hai
///     names: [{is: UBND phường Đông Hải, until: 2025-06-30}]
///     codes: [{is: "14797", until: 2025-06-30}]
///     parents: [{is: tp-thanh-hoa, until: 2025-06-30}]
///   - id: hac-thanh
///     names: [{is: UBND phường Hạc Thành}]
///     codes: [{is: "14797", from: 2025-07-01}]
///   - {id: tp-thanh-hoa, names: [{is: Thành phố Thanh Hóa, until: 2025-06-30}]}
/// successions:
///   - {from: dong-hai, to: hac-thanh, on: 2025-07-01}           # part: true where only part went
/// pho:
///   - {name: Đồng Lễ, was: Lễ Môn, until: 2024-05}                  # renamed after May
///   - {name: Tân Hải 2, was: Tân Hải, until: 2024-06, households: [H12, H13]}   # split off
/// meters:
///   - {code: PA07DH0000001, household: H1, until: 2024-05}          # moved out
///   - {code: PA07DH0000001, household: H7, from: 2024-06}           # moved in
/// ```
struct HistoryFile: Decodable {
  struct Entry: Decodable {
    var value: String
    var from: String?
    var until: String?

    enum CodingKeys: String, CodingKey {
      case from, until
      case value = "is"
    }
  }

  struct Unit: Decodable {
    var id: String
    var names: [Entry]?
    var codes: [Entry]?
    var kinds: [Entry]?
    var parents: [Entry]?
  }

  struct Succession: Decodable {
    var from: String
    var to: String
    var on: String
    var part: Bool?
  }

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

  var units: [Unit]?
  var successions: [Succession]?
  var pho: [Pho]?
  var meters: [Meter]?

  private static let known: [String: [String]] = [
    "": ["units", "successions", "pho", "meters"],
    "units": ["id", "names", "codes", "kinds", "parents"],
    "units.names": ["is", "from", "until"], "units.codes": ["is", "from", "until"],
    "units.kinds": ["is", "from", "until"], "units.parents": ["is", "from", "until"],
    "successions": ["from", "to", "on", "part"], "pho": ["name", "was", "until", "households"],
    "meters": ["code", "household", "from", "until"],
  ]

  /// Reads the file; an empty one where there is none.
  init(path: String) throws {
    guard Folder.isFile(path) else { return }
    let bytes = try FileBytes.read(path, bytesMax: YAMLDocument.bytesMax)
    let keys = try YAMLDocument.decode(SettingsKeys.self, from: bytes, file: path)
    if let unknown = keys.unknown(among: Self.known) {
      throw WorkflowError.unknownKey(file: path, key: unknown.key, known: unknown.known)
    }
    self = try YAMLDocument.decode(from: bytes, file: path)
  }

  /// How the register was.
  func register(path: String) throws -> RegisterHistory {
    func month(_ text: String) throws -> CalendarMonth {
      guard let month = CalendarMonth(iso: text) else {
        throw WorkflowError.period(file: path, text: text)
      }
      return month
    }
    var history = RegisterHistory()
    for pho in pho ?? [] {
      history.belongings.append(
        RegisterHistory.Belonging(
          pho: pho.name, was: pho.was, until: try month(pho.until),
          households: pho.households.map { Set($0) }))
    }
    for (place, meter) in (meters ?? []).enumerated() {
      guard let code = CustomerCode(meter.code) else {
        throw WorkflowError.noCustomerCode(file: path, entry: place + 1)
      }
      history.holdings.append(
        RegisterHistory.Holding(
          code: code, household: meter.household, from: try meter.from.map(month),
          until: try meter.until.map(month)))
    }
    return history
  }

  /// How units were.
  func unitHistory(path: String) throws -> UnitHistory {
    func day(_ text: String) throws -> CalendarDay {
      guard let day = CalendarDay(iso: text) else {
        throw WorkflowError.day(file: path, text: text)
      }
      return day
    }
    func dated(_ entries: [Entry]?) throws -> [Dated<String>] {
      try (entries ?? []).map {
        Dated($0.value, from: try $0.from.map(day), until: try $0.until.map(day))
      }
    }
    let units = try (units ?? []).map { unit in
      OrgUnit(
        id: unit.id, names: try dated(unit.names), codes: try dated(unit.codes),
        kinds: try dated(unit.kinds), parents: try dated(unit.parents))
    }
    let successions = try (successions ?? []).map { step in
      Records.Succession(
        from: step.from, to: step.to, on: try day(step.on), isWhole: step.part != true)
    }
    do {
      return try UnitHistory(units: units, successions: successions)
    } catch {
      throw WorkflowError.units(file: path, error)
    }
  }
}

extension Workspace {
  private var historyPath: String { path("units.yaml") }

  /// How the register was before.
  func registerHistory() throws -> RegisterHistory {
    try HistoryFile(path: historyPath).register(path: historyPath)
  }

  /// The units as they were, among them the workspace's own where the file has it.
  func unitHistory() throws -> UnitHistory {
    try HistoryFile(path: historyPath).unitHistory(path: historyPath)
  }
}
