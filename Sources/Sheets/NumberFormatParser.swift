/// Reads a format code from left to right.
struct NumberFormatParser {
  private var rest: ArraySlice<Character>
  private var section = NumberFormatCode.Section()
  private var digits: NumberFormatCode.Digits?
  private var digitsPlace = 0
  private var isInDecimals = false
  private var commas = 0

  init(_ code: String) {
    rest = Array(code.prefix(4096))[...]
  }

  mutating func sections() -> [NumberFormatCode.Section] {
    var all: [NumberFormatCode.Section] = []
    while all.count < 4 {
      let isLast = !readSection()
      all.append(finished())
      if isLast { break }
    }
    return all
  }

  /// Reads up to a semicolon; false at the end of the code.
  private mutating func readSection() -> Bool {
    while let character = rest.popFirst() {
      switch character {
      case ";": return true
      case "\"":
        let words = rest.prefix { $0 != "\"" }
        rest = rest.dropFirst(words.count + 1)
        add(String(words))
      case "\\": if let escaped = rest.popFirst() { add(String(escaped)) }
      case "_":
        _ = rest.popFirst()
        add(" ")
      case "*": _ = rest.popFirst()
      case "[": readBracket()
      case "0", "#", "?", ".", ",": readDigit(character)
      case "%":
        section.isPercent = true
        add("%")
      case "@": section.pieces.append(.cellText)
      case "/" where digits != nil: readFraction()
      case "E", "e":
        if digits != nil, rest.first == "+" || rest.first == "-" {
          readExponent()
        } else {
          readLetters(character)
        }
      default:
        if character.isLetter { readLetters(character) } else { add(String(character)) }
      }
    }
    return false
  }

  private mutating func add(_ text: String) {
    guard !text.isEmpty else { return }
    if case .text(let before)? = section.pieces.last {
      section.pieces[section.pieces.count - 1] = .text(before + text)
    } else {
      section.pieces.append(.text(text))
    }
  }

  // MARK: - Digits

  private mutating func readDigit(_ character: Character) {
    if character == "." && digits == nil, case .seconds(let isLong, _)? = section.pieces.last {
      let decimals = rest.prefix { $0 == "0" }.count
      if decimals > 0 {
        rest = rest.dropFirst(decimals)
        section.pieces[section.pieces.count - 1] = .seconds(isLong: isLong, decimals: decimals)
        return
      }
    }
    if digits == nil {
      if character == "," || character == "." && rest.first.map({ !"0#?".contains($0) }) ?? true {
        return add(String(character))
      }
      digits = NumberFormatCode.Digits()
      digitsPlace = section.pieces.count
      section.pieces.append(.digits(NumberFormatCode.Digits()))
    }
    guard var known = digits else { return }
    switch character {
    case ".": isInDecimals = true
    case ",": commas += 1
    default:
      if isInDecimals {
        known.decimals += 1
        if character == "0" { known.decimalsMin = known.decimals }
      } else {
        if commas > 0 { known.isGrouped = true }
        if character == "0" || known.integersMin > 0 { known.integersMin += 1 }
      }
      commas = 0
    }
    digits = known
  }

  private mutating func readExponent() {
    rest.removeFirst()
    let places = rest.prefix { $0 == "0" || $0 == "#" }.count
    rest = rest.dropFirst(places)
    digits?.exponent = max(1, places)
  }

  /// `# ?/?` or `0/8`: what came before the slash is the numerator.
  private mutating func readFraction() {
    let denominator = rest.prefix { "0#?123456789".contains($0) }
    rest = rest.dropFirst(denominator.count)
    // The blank between the whole number and the fraction is a part of it.
    if section.pieces.last == .text(" ") { section.pieces.removeLast() }
    digits?.fraction = (1, max(1, denominator.count))
    digits?.fixedDenominator = Int(String(denominator))
    if digits?.fixedDenominator == 0 { digits?.fixedDenominator = nil }
  }

  private mutating func finished() -> NumberFormatCode.Section {
    if var digits {
      digits.thousands = commas
      section.pieces[digitsPlace] = .digits(digits)
    }
    let done = section
    section = NumberFormatCode.Section()
    digits = nil
    isInDecimals = false
    commas = 0
    return done
  }

  // MARK: - Brackets

  private static let colors: [String: Color] = [
    "black": .black, "white": .white, "red": Color(red: 255, green: 0, blue: 0),
    "green": Color(red: 0, green: 255, blue: 0), "blue": Color(red: 0, green: 0, blue: 255),
    "yellow": Color(red: 255, green: 255, blue: 0),
    "magenta": Color(red: 255, green: 0, blue: 255), "cyan": Color(red: 0, green: 255, blue: 255),
  ]

  private mutating func readBracket() {
    let inside = String(rest.prefix { $0 != "]" })
    rest = rest.dropFirst(inside.count + 1)
    if inside.hasPrefix("$") {
      let halves = inside.dropFirst().split(
        separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      if halves.count == 2, let language = Int(halves[1].suffix(4), radix: 16) {
        section.language = language & 0xFFFF
      }
      if let sign = halves.first, !sign.isEmpty { section.pieces.append(.currency(String(sign))) }
    } else if let first = inside.first, "<>=".contains(first) {
      section.condition = inside
    } else if let color = Self.colors[inside.lowercased()] {
      section.color = color
    } else if !inside.isEmpty, inside.lowercased().allSatisfy({ "hms".contains($0) }) {
      section.isElapsed = true
      readLetters(Character(inside.prefix(1).lowercased()), count: inside.count)
    }
  }

  // MARK: - Dates and times

  private mutating func readLetters(_ character: Character) {
    let letter = Character(character.lowercased())
    if letter == "g", String(rest.prefix(6)).lowercased() == "eneral" {
      rest = rest.dropFirst(6)
      return section.pieces.append(.general)
    }
    if letter == "a" {
      for word in ["m/pm", "/p"] where String(rest.prefix(word.count)).lowercased() == word {
        rest = rest.dropFirst(word.count)
        return section.pieces.append(.amPm)
      }
    }
    let more = rest.prefix { Character($0.lowercased()) == letter }.count
    rest = rest.dropFirst(more)
    readLetters(letter, count: more + 1, as: character)
  }

  private mutating func readLetters(_ letter: Character, count: Int, as written: Character = " ") {
    let isLong = count > 1
    switch letter {
    case "y", "e": section.pieces.append(.year(isLong: count > 2 || letter == "e"))
    case "d": section.pieces.append(.day(min(count, 4)))
    case "h": section.pieces.append(.hours(isLong: isLong))
    case "s":
      makeMinutes()
      section.pieces.append(.seconds(isLong: isLong, decimals: 0))
    case "m":
      let isAfterHours = if count < 3, case .hours? = lastTimePiece { true } else { false }
      section.pieces.append(
        isAfterHours || section.isElapsed && !section.hasTime
          ? .minutes(isLong: isLong) : .month(min(count, 5)))
    default: add(String(repeating: written, count: count))
    }
  }

  /// The last piece that is no text.
  private var lastTimePiece: NumberFormatCode.Piece? {
    section.pieces.last { if case .text = $0 { false } else { true } }
  }

  /// What was taken for a month and stands before seconds is minutes.
  private mutating func makeMinutes() {
    let last = section.pieces.lastIndex { if case .text = $0 { false } else { true } }
    guard let last, case .month(let count) = section.pieces[last], count < 3 else { return }
    section.pieces[last] = .minutes(isLong: count == 2)
  }
}
