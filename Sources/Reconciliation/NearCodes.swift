/// The billed codes, for finding those that differ from a piece by one slip.
///
/// Two hundred codes are one slip away, and hardly any of them was billed: each is looked for in
/// a sketch first, a few bits to a code, by a hash that changes with the sign that changes.
struct NearCodes: Sendable {
  /// Codes of the pattern have so many signs; only those are near.
  private static let length = 13

  private let codes: KeyTable
  /// Bits that are set for the hashes of billed codes.
  private var bits: [UInt64]
  private let mask: UInt64
  /// By place and sign: what it adds to a hash.
  private let weights: [UInt64]

  init(_ codes: KeyTable) {
    self.codes = codes
    weights = Self.weights()
    var words = 16
    while words * 4 < codes.count { words *= 2 }
    bits = Array(repeating: 0, count: words)
    mask = UInt64(words * 64 - 1)
    for number in 0..<codes.count {
      let code = codes.key(number)
      guard code.count == Self.length else { continue }
      var hash: UInt64 = 0
      for (place, sign) in code.enumerated() { hash ^= weight(place, sign) }
      for probe in [hash & mask, hash >> 32 & mask] { bits[Int(probe >> 6)] |= 1 << (probe & 63) }
    }
  }

  /// The other billed codes that differ from a whole piece by one slip, in the order of codes;
  /// only those that look like it, where there are any.
  func find(_ piece: CodePiece) -> [Int] {
    guard piece.kind == .whole else { return [] }
    var found: [Int] = []
    for variant in piece.lookalikes { add(variant, unlike: piece, &found) }
    if found.isEmpty {
      switch piece.bytes.count {
      case Self.length: changed(piece, &found)
      case Self.length - 1: filled(piece, &found)
      case Self.length + 1: shortened(piece, &found)
      default: break
      }
    }
    return found.count > 1 ? found.sorted { codes.precedes($0, $1) } : found
  }

  private func add(_ variant: [UInt8], unlike piece: CodePiece, _ found: inout [Int]) {
    guard variant != piece.bytes, let number = codes.find(variant.span) else { return }
    if !found.contains(number) { found.append(number) }
  }

  /// Codes with another sign, or with two neighbours swapped.
  private func changed(_ piece: CodePiece, _ found: inout [Int]) {
    let bytes = piece.bytes
    var hash: UInt64 = 0
    for (place, sign) in bytes.enumerated() { hash ^= weight(place, sign) }
    for place in bytes.indices {
      let rest = hash ^ weight(place, bytes[place])
      for sign in Self.signs[place] where mayHold(rest ^ weight(place, sign)) {
        var variant = bytes
        variant[place] = sign
        add(variant, unlike: piece, &found)
      }
      guard place > 0 else { continue }
      let others = rest ^ weight(place - 1, bytes[place - 1])
      guard mayHold(others ^ weight(place - 1, bytes[place]) ^ weight(place, bytes[place - 1]))
      else { continue }
      var variant = bytes
      variant.swapAt(place - 1, place)
      add(variant, unlike: piece, &found)
    }
  }

  /// Codes with one sign more.
  private func filled(_ piece: CodePiece, _ found: inout [Int]) {
    let bytes = piece.bytes
    // Without the sign: those before it stay where they are, those behind it move.
    var rest: UInt64 = 0
    for (place, sign) in bytes.enumerated() { rest ^= weight(place + 1, sign) }
    for place in 0...bytes.count {
      for sign in Self.signs[place] where mayHold(rest ^ weight(place, sign)) {
        var variant = bytes
        variant.insert(sign, at: place)
        add(variant, unlike: piece, &found)
      }
      if place < bytes.count {
        rest ^= weight(place + 1, bytes[place]) ^ weight(place, bytes[place])
      }
    }
  }

  /// Codes with one sign less.
  private func shortened(_ piece: CodePiece, _ found: inout [Int]) {
    for place in piece.bytes.indices {
      var variant = piece.bytes
      variant.remove(at: place)
      add(variant, unlike: piece, &found)
    }
  }

  private func mayHold(_ hash: UInt64) -> Bool {
    let (one, other) = (hash & mask, hash >> 32 & mask)
    return bits[Int(one >> 6)] >> (one & 63) & 1 != 0
      && bits[Int(other >> 6)] >> (other & 63) & 1 != 0
  }

  private func weight(_ place: Int, _ sign: UInt8) -> UInt64 {
    weights[place << 6 | Int(sign & 63)]
  }

  /// Numbers without order, the same in every process.
  ///
  /// - Source: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
  ///   OOPSLA 2014, figure 15).
  private static func weights() -> [UInt64] {
    (1...UInt64(length << 6)).map { step in
      var mixed = step &* 0x9E37_79B9_7F4A_7C15
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// By place: the signs that a code may have there.
  private static let signs: [[UInt8]] = (0..<length).map { place in
    let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
    let letters = Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    switch place {
    case 0: return [UInt8(ascii: "P")]
    case 1: return letters
    case 4, 5: return digits + letters
    default: return digits
    }
  }
}

extension CodePiece {
  /// The piece read with digits where a code has digits.
  fileprivate var lookalikes: [[UInt8]] {
    guard bytes.count == 13 else { return [] }
    var read = bytes
    for place in read.indices where place == 2 || place == 3 || place >= 6 {
      read[place] = Self.lookalike(read[place])
    }
    var other = read
    for place in 4...5 { other[place] = Self.lookalike(other[place]) }
    return read == other ? [read] : [read, other]
  }
}
