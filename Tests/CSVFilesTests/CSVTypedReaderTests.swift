import Sheets
import Testing

@testable import CSVFiles

private func values(_ text: String) throws -> [[CellValue]] {
  let reader = try CSVTypedReader(CSVReader(try DecodedText(Array(text.utf8))))
  var rows: [[CellValue]] = []
  try reader.readRows {
    rows.append($0)
    return true
  }
  return rows
}

@Test func columnsHaveOneKind() throws {
  let day = try #require(DateTime(year: 2024, month: 8, day: 3))
  let rows = try values(
    "id,n,f,d,b,t\n007,1,0.1,2024-08-03,true,x\n8,-25,,2024-02-30,FALSE,\n9,x,1234567.125,,?,5\n")
  // A date that is none makes its column text.
  #expect(
    rows == [
      [.text("007"), .text("1"), .number(0.1), .text("2024-08-03"), .text("true"), .text("x")],
      [.text("8"), .text("-25"), .empty, .text("2024-02-30"), .text("FALSE"), .empty],
      [.text("9"), .text("x"), .number(1_234_567.125), .empty, .text("?"), .text("5")],
    ])
  #expect(
    try values("d,b,n\n2024-08-03,true,0\n,FALSE,-0.5\n") == [
      [.date(day), .boolean(true), .number(0)], [.empty, .boolean(false), .number(-0.5)],
    ])
}

@Test(arguments: [
  "1234567890123456", "01", "-", ".5", "5.", "1e5", "1,5", "+5", "--5", "1.2.3", "0x1", "٣",
])
func theseAreNoNumbers(text: String) throws {
  #expect(try values("a;b\n\(text);\n").first?.first == .text(text))
}

@Test(arguments: ["0.1", "123456789012.345", "-0.000000000001", "99999999999999.9", "7", "3.14159"])
func numbersAreRoundedOnce(text: String) throws {
  #expect(try values("a;b\n\(text);\n").first?.first == Double(text).map(CellValue.number))
}

@Test func aMisfitBelowTheSampleStaysText() throws {
  let rows = (0..<CSVTypedReader.sampleRecords).map { "\($0 + 1)\n" }.joined()
  #expect(try values("n\n" + rows + "x9\n").last == [.text("x9")])
}
