/// File name patterns: `*` for any text, `?` for one character.
enum Wildcard {
  /// Whether the whole name fits the pattern; capitals do not count.
  static func matches(_ name: Substring, pattern: Substring) -> Bool {
    let name = Array(name.lowercased())
    let pattern = Array(pattern.lowercased())
    var (n, p) = (0, 0)
    var (star, resume) = (-1, 0)
    while n < name.count {
      if p < pattern.count && (pattern[p] == "?" || pattern[p] == name[n]) && pattern[p] != "*" {
        n += 1
        p += 1
      } else if p < pattern.count && pattern[p] == "*" {
        star = p
        resume = n
        p += 1
      } else if star >= 0 {
        resume += 1
        n = resume
        p = star + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
