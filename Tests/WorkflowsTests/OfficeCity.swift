// An invented city whose forms are filled in, and spoiled, by LibreOffice.

import Storage
import TestSupport

@testable import Workflows

/// Wards of phố, what they truly sum to, and every fault that was put into their forms.
struct OfficeCity {
  static let keys = CollectedCity.keys
  static let period = "2024-08"

  /// One ward: its forms as LibreOffice is to make them.
  struct Ward {
    var id: String
    var forms: [OfficeForm] = []
    /// What the forms that count sum to, by named range.
    var truth: [String: Int] = [:]
  }

  let folder: TemporaryFolder
  private(set) var wards: [Ward] = []
  /// The state in which each form should end, by file.
  private(set) var states: [String: String] = [:]
  private var generator: SeededGenerator
  private var made = 0

  init(wards count: Int, phoEach: Int, generator: SeededGenerator) throws {
    folder = try TemporaryFolder()
    self.generator = generator
    var cityList = "unit: {id: thanh-pho, name: UBND thành phố}\nunits:\n"
    for place in 1...count {
      var ward = Ward(id: "phuong-\(place)")
      cityList += "  - {id: \(ward.id), name: UBND phường \(place)}\n"
      var list = "unit: {id: \(ward.id), name: UBND phường \(place), date: 2024-09-14}\nunits:\n"
      for number in 1...phoEach {
        let unit = "\(ward.id)-pho-\(number)"
        list += "  - {id: \(unit), name: Phố \(number)}\n"
        addForms(of: unit, to: &ward)
      }
      try folder.write(text: list, to: ward.id + "/don-vi.yaml")
      wards.append(ward)
    }
    try folder.write(text: cityList, to: "thanh-pho/don-vi.yaml")
  }

  /// A unit's form; now and then an earlier one that it corrects.
  private mutating func addForms(of unit: String, to ward: inout Ward) {
    let place = made
    made += 1
    var form = OfficeForm(unit: unit, file: unit + "." + kind(), template: kind(), &generator)
    form.disturb(&generator)
    form.spoil(OfficeForm.Slip.allCases[place % OfficeForm.Slip.allCases.count])
    if place % 3 == 1 {
      form.break(OfficeForm.Break.allCases[(place / 3) % OfficeForm.Break.allCases.count])
    }
    if place % 5 == 2 {
      // What was handed in first: other figures, counted until the correction came.
      var first = OfficeForm(
        unit: unit, file: unit + "-lan-1." + kind(), template: kind(), &generator)
      first.revise(1)
      form.revise(2)
      states[first.file] = form.counts ? "replaced" : "counted"
      if !form.counts { add(first, to: &ward) }
      ward.forms.append(first)
    }
    states[form.file] = form.counts ? (form.isComplete ? "counted" : "incomplete") : "rejected"
    if form.counts { add(form, to: &ward) }
    ward.forms.append(form)
  }

  private func add(_ form: OfficeForm, to ward: inout Ward) {
    for (name, figure) in form.figures { ward.truth[name, default: 0] += figure }
  }

  private mutating func kind() -> String { generator.next() % 2 == 0 ? "ods" : "xlsx" }

  /// Lets LibreOffice make all forms.
  ///
  /// - Returns: Of each ward the faults that are to be found: `file code cell`.
  func make() throws -> [String: Set<String>] {
    let forms = wards.flatMap { ward in ward.forms.map { (ward.id, $0) } }
    let places = try LibreOffice.edit(
      forms.map { ward, form in
        OfficeJob(
          open: PackageRoot.file("Templates/phieu-thu-thap." + form.template),
          save: folder.file(ward + "/" + form.file), edits: form.edits)
      }, timeout: 1_800)
    var faults: [String: Set<String>] = [:]
    for ((ward, form), places) in zip(forms, places) {
      faults[ward, default: []].formUnion(form.faults(places))
    }
    return faults
  }

  /// What the ward itself adds to its sums before they go to the city, and signs in LibreOffice.
  mutating func sign(_ ward: String) -> (figures: [String: Int], job: OfficeJob) {
    var figures: [String: Int] = [:]
    var edits: [OfficeEdit] = [.text("nguoi_lap", "Người Lập"), .bold("nguoi_lap")]
    for number in 1...5 {
      let whole = Int.random(in: 20...600, using: &generator)
      for (name, value) in [
        ("tu_truoc", whole / 2), ("mau_truoc", whole), ("tu_sau", whole - 1), ("mau_sau", whole),
      ] {
        let name = "ct0\(number)_\(name)"
        figures[name] = value
        edits.append(.number(name, Double(value)))
      }
      edits.append(.text("ct0\(number)_minh_chung", "Báo cáo số \(whole)"))
    }
    let open = folder.file(ward + "/tong-hop/phieu-tong-hop." + kind())
    let save = folder.file("thanh-pho/\(ward)." + kind())
    return (figures, OfficeJob(open: open, save: save, edits: edits))
  }
}
