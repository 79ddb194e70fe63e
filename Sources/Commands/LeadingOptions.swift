/// Lets arguments stand where people write them.
enum LeadingOptions {
  /// The arguments as the commands take them: what every command understands may stand before its
  /// name too (`bakhong -C DIR report`), and an amount may be below 0.
  static func moved(_ arguments: [String]) -> [String] {
    var count = 0
    while count < arguments.count {
      switch arguments[count] {
      case "-C", "--lang": count += 2
      case "--json", "--quiet": count += 1
      case let option where option.hasPrefix("--lang="): count += 1
      default:
        let rest = arguments[count...]
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return amountsLast(Array(rest[..<end] + arguments[..<count] + rest[end...]))
      }
    }
    return arguments
  }

  /// `ledger post adjusted -5000 …`: the amount goes behind `--`, or it would be an option.
  private static func amountsLast(_ arguments: [String]) -> [String] {
    guard arguments.starts(with: ["ledger", "post"]), !arguments.contains("--"),
      let place = arguments.firstIndex(where: isNegative)
    else { return arguments }
    var rest = arguments
    let amount = rest.remove(at: place)
    return rest + ["--", amount]
  }

  private static func isNegative(_ argument: String) -> Bool {
    argument.hasPrefix("-") && argument.count > 1
      && argument.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }
}
