internal import Sheets

/// The ward's register of households, with the customer codes of each.
enum RegisterFile {
  static let header = [
    "Mã hộ", "Chủ hộ", "Phố", "Địa chỉ", "Số nhân khẩu", "Số người trên 15 tuổi",
    "Mã khách hàng",
  ]

  static func make(_ population: Population) -> SampleFile {
    let heading = RowDraft(header.map { CellDraft(.text($0), style: 1) })
    let rows = population.households.map { household in
      let codes = household.customers.map { population.customers[$0].code }
      return RowDraft([
        CellDraft(.text(household.id)), CellDraft(.text(household.head.text)),
        CellDraft(.text(SampleNames.phos[household.pho])), CellDraft(.text(household.address)),
        CellDraft(.number(Double(household.members))),
        CellDraft(.number(Double(household.membersOver15))),
        CellDraft(codes.isEmpty ? .empty : .text(codes.joined(separator: "; "))),
      ])
    }
    var sheet = SheetDraft(name: "Sổ hộ")
    sheet.columnWidthsMM = [24, 48, 30, 46, 26, 40, 66]
    sheet.repeatedRows = 0...0
    let draft = WorkbookDraft(
      sheets: [sheet], styles: [CellStyle(), CellStyle { $0.font.isBold = true }])
    return SampleFile(
      path: "inbox/so-ho.ods", content: .workbook(draft, rows: [[heading] + rows]))
  }
}
