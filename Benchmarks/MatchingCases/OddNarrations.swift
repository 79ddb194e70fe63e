import Records

extension CaseMaker {
  /// A name as banks write it.
  static func plain(_ name: String) -> String {
    let marks: [Character: String] = [
      "ễ": "e", "ầ": "a", "ê": "e", "ạ": "a", "à": "a", "ũ": "u", "ặ": "a", "Đ": "D", "đ": "d",
      "ù": "u", "ỗ": "o", "ư": "u", "ơ": "o", "ă": "a", "ị": "i", "ứ": "u", "ọ": "o", "ữ": "u",
      "â": "a", "ì": "i", "ả": "a", "ú": "u", "ế": "e", "á": "a",
    ]
    return name.map { marks[$0] ?? String($0) }.joined().uppercased()
  }

  mutating func words(
    of bill: Int
  ) -> (code: String, name: String, month: CalendarMonth, id: String) {
    let code = customers[bill % customers.count].code.text
    return (code, payer(of: bill), cases.bills[bill].month, cases.bills[bill].id)
  }

  /// What most people write.
  mutating func plainWords(_ bill: Int) -> (String, MatchingCases.Carries) {
    let (code, name, month, id) = words(of: bill)
    let short = "T\(month.month)\(month.year % 100)"
    let spelled = [
      code, code, code.lowercased(), "\(code.prefix(6)) \(code.dropFirst(6))",
      "\(code.prefix(2)).\(code.dropFirst(2).prefix(4)).\(code.dropFirst(6))",
      "\(code.prefix(2))_\(code.dropFirst(2))", "\(code.prefix(6))-\(code.dropFirst(6))",
    ]
    let text = random.pick(spelled)
    switch random.int(0...6) {
    case 0: return ("\(text)_TT tien dien \(short) \(name)-\(text)-HD:\(id)", .billID)
    case 1: return ("\(text)_TT tien dien 0\(month.month % 10)\(month.year) \(name)", .code)
    case 2: return ("THANH TOAN TIEN DIEN - DIEN LUC DONG HAI, MA KH  \(text)", .code)
    case 3:
      return ("\(text) THANH TOAN TIEN DIEN KY HOA DON THANG \(month.month)/\(month.year)", .code)
    case 4:
      return (
        "MBVCB.5\(random.int(100_000_000...999_999_999)).\(text) tien dien.CT tu 0000123 \(name)"
          + " toi 0000789 DIEN LUC tai VCB",
        .code
      )
    case 5: return ("hoa don so \(id) tien dien", .billID)
    default: return ("tien dien KY1 \(short) \(text)", .code)
    }
  }
}

/// Lines that name their bill badly, or not at all; their amounts are right.
enum OddNarration: CaseIterable {
  case lookalike, swapped, missing, wrong, cutOff, numberAlone, nameAndMonth, nameAlone, monthAlone
  case nothing, relative, wrongMonth, twoSlips

  /// What is written, and what it carries.
  func words(_ bill: Int, _ maker: inout CaseMaker) -> (String, MatchingCases.Carries) {
    let (code, name, month, _) = maker.words(of: bill)
    let short = "T\(month.month)\(month.year % 100)"
    var signs = Array(code)
    let place = maker.random.int(6...11)
    switch self {
    case .lookalike:
      let replaced = signs.map { $0 == "0" ? "O" : $0 == "1" ? "I" : $0 }
      return ("TT tien dien \(String(replaced)) \(short)", .fragment)
    case .swapped:
      if signs[place] == signs[place + 1] {
        signs.remove(at: place)
      } else {
        signs.swapAt(place, place + 1)
      }
      return ("\(String(signs)) tien dien \(short)", .fragment)
    case .missing:
      signs.remove(at: place)
      return ("MA KH \(String(signs)) tien dien", .fragment)
    case .wrong:
      let digit = Int(String(signs[place])) ?? 0
      signs[place] = Character(String((digit + maker.random.int(1...9)) % 10))
      return ("\(String(signs))_TT tien dien \(short)", .fragment)
    case .cutOff:
      return (
        "THANH TOAN TIEN DIEN THANG \(month.month)/\(month.year) MA KH "
          + code.prefix(maker.random.int(8...12)),
        .fragment
      )
    case .numberAlone: return ("tien dien kh \(code.suffix(7)) \(name)", .fragment)
    case .nameAndMonth: return ("\(name) chuyen tien dien \(short)", .silent)
    case .nameAlone: return ("\(name) tien dien", .silent)
    case .monthAlone: return ("TIEN DIEN KY 1 THANG \(month.month)/\(month.year)", .silent)
    case .nothing: return ("TIEN DIEN (KY 1 THANG", .silent)
    case .relative:
      return ("\(CaseMaker.plain(CaseMaker.name(&maker.random))) nop tien dien \(short)", .silent)
    case .wrongMonth:
      let other = month.month % 12 + 1
      return ("\(code) tien dien T\(other)/\(month.year - (other < 3 ? 0 : 1))", .code)
    case .twoSlips:
      for place in [6, maker.random.int(7...12)] {
        let digit = Int(String(signs[place])) ?? 0
        signs[place] = Character(String((digit + maker.random.int(1...9)) % 10))
      }
      return ("TT tien dien \(String(signs)) \(name) \(short)", .fragment)
    }
  }
}

/// Lines that name their customer and pay in another way than one bill at once.
enum OddPayment: CaseIterable {
  case twoParts, threeParts, partOfNamed, fee, roundedUp, tooMuch, reversed, twins, takenBack

  /// Writes the lines of one bill.
  func write(_ bill: Int, _ month: Int, _ offset: Int, _ maker: inout CaseMaker) {
    let (code, name, named, id) = maker.words(of: bill)
    let amount = maker.cases.bills[bill].amountVND
    let words = "\(code) tien dien \(name)"
    let withMonth = "\(code) tien dien T\(named.month)/\(named.year)"
    let first = maker.day(month, offset)
    func later(_ days: Int) -> CalendarDay { maker.day(month, offset + days) }
    func add(_ amount: Int64, _ day: CalendarDay, _ text: String, _ kind: String? = nil) {
      maker.add(amount, day, text, bills: [bill], .code, kind ?? "\(self)")
    }
    switch self {
    case .twoParts:
      let part = Int64(maker.random.int(20_000...50_000))
      add(part, first, words)
      add(amount - part, later(4), words)
    case .threeParts:
      add(20_000, first, words)
      add(30_000, later(2), words)
      add(amount - 50_000, later(6), words)
    case .partOfNamed: add(amount / 2, first, withMonth)
    case .fee: add(amount + maker.random.pick([1100, 3300, 5500, 11_000]), first, words)
    case .roundedUp: add((amount + 9_999) / 10_000 * 10_000, first, words)
    case .tooMuch: add(amount + 70_007, first, withMonth + " HD:\(id)")
    case .reversed:
      let reference = "FT\(maker.random.int(100_000_000...999_999_999))"
      maker.add(
        amount, first, words, bills: [], .reversal, "reversed", reference: reference)
      maker.add(
        -amount, later(20), "HOAN TRA \(words)", bills: [], .reversal, "reversal",
        reference: reference)
      add(amount, later(22), words, "paid again")
    case .takenBack:
      maker.forget(bill)
      maker.add(amount, first, words, bills: [], .reversal, "taken back")
      maker.add(-amount, later(9), "HOAN TRA \(words)", bills: [], .reversal, "taking back")
    case .twins:
      maker.add(amount, first, words, bills: [bill], .code, "twin")
      maker.add(amount, first, words, bills: [bill], .stranger, "twin, once more")
    }
  }
}
