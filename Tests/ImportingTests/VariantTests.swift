import Diagnostics
import Foundation
import Records
import TestSupport
import Testing

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

/// Exports of every layout in all encodings and containers, delimiters, styles of numbers and
/// dates, orders of columns and spellings of headers.
///
/// `BAKHONG_VARIANTS` says how many; a few hundred unless told.
@Test func damagedExportsAreReadRightOrAskedAbout() throws {
  let given = ProcessInfo.processInfo.environment["BAKHONG_VARIANTS"].flatMap { Int($0) }
  var random = SeededGenerator.announced()
  let layouts = try shippedImporter().catalog.layouts.filter { !$0.isGeneric }
  var (made, right) = (0, 0)
  var asked: [String: Int] = [:]
  for number in 0..<(given ?? 200) {
    let seed = random.next()
    var variant = LayoutVariant(
      layouts[number % layouts.count], SeededGenerator(seed: seed))
    let result: Outcome? = try TemporaryFolder.with { folder in
      try variant.write(in: folder).map { try outcome(variant, $0) }
    }
    guard let result else { continue }
    made += 1
    switch result {
    case .right: right += 1
    case .asked(let why):
      asked[why, default: 0] += 1
      print("asked: \(variant.recipe) seed \(seed): \(why)")
    case .wrong(let what): Issue.record("\(variant.recipe), seed \(seed): \(what)")
    }
  }
  print("variants: \(made) made, \(right) right, asked \(asked)")
  #expect(made > (given ?? 200) / 2)
  #expect(Double(right) >= 0.99 * Double(made))
}

private func outcome(_ variant: LayoutVariant, _ path: String) throws -> Outcome {
  let file: ImportedFile
  do {
    file = try shippedImporter().read(path)
  } catch let error as any Diagnosable {
    let code = error.diagnostic.code
    return questions.contains(code) ? .asked(code) : .wrong(code)
  }
  guard file.layout == variant.layout.id else { return .wrong("read as \(file.layout)") }
  let have = file.records.map { said($0.record) }.sorted()
  let wanted = variant.truth.sorted()
  guard have != wanted else { return .right }
  guard file.rejected.isEmpty else { return .asked("set aside \(file.rejected[0].code)") }
  let wrong = zip(have, wanted).first { $0 != $1 }
  return .wrong("\(have.count) of \(wanted.count): \(wrong.map { "\($0)" } ?? "")")
}
