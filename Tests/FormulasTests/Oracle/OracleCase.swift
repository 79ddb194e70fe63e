import TestSupport

@testable import Formulas

/// One formula, and what we make of it.
struct OracleCase {
  let function: String
  let formula: String
  let ours: FormulaValue

  /// So many cases of each function.
  static func all(perFunction count: Int, seed: UInt64) -> [OracleCase] {
    var cases: [OracleCase] = []
    for (index, (name, signs)) in OracleSignatures.all.enumerated() {
      // Each function has its own chance, so that a new one does not move the others'.
      let own = seed &+ name.utf8.reduce(UInt64(index)) { $0 &* 31 &+ UInt64($1) }
      var arguments = OracleArguments(random: SeededGenerator(seed: own))
      var seen: Set<String> = []
      for _ in 0..<count {
        let list = made(signs, &arguments)
        let formula = name + "(" + list.map(\.text).joined(separator: ";") + ")"
        guard seen.insert(formula).inserted else { continue }
        cases.append(OracleCase(function: name, formula: formula, ours: value(name, list)))
      }
    }
    return cases
  }

  private static func made(
    _ signs: String, _ arguments: inout OracleArguments
  ) -> [OracleArgument] {
    var list: [OracleArgument] = []
    var isOptional = false
    var last: Character = "r"
    for sign in signs {
      switch sign {
      case "?": isOptional = true
      case "*":
        for _ in 0..<Int.random(in: 0...2, using: &arguments.random) {
          list.append(arguments.next(last))
        }
      default:
        last = sign
        if isOptional, Int.random(in: 0..<4, using: &arguments.random) == 0 { return list }
        list.append(arguments.next(sign))
      }
    }
    return list
  }

  /// What our function gives in LibreOffice's way.
  static func value(_ name: String, _ arguments: [OracleArgument]) -> FormulaValue {
    guard let index = FunctionTable.standard.indexInOpenFormula(name) else {
      return .error(.name)
    }
    let definition = FunctionTable.standard.functions[index]
    let settings = EvaluationSettings(flavour: .libreOffice)
    let context = FunctionContext(
      settings: settings, source: OracleGrid.shared,
      cell: CellPlace(sheet: 0, cell: GridCell(row: 100, column: 0)))
    // As the evaluator does it: single values are single, whatever was referred to.
    let given = arguments.enumerated().map { index, argument -> FunctionArgument in
      guard definition.parameter(index) == .scalar, !argument.value.isMissing else {
        return argument.value
      }
      return .value(context.single(argument.value))
    }
    let call = FunctionCall(given, context)
    do {
      switch definition.body {
      case .value(let body): return try body(call).single
      case .reference(let body):
        switch try body(call) {
        case .range(let range): return context.intersect(range)
        case .value(let value): return value.single
        case .missing: return .blank
        }
      }
    } catch {
      return .error(settings.flavour.shown(error))
    }
  }
}
