internal import Diagnostics
internal import Foundation

/// The language of the person at the terminal.
enum Speech {
  /// Vietnamese, unless `--lang en` or an English `LANG` says otherwise.
  static let language: Language = {
    let arguments = CommandLine.arguments
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count {
        return Language(rawValue: arguments[index + 1]) ?? .vietnamese
      }
      if argument.hasPrefix("--lang=") {
        return Language(rawValue: String(argument.dropFirst(7))) ?? .vietnamese
      }
    }
    let environment = ProcessInfo.processInfo.environment
    // The first that is set to something, as locale(7) says.
    let locale =
      ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
      .first { !$0.isEmpty } ?? ""
    return locale.lowercased().hasPrefix("en") ? .english : .vietnamese
  }()

  /// The text in the person's language.
  static func words(vi: String, en: String) -> String {
    Words(vi: vi, en: en)[language]
  }
}
