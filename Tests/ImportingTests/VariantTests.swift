import Diagnostics
import Foundation
import Records
import Storage
import TestSupport
import Testing
import VietnameseText

@testable import Importing

/// What became of a damaged export.
private enum Outcome: Equatable {
  case right
  /// The program asked, or set rows aside: nobody is misled.
  case asked(String)
  /// Something else than the file says went into the ledger without a word.
  case wrong(String)
}

/// Codes of the errors that are questions.
private let questions: Set<String> = [
  "import.layout-ambiguous", "import.date-order-unclear", "csv.encoding-unclear",
  "import.unbalanced", "import.no-layout",
]

/// Exports of every layout in all encodings, delimiters, styles of numbers and dates, orders of
/// columns and spellings of headers.
///
/// `BAKHONG_VARIANTS` says how many; a few hundred unless told.
@Test func damagedExportsAreReadRightOrAskedAbout() throws {
  let given = ProcessInfo.processInfo.environment["BAKHONG_VARIANTS"].flatMap { Int($0) }
  let count = given ?? 300
  var random = SeededGenerator.announced()
  let layouts = try shippedImporter().catalog.layouts.filter {
    !$0.isGeneric && ($0.kind == .payments || $0.kind == .bills)
  }
  var right = 0
  var asked: [String: Int] = [:]
  for number in 0..<count {
    let seed = random.next()
    let layout = layouts[number % layouts.count]
    guard let variant = LayoutVariant(layout, SeededGenerator(seed: seed)) else { continue }
    switch try outcome(variant) {
    case .right: right += 1
    case .asked(let why):
      asked[why, default: 0] += 1
      print("asked: \(variant.recipe) seed \(seed): \(why)")
    case .wrong(let what): Issue.record("\(variant.recipe), seed \(seed): \(what)")
    }
  }
  print("variants: \(right) right, asked \(asked)")
  #expect(Double(right) >= 0.99 * Double(count))
}

private func outcome(_ variant: LayoutVariant) throws -> Outcome {
  let file: ImportedFile
  do {
    file = try shippedImporter().read(
      TextSource(variant.bytes, file: "a.csv"), sha256: "", name: "a.csv",
      options: ImportOptions())
  } catch let error as any Diagnosable {
    let code = error.diagnostic.code
    return questions.contains(code) ? .asked(code) : .wrong(code)
  }
  guard file.layout == variant.layout.id else { return .wrong("read as \(file.layout)") }
  let have = file.records.map { said($0.record) }.sorted()
  let isBills = variant.layout.kind == .bills
  let wanted = variant.truth.map { row in
    isBills ? "\(row.day.month.iso) \(row.amountVND) \(row.code)" : text(row)
  }.sorted()
  guard have != wanted else { return .right }
  guard file.rejected.isEmpty else { return .asked("set aside \(file.rejected[0].code)") }
  let wrong = zip(have, wanted).first { $0 != $1 }
  return .wrong("\(have.count) of \(wanted.count): \(wrong.map { "\($0)" } ?? "")")
}

private func said(_ record: ImportedRecord) -> String {
  switch record {
  case .payment(let payment):
    text(
      LayoutVariant.Truth(
        day: payment.day, amountVND: payment.amountVND, narration: payment.narration,
        code: payment.customerCode?.text ?? ""))
  case .bill(let bill): "\(bill.month.iso) \(bill.amountVND) \(bill.customerCode.text)"
  default: "another record"
  }
}

/// What a row says, as far as every encoding can say it.
private func text(_ row: LayoutVariant.Truth) -> String {
  "\(row.day.iso) \(row.amountVND) \(row.code) \(Fold.plain(row.narration))"
}
