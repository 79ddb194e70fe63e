// An invented city: wards of phố, each phố's form filled in by a seeded hand, with slips.

import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// Forms on disk, what they truly sum to, and what is wrong in which.
struct CollectedCity {
  static let keys = [
    "ct06", "ct07", "ct08", "ct09", "ct10_dan", "ct10_dn", "ct11_dan", "ct11_dn", "ct12", "ct13",
    "ct14", "ct15", "ct16",
  ]
  static let places = ["tu_truoc", "mau_truoc", "tu_sau", "mau_sau"]

  /// A slip that keeps a form from being counted, and where it is.
  struct Slip: Hashable {
    var file: String
    var name: String
    var code: String
  }

  let folder: TemporaryFolder
  private(set) var wards: [String] = []
  /// The sums over the forms that count, by ward, then by named range.
  private(set) var truth: [String: [String: Int]] = [:]
  private(set) var slips: [String: [Slip]] = [:]
  private var generator: SeededGenerator

  init(wards: Int, phoEach: Int, generator: SeededGenerator) throws {
    folder = try TemporaryFolder()
    self.generator = generator
    for place in 0..<wards { try addWard("phuong-\(place + 1)", pho: phoEach) }
  }

  private mutating func addWard(_ ward: String, pho count: Int) throws {
    wards.append(ward)
    truth[ward] = [:]
    slips[ward] = []
    var list = "unit: {id: \(ward), name: UBND \(ward), reporter: Người Mẫu, date: 2024-09-14}\n"
    list += "units:\n"
    for place in 0..<count {
      let unit = "\(ward)-pho-\(place + 1)"
      list += "  - {id: \(unit), name: Phố \(place + 1)}\n"
      try addForm(unit, of: ward, kind: generator.next() % 2 == 0 ? "ods" : "xlsx")
    }
    try folder.write(text: list, to: ward + "/don-vi.yaml")
  }

  private mutating func addForm(_ unit: String, of ward: String, kind: String) throws {
    var values: [String: CellValue] = [
      "ma_don_vi": .text(unit), "ten_don_vi": .text("Phố"), "ky_bao_cao": .text("2024-08"),
      "ngay_lap": .text("12/09/2024"),
    ]
    var figures: [String: Int] = [:]
    for key in Self.keys {
      let population = Int.random(in: 100...900, using: &generator)
      let after = population + Int.random(in: -10...10, using: &generator)
      figures[key + "_tu_truoc"] = population * 4 / 10
      figures[key + "_mau_truoc"] = population
      figures[key + "_tu_sau"] = after * 6 / 10
      figures[key + "_mau_sau"] = after
      values[key + "_minh_chung"] = .text("Văn bản số \(population)")
    }
    for (name, figure) in figures { values[name] = .number(Double(figure)) }
    let file = unit + "." + kind
    if generator.next() % 5 == 0 {
      let slip = slip(in: file, &values)
      slips[ward]?.append(slip)
    } else {
      for (name, figure) in figures { truth[ward]?[name, default: 0] += figure }
    }
    try fill(values, folder.file(ward) + "/" + file)
  }

  private mutating func slip(in file: String, _ values: inout [String: CellValue]) -> Slip {
    let key = Self.keys.randomElement(using: &generator) ?? "ct06"
    let name = key + "_tu_sau"
    let kinds: [(CellValue, String)] = [
      (.text("khoảng 60"), "collect.not-whole"), (.number(0.5), "collect.not-whole"),
      (.number(5000), "collect.above-denominator"), (.number(-3), "collect.not-whole"),
    ]
    let (value, code) = kinds.randomElement(using: &generator) ?? kinds[0]
    values[name] = value
    return Slip(file: file, name: name, code: code)
  }

  private func fill(_ values: [String: CellValue], _ path: String) throws {
    try Folder.make(Folder.parent(of: path))
    let kind = Folder.pathExtension(of: path)
    var editor = try Workbook.edit(PackageRoot.file("Templates/phieu-thu-thap." + kind))
    for range in editor.namedRanges {
      guard let target = range.target, let value = values[range.name] else { continue }
      try editor.set(value, at: SheetCellAddress(sheet: target.sheet, cell: target.range.first))
    }
    try editor.write(toNewFile: path)
  }
}
