import TestSupport
import Testing

@testable import Formulas

/// Arguments that nobody would write: every function ends, and with a value.
@Suite struct FunctionFuzzTests {
  private static let numbers: [Double] = [
    0, -0.0, 1, -1, 0.5, 2, 10, 1e3, 1e5, 1e6, 2_147_483_648, -2_147_483_649, 1e9, 1e15, 1e16,
    9.3e18, -9.3e18, 1e19, 1e100, 1e300, -1e300, 1.797e308, .leastNonzeroMagnitude,
    1e-300, 253.5, 2_958_465,
    2_958_466, 1e8, -1e8, 32_768, 65_536,
  ]
  private static let texts = [
    "", " ", "a", "1e309", "-", "*", "?*~", "0x", "i", "1+i", "[", "0.0.0", "[h]:mm:ss", ">=", "<>",
    "9999-99-99", "ZZZZZZZZZZ", "FFFFFFFFFF", "\u{0301}", "\u{1F600}", "đ", "y", "00000000",
    "[>", "\"", "\\", "# ?/?", "0E+0", "General;", "(((((", "1111111",
  ]

  private static func argument(_ random: inout SeededGenerator) throws -> FunctionArgument {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return .missing
    case 1: return .value(.text(texts.randomElement(using: &random) ?? ""))
    case 2: return .value(.boolean(Bool.random(using: &random)))
    case 3: return .value(.error(FormulaError.allCases.randomElement(using: &random) ?? .na))
    case 4, 5:
      let column = Int.random(in: 0..<22, using: &random)
      let row = Int.random(in: 0..<12, using: &random)
      return OracleArgument.block(
        column, rows: row...11, columns: Int.random(in: 1...(22 - column), using: &random)
      ).value
    case 6:
      let whole = GridRange(
        GridCell(row: 0, column: 0),
        GridCell(row: GridRange.rowsMax - 1, column: Int.random(in: 0..<30, using: &random)))
      return .range(
        RangeArgument(
          RangeArea(sheet: OracleGrid.sheet, range: whole), source: OracleGrid.shared))
    case 7:
      let size = Int.random(in: 1...4, using: &random)
      let values = (0..<(size * 2)).map { _ in
        FormulaValue.number(numbers.randomElement(using: &random) ?? 0)
      }
      return .value(.array(try FormulaArray(rows: size, columns: 2, values: values)))
    default: return .value(.number(numbers.randomElement(using: &random) ?? 0))
    }
  }

  @Test func endsWhateverTheArguments() throws {
    var random = SeededGenerator.announced()
    for flavour in [Flavour.excel, .libreOffice] {
      let context = FunctionContext(
        settings: EvaluationSettings(flavour: flavour), source: OracleGrid.shared,
        cell: CellPlace(sheet: 0, cell: GridCell(row: 3, column: 0)))
      for definition in FunctionFamilies.all {
        for _ in 0..<SeededGenerator.rounds(40) {
          let most = min(definition.arity.upperBound, definition.arity.lowerBound + 3)
          let count = Int.random(in: definition.arity.lowerBound...most, using: &random)
          var arguments: [FunctionArgument] = []
          for index in 0..<count {
            let argument = try Self.argument(&random)
            arguments.append(
              definition.parameter(index) == .scalar && !argument.isMissing
                ? .value(context.single(argument)) : argument)
          }
          let result = Self.result(definition, FunctionCall(arguments, context))
          if case .number(let number) = result {
            #expect(number.isFinite, "\(definition.name) of \(arguments)")
          }
        }
      }
    }
  }

  private static func result(
    _ definition: FunctionDefinition, _ call: FunctionCall
  ) -> FormulaValue {
    do {
      switch definition.body {
      case .value(let body): return try body(call).single
      case .reference(let body): return call.context.single(try body(call))
      }
    } catch {
      return .error(error)
    }
  }
}
