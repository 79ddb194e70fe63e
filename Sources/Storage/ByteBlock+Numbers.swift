/// Numbers as decimal text: ASCII digits, a full stop, perhaps an exponent.
extension ByteBlock {
  /// The pairs of digits from 00 to 99.
  private static let pairs: StaticString = """
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546\
    4748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293\
    949596979899
    """

  /// Adds a whole number.
  public mutating func append(number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(magnitude: UInt64(number.magnitude), width: 1)
  }

  /// Adds a whole number with zeros before it up to a width of at most 20.
  public mutating func append(magnitude: UInt64, width: Int) {
    if magnitude < 10 && width <= 1 { return append(UInt8(ascii: "0") &+ UInt8(magnitude)) }
    reserve(20)
    let pairs = unsafe Self.pairs.utf8Start
    var digits = 1
    var limit: UInt64 = 10
    while magnitude >= limit {
      digits &+= 1
      guard digits < 20 else { break }
      limit &*= 10
    }
    digits = max(digits, min(width, 20))
    var place = used &+ digits
    used = place
    var rest = magnitude
    while digits >= 2 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      rest = quotient
      place &-= 2
      unsafe base[place] = pairs[Int(pair) &* 2]
      unsafe base[place &+ 1] = pairs[Int(pair) &* 2 &+ 1]
      digits &-= 2
    }
    if digits == 1 { unsafe base[place &- 1] = UInt8(ascii: "0") &+ UInt8(rest) }
  }

  /// Adds the shortest text that reads back as the same number.
  ///
  /// Whole numbers and those with at most five decimals, such as amounts and percents, are scaled
  /// to whole numbers: division of two whole numbers that doubles hold exactly is rounded as
  /// reading the text is, so that a quotient which is the number proves the text. All others go
  /// the standard library's way.
  ///
  /// - Parameter number: A finite number.
  public mutating func append(number: Double) {
    let magnitude = number.magnitude
    // Beyond 2⁵³ whole numbers are not all there.
    if magnitude < 9_007_199_254_740_992 {
      let whole = magnitude.rounded(.towardZero)
      if whole == magnitude {
        if number < 0 { append(UInt8(ascii: "-")) }
        return append(magnitude: UInt64(whole), width: 1)
      }
      if magnitude >= 1e-3 && magnitude < 1e9 && appendScaled(number) { return }
    }
    append(number.description)
    if unsafe base[used - 2] == UInt8(ascii: ".") && base[used - 1] == UInt8(ascii: "0") {
      truncate(to: used - 2)
    }
  }

  private mutating func appendScaled(_ number: Double) -> Bool {
    var scale = 10.0
    for places in 1...5 {
      let scaled = (number.magnitude * scale).rounded()
      if scaled / scale == number.magnitude {
        let (whole, rest) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(scale))
        if number < 0 { append(UInt8(ascii: "-")) }
        append(magnitude: whole, width: 1)
        append(UInt8(ascii: "."))
        append(magnitude: rest, width: places)
        return true
      }
      scale *= 10
    }
    return false
  }
}
