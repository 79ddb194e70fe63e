// One phố's form: what is typed into it in LibreOffice, and what is wrong with that.

import TestSupport

/// A form that is to be filled in, and the faults that are put into it.
struct OfficeForm {
  /// What does not keep a form from being counted, but is told of.
  enum Slip: CaseIterable {
    case pastedText, nameDeleted, denominatorsDiffer, jump, noEvidence, empty
  }

  /// What keeps a form from being counted.
  enum Break: CaseIterable {
    case words, fraction, negative, tooMany, formula, half, wrongUnit, wrongPeriod, noPeriod
    case rowDeleted, noDay, nameMovedOntoWords
  }

  let file: String
  /// `ods` or `xlsx`: the empty form that was opened.
  let template: String
  private(set) var figures: [String: Int] = [:]
  private(set) var edits: [OfficeEdit] = []
  private(set) var counts = true
  /// Required figures that are empty.
  private var emptied: [String] = []
  /// Codes with the named range in whose cell each fault is; nil for one that has no cell left.
  private var faults: [(code: String, name: String?)] = []
  /// The items that nothing was done to yet.
  private var untouched: [String]
  private static let sheet = "Phiếu"

  var isComplete: Bool { emptied.isEmpty }

  init(unit: String, file: String, template: String, _ generator: inout SeededGenerator) {
    self.file = file
    self.template = template
    untouched = OfficeCity.keys.shuffled(using: &generator)
    edits = [
      .unprotect(sheet: Self.sheet), .text("ma_don_vi", unit),
      .text("ten_don_vi", "Phố của " + unit),
      .text("ky_bao_cao", OfficeCity.period),
      // Typed, so that LibreOffice makes a day of it; or pasted as text.
      generator.next() % 2 == 0
        ? .formula("ngay_lap", "2024-09-12") : .text("ngay_lap", "12/09/2024"),
    ]
    for key in OfficeCity.keys {
      let whole = Int.random(in: 100...900, using: &generator)
      let after = whole + Int.random(in: -10...10, using: &generator)
      type(key, [whole * 4 / 10, whole, after * 6 / 10, after])
      edits.append(.text(key + "_minh_chung", "Văn bản số \(whole)"))
    }
  }

  private mutating func type(_ key: String, _ values: [Int]) {
    for (place, value) in zip(CollectedCity.places, values) {
      figures[key + "_" + place] = value
      edits.append(.number(key + "_" + place, Double(value)))
    }
  }

  /// Numbers the report; a later one stands in place of an earlier one.
  mutating func revise(_ revision: Int) {
    edits.append(.number("lan_bao_cao", Double(revision)))
  }

  // MARK: - Edits that change no figure

  /// Looks, notes, rows put in, an item's row cut and pasted under the table.
  mutating func disturb(_ generator: inout SeededGenerator) {
    edits += [
      .colour(untouched[0] + "_tu_sau", 0xFF_CC_CC), .bold(untouched[1] + "_tu_sau"),
      .note(untouched[2] + "_mau_sau", "Đã đối chiếu với sổ theo dõi"),
    ]
    // The table's rows begin at 19 in the empty form.
    let first = 19
    let count = OfficeCity.keys.count
    if generator.next() % 2 == 0 {
      let row = first + Int.random(in: 0..<count, using: &generator)
      edits.append(
        .move("\(Self.sheet)!A\(row):J\(row)", to: "\(Self.sheet)!A\(first + count + 4)"))
    }
    if generator.next() % 2 == 0 {
      let row = first + Int.random(in: 0..<count, using: &generator)
      edits.append(.insertRows(sheet: Self.sheet, row: row, count: 2))
      edits.append(.text("\(Self.sheet)!C\(row)", "Ghi chú của phố"))
    }
    if generator.next() % 3 == 0 {
      edits.append(.insertRows(sheet: Self.sheet, row: 4, count: 1))
    }
  }

  // MARK: - Faults

  mutating func spoil(_ slip: Slip) {
    let key = untouched.removeLast()
    let name = key + "_tu_sau"
    let whole = figures[key + "_mau_truoc"] ?? 100
    switch slip {
    case .pastedText:
      edits.append(.text(name, String(figures[name] ?? 0)))
      faults.append(("collect.typed-as-text", name))
    case .nameDeleted:
      edits.append(.deleteName(name))
      faults.append(("collect.name-found-by-key", name))
    case .denominatorsDiffer:
      type(key, [whole * 4 / 10, whole, whole, whole * 2])
      faults.append(("collect.denominators-differ", name))
    case .jump:
      type(key, [whole / 10, whole, whole * 9 / 10, whole])
      faults.append(("collect.jump", name))
    case .noEvidence:
      edits.append(.clear(key + "_minh_chung"))
      faults.append(("collect.evidence-missing", key + "_minh_chung"))
    case .empty:
      // The businesses' items may stay empty; people's may not.
      let key = untouched.last { !$0.hasSuffix("_dn") && $0 != "ct12" } ?? key
      untouched.removeAll { $0 == key }
      for place in ["tu_sau", "mau_sau"] {
        edits.append(.clear(key + "_" + place))
        figures[key + "_" + place] = nil
        emptied.append(key + "_" + place)
      }
    }
  }

  mutating func `break`(_ kind: Break) {
    counts = false
    let key = untouched.last { !$0.hasSuffix("_dn") && $0 != "ct12" } ?? "ct06"
    untouched.removeAll { $0 == key }
    let name = key + "_tu_sau"
    switch kind {
    case .words: fault("not-whole", name, .text(name, "khoảng 60"))
    case .fraction: fault("not-whole", name, .number(name, 0.5))
    case .negative: fault("not-whole", name, .number(name, -3))
    case .tooMany: fault("above-denominator", name, .number(name, 5_000))
    case .formula: fault("formula-error", name, .formula(name, "=1/0"))
    case .half:
      fault("half-figure", name, .clear(name))
      emptied.append(name)
    case .wrongUnit: fault("unit-unknown", "ma_don_vi", .text("ma_don_vi", "khong-co"))
    case .wrongPeriod: fault("periods-differ", "ky_bao_cao", .text("ky_bao_cao", "2024-07"))
    case .noPeriod: fault("field-unreadable", "ky_bao_cao", .text("ky_bao_cao", "tháng tám"))
    case .noDay: fault("field-empty", "ngay_lap", .clear("ngay_lap"))
    case .rowDeleted:
      fault("name-lost", nil, .deleteRow(name))
    case .nameMovedOntoWords: fault("not-whole", name, .pointName(name, to: "phien_ban"))
    }
  }

  private mutating func fault(_ code: String, _ name: String?, _ edit: OfficeEdit) {
    edits.append(edit)
    faults.append(("collect." + code, name))
  }

  /// The faults as they are to be found, once it is known where the names ended up.
  func faults(_ places: [String: String]) -> Set<String> {
    var faults = faults
    let order = OfficeCity.keys.flatMap { key in
      CollectedCity.places.map { key + "_" + $0 }
    }
    if let first = order.first(where: emptied.contains) {
      faults.append(("collect.incomplete", first))
    }
    return Set(
      faults.map { fault in
        let place = fault.name.flatMap { places[$0] }?.split(separator: "!").last ?? "-"
        return "\(file) \(fault.code) \(place)"
      })
  }
}
