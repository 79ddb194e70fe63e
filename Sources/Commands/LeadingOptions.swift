/// Lets what every command understands stand before its name too: `bakhong -C DIR report`.
enum LeadingOptions {
  /// The arguments with such options moved behind the command.
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
        return Array(rest[..<end] + arguments[..<count] + rest[end...])
      }
    }
    return arguments
  }
}
