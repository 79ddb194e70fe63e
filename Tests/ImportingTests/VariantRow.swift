import Foundation
import Records
import Sheets
import TestSupport
import VietnameseText

@testable import Importing

/// One row of a list: gives its cells field by field, and notes what they say.
struct VariantRow {
  let layout: Layout
  let number: Int
  let day: CalendarDay
  let amountVND: Int64
  let balanceVND: Int64
  /// Whether the line is on the side that is read.
  let isPayment: Bool
  let numbers: NumberVariant
  let dates: DayVariant
  var random: SeededGenerator
  private var told: [Field: String] = [:]

  private static let narrations = [
    "Thanh toán tiền điện kỳ tháng tám", "Nguyễn Thị Hường chuyển tiền", "TT tien dien T824",
    "ĐẶNG VĂN QUÝ nộp tiền điện", "Trả tiền hộ bà Lê Thị Ngọc Ánh; phố Đồng Lễ",
    "Phí dịch vụ \"thẻ\" nội địa", "Công ty Mẫu, chi nhánh Thanh Hóa",
  ]
  private static let people = [
    "Nguyễn Thị Hường", "Đặng Văn Quý", "Lê Thị Ngọc Ánh", "Trịnh Đình Thảo", "Hoàng Thị Uyển",
    "Phạm Hữu Phước",
  ]

  init(
    layout: Layout, number: Int, day: CalendarDay, amountVND: Int64, balanceVND: Int64,
    isPayment: Bool, numbers: NumberVariant, dates: DayVariant, random: SeededGenerator
  ) {
    self.layout = layout
    self.number = number
    self.day = day
    self.amountVND = amountVND
    self.balanceVND = balanceVND
    self.isPayment = isPayment
    self.numbers = numbers
    self.dates = dates
    self.random = random
  }

  /// What the cells so far say together, in the words of ``said(_:)``.
  var said: String {
    func text(_ field: Field) -> String { told[field] ?? "" }
    let parts: [String] =
      switch layout.kind {
      case .payments:
        [
          day.iso, "\(amountVND)", layout.columns[.code] == nil ? "" : text(.code),
          text(.narration),
        ]
      case .bills: [day.month.iso, "\(amountVND)", text(.code)]
      case .register:
        [text(.household), text(.head), text(.pho)]
          + text(.code).split(separator: ";").map(String.init)
      case .residents: [text(.household), text(.name), text(.born), text(.citizenID)]
      case .accounts: [text(.citizenID), text(.bank), text(.opened), text(.closed)]
      case .figures:
        [
          text(.criterion), text(.column), text(.numerator), text(.denominator), text(.pho),
          text(.evidence),
        ]
      }
    return parts.map(Fold.plain).joined(separator: " | ")
  }

  private mutating func pick<Element>(_ all: [Element]) -> Element {
    all[Int.random(in: 0..<all.count, using: &random)]
  }

  /// The cell of a field.
  mutating func cell(_ field: Field) -> VariantCell {
    switch layout.kind {
    case .bills, .payments: moneyCell(field)
    case .register, .residents, .accounts: peopleCell(field)
    case .figures: figureCell(field)
    }
  }

  private mutating func tell(_ field: Field, _ text: String, as said: String? = nil) -> VariantCell
  {
    told[field] = said ?? text
    return VariantCell(text: text)
  }

  private mutating func count(_ field: Field, _ value: Int) -> VariantCell {
    told[field] = "\(value)"
    return numbers.cell(Int64(value))
  }

  private mutating func date(_ field: Field, year: Int) -> VariantCell {
    guard let day = CalendarDay(year: year, month: day.month.month, day: day.day) else {
      return .empty
    }
    told[field] = day.iso
    return dates.cell(day)
  }

  private mutating func moneyCell(_ field: Field) -> VariantCell {
    let empty = VariantCell(text: layout.emptyLiteral ?? "")
    switch field {
    case .day, .issued, .paidOn: return dates.cell(day)
    case .amount:
      let isSigned = layout.hasBalances && layout.columns[.direction] == nil
      return numbers.cell(isSigned && !isPayment ? -amountVND : amountVND)
    case .credit: return isPayment ? numbers.cell(amountVND) : empty
    case .debit:
      if isPayment { return empty }
      return numbers.cell(layout.debitsAreNegative ? -amountVND : amountVND)
    case .balance: return numbers.cell(balanceVND)
    case .direction:
      let words = isPayment ? layout.directions.credit : layout.directions.debit
      return VariantCell(text: words.sorted().first ?? "")
    case .narration: return tell(field, pick(Self.narrations) + " \(number)")
    case .code: return tell(field, "PA07AB\(1_000_000 + number)")
    case .monthNumber: return VariantCell(text: "8", typed: .number(8))
    case .cycle: return VariantCell(text: "1", typed: .number(1))
    case .year: return VariantCell(text: "2024", typed: .number(2024))
    case .month:
      return VariantCell(text: pick(["T8/2024", "08/2024", "Tháng 8/2024", "KY1 T8.2024"]))
    case .channel:
      return VariantCell(text: pick(["Thẻ", "Ví điện tử", "Tiền mặt tại quầy ngân hàng"]))
    case .status: return VariantCell(text: "DATT")
    case .customerType: return VariantCell(text: "SH")
    case .account: return VariantCell(text: "0071001234567")
    case .billID, .reference: return VariantCell(text: "\(900_000 + number)")
    default: return VariantCell(text: "x")
    }
  }

  private mutating func peopleCell(_ field: Field) -> VariantCell {
    switch field {
    case .household: return tell(field, "DH\(1000 + number)")
    case .head, .name: return tell(field, pick(Self.people))
    case .citizenID: return tell(field, "0381900\(10_000 + number)")
    case .born: return date(field, year: 1950 + number)
    case .opened: return date(field, year: 2023)
    case .closed: return Bool.random(using: &random) ? .empty : date(field, year: 2025)
    case .bank: return tell(field, pick(["Ngân hàng Mẫu", "NH Hạc Thành", "VÍ ĐỒNG LỄ"]))
    case .code:
      let codes = (0...number % 3).map { "PA07AB\(1_000_000 + number * 10 + $0)" }
      return tell(
        field, codes.joined(separator: pick([";", "; ", " ; "])), as: codes.joined(separator: ";"))
    case .pho: return tell(field, pick(["Phố Đồng Lễ", "Phố 2", "Tổ dân phố Uyên Ương"]))
    case .members, .membersOver15:
      return VariantCell(text: "\(2 + number % 5)", typed: .number(Double(2 + number % 5)))
    default: return VariantCell(text: "ngõ \(number), phố Đồng Lễ")
    }
  }

  private mutating func figureCell(_ field: Field) -> VariantCell {
    switch field {
    case .criterion:
      let criterion = number % 16 + 1
      let text = pick(["\(criterion)", "CT\(criterion)", "\(criterion). Tỷ lệ mẫu"])
      return tell(field, text, as: "\(criterion)")
    case .column:
      let text = pick(["Trước", "Sau", "trước triển khai", "SAU TRIỂN KHAI"])
      return tell(field, text, as: text.lowercased().hasPrefix("s") ? "after" : "before")
    case .numerator: return count(field, 100 + number)
    case .denominator: return count(field, 1200 + number)
    case .pho: return tell(field, pick(["Phố Đồng Lễ", "Phố 2", "Phố 13"]))
    case .evidence: return tell(field, pick(["BC 12/BC-UBND", "Biên bản họp phố; ảnh chụp", ""]))
    default: return VariantCell(text: "x")
    }
  }
}
