// Writes an EVN bill list of 12 columns, or 20 columns of numbers, cell by cell, for
// Benchmarks/writing.py to measure.
// Usage: writing-bench FILE.ods|FILE.xlsx ROWS bills|doubles

import Glibc
import Sheets
import Workbooks

/// A row generator that costs little beside the writing of its cells.
struct BillRows: WorkbookRows {
  let count: Int
  private var state: UInt64 = 20_240_803
  private let families = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
  ]
  private let middles = [
    "Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quang", "Xuân", "Thu",
  ]
  private let givens = [
    "An", "Bình", "Chi", "Dũng", "Em", "Giang", "Hà", "Hùng", "Khánh", "Lan", "Mai", "Nam", "Oanh",
    "Phúc", "Quý", "Sơn", "Tâm", "Uyên", "Việt", "Yến",
  ]
  private let channels = [
    "Trích nợ tự động", "Internet Banking", "Mobile Banking", "Ví điện tử", "QR Code",
    "Tiền mặt tại quầy điện lực", "Thu ngân viên",
  ]

  init(count: Int) {
    self.count = count
  }

  private mutating func random(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func write<Writer: WorkbookWriter & ~Copyable>(to writer: inout Writer) throws {
    let header = [
      "MA_KHANG", "TEN_KHANG", "DCHI_KHANG", "LOAI_KHANG", "KY", "THANG", "NAM", "DIEN_TTHU",
      "TONG_TIEN", "ID_HDON", "NGAY_TTOAN", "KENH_THANH_TOAN",
    ]
    try writer.append(RowDraft(header.map { CellDraft(.text($0)) }))
    for row in 0..<count {
      try writer.beginRow(RowFormat())
      try writer.add("PA05DH\(1_000_000 + row)".utf8Span, style: 0)
      let name =
        families[random(13)] + " " + middles[random(10)] + " " + givens[random(20)]
      try writer.add(name.utf8Span, style: 0)
      let address = "Số \(random(400) + 1) phố \(givens[random(20)]) \(random(29) + 1)"
      try writer.add(address.utf8Span, style: 0)
      try writer.add((random(3) < 2 ? "SH" : "KD").utf8Span, style: 0)
      try writer.add("1".utf8Span, style: 0)
      try writer.add(Double(random(12) + 1), style: 2)
      try writer.add(2024, style: 2)
      try writer.add(Double(random(890) + 10), style: 2)
      try writer.add(Double(random(2_980_000) + 20_000), style: 2)
      try writer.add(
        "HD\(1_000_000_000 + random(2_000_000_000) * 4 + random(4))".utf8Span, style: 0)
      let day = DateTime(year: 2024, month: 8, day: random(28) + 1)
      try writer.add(CellDraft(day.map { .date($0) } ?? .empty, style: 1))
      try writer.add(channels[random(7)].utf8Span, style: 0)
      try writer.endRow()
    }
    try writer.endSheet()
  }
}

/// Numbers with all their digits.
struct DoubleRows: WorkbookRows {
  let count: Int
  private var state: UInt64 = 17

  init(count: Int) {
    self.count = count
  }

  mutating func write<Writer: WorkbookWriter & ~Copyable>(to writer: inout Writer) throws {
    try writer.append(RowDraft((0..<20).map { CellDraft(.text("x\($0)")) }))
    for _ in 0..<count {
      try writer.beginRow(RowFormat())
      for _ in 0..<20 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        try writer.add(Double(state >> 33) / 2_147_483_648 * 1e6, style: 0)
      }
      try writer.endRow()
    }
    try writer.endSheet()
  }
}

guard CommandLine.arguments.count == 4, let count = Int(CommandLine.arguments[2]) else {
  print("usage: writing-bench FILE.ods|FILE.xlsx ROWS bills|doubles")
  exit(64)
}
var draft = WorkbookDraft(sheets: [SheetDraft(name: "HOADON")])
draft.styles = [
  CellStyle(), CellStyle { $0.numberFormat = .date },
  CellStyle { $0.numberFormat = .custom("#,##0") },
]
if CommandLine.arguments[3] == "bills" {
  var rows = BillRows(count: count)
  try Workbook.write(draft, &rows, to: CommandLine.arguments[1])
} else {
  var rows = DoubleRows(count: count)
  try Workbook.write(draft, &rows, to: CommandLine.arguments[1])
}
