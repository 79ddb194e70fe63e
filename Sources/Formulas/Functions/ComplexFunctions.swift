internal import Glibc

/// A complex number as text: `3+4i`.
struct ComplexNumber {
  var real: Double
  var imaginary: Double
  var suffix: Character = "i"

  init(_ real: Double, _ imaginary: Double, _ suffix: Character = "i") {
    self.real = real
    self.imaginary = imaginary
    self.suffix = suffix
  }

  /// Nil for what is none.
  init?(_ text: String) {
    guard text.utf8.count <= 64 else { return nil }
    let text = text.trimmedOfSpaces
    guard let last = text.last else { return nil }
    guard last == "i" || last == "j" else {
      guard let real = ComplexNumber.number(text) else { return nil }
      self.init(real, 0)
      return
    }
    let body = Array(text.dropLast())
    // The sign of the imaginary part is the last one that belongs to no exponent.
    var split = 0
    for index in body.indices.reversed() where body[index] == "+" || body[index] == "-" {
      if index > 0, body[index - 1] == "e" || body[index - 1] == "E" { continue }
      split = index
      break
    }
    let tail = String(body[split...])
    let imaginary =
      tail.isEmpty || tail == "+" ? 1 : tail == "-" ? -1 : ComplexNumber.number(tail)
    let real = split == 0 ? 0 : ComplexNumber.number(String(body[..<split]))
    guard let real, let imaginary else { return nil }
    self.init(real, imaginary, last)
  }

  private static func number(_ text: String) -> Double? {
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }

  var size: Double { hypot(real, imaginary) }
  var angle: Double { atan2(imaginary, real) }

  /// As both programs write it.
  var text: String {
    let clean = { (number: Double) in number == 0 ? 0 : number }
    let (real, imaginary) = (clean(real), clean(imaginary))
    if imaginary == 0 { return NumberText.general(real) }
    let part = imaginary == 1 ? "" : imaginary == -1 ? "-" : NumberText.general(imaginary)
    if real == 0 { return part + String(suffix) }
    return NumberText.general(real) + (imaginary > 0 ? "+" : "") + part + String(suffix)
  }

  func times(_ other: ComplexNumber) -> ComplexNumber {
    ComplexNumber(
      real * other.real - imaginary * other.imaginary,
      real * other.imaginary + imaginary * other.real, suffix)
  }

  func divided(by other: ComplexNumber) -> ComplexNumber {
    if other.size.isInfinite { return ComplexNumber(0, 0, suffix) }
    let square = other.real * other.real + other.imaginary * other.imaginary
    let product = times(ComplexNumber(other.real, -other.imaginary, suffix))
    return ComplexNumber(product.real / square, product.imaginary / square, suffix)
  }

  func power(_ exponent: Double) -> ComplexNumber {
    if size == 0 { return ComplexNumber(exponent > 0 ? 0 : .nan, 0, suffix) }
    let (length, turned) = (pow(size, exponent), angle * exponent)
    return ComplexNumber(length * cos(turned), length * sin(turned), suffix)
  }

  static func exponential(_ z: ComplexNumber) -> ComplexNumber {
    let length = exp(z.real)
    return ComplexNumber(length * cos(z.imaginary), length * sin(z.imaginary), z.suffix)
  }
  static func logarithm(_ z: ComplexNumber) -> ComplexNumber {
    ComplexNumber(log(z.size), z.angle, z.suffix)
  }
  static func sine(_ z: ComplexNumber) -> ComplexNumber {
    ComplexNumber(
      sin(z.real) * cosh(z.imaginary), cos(z.real) * sinh(z.imaginary), z.suffix)
  }
  static func cosine(_ z: ComplexNumber) -> ComplexNumber {
    ComplexNumber(
      cos(z.real) * cosh(z.imaginary), -sin(z.real) * sinh(z.imaginary), z.suffix)
  }
  static func hyperbolicSine(_ z: ComplexNumber) -> ComplexNumber {
    ComplexNumber(
      sinh(z.real) * cos(z.imaginary), cosh(z.real) * sin(z.imaginary), z.suffix)
  }
  static func hyperbolicCosine(_ z: ComplexNumber) -> ComplexNumber {
    ComplexNumber(
      cosh(z.real) * cos(z.imaginary), sinh(z.real) * sin(z.imaginary), z.suffix)
  }
}

/// Complex numbers.
enum ComplexFunctions {
  static let table: [FunctionDefinition] = parts + single + several

  private static func read(
    _ value: FormulaValue, _ call: FunctionCall
  ) throws(FormulaError) -> ComplexNumber {
    if case .number(let number) = value { return ComplexNumber(number, 0) }
    if value.isBlank, !call.settings.flavour.isLibreOffice { return ComplexNumber(0, 0) }
    guard let number = ComplexNumber(try call.context.text(value)) else { throw .argument }
    return number
  }

  private static func checked(_ number: ComplexNumber) throws(FormulaError) -> FormulaValue {
    guard number.real.isFinite, number.imaginary.isFinite else { throw .argument }
    return .text(number.text)
  }

  private static func measure(
    _ name: String, _ function: @escaping @Sendable (ComplexNumber) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 1...1) { call throws(FormulaError) in
      .checked(function(try read(call.value(0), call)))
    }
  }

  private static let parts: [FunctionDefinition] = [
    measure("IMABS") { $0.size },
    measure("IMREAL") { $0.real },
    measure("IMAGINARY") { $0.imaginary },
    measure("IMARGUMENT") { $0.size == 0 ? .nan : $0.angle },
    FunctionDefinition("COMPLEX", 2...3) { call throws(FormulaError) in
      let suffix = call.has(2) ? try call.text(2) : "i"
      if suffix.isEmpty, call.settings.flavour.isLibreOffice, call.value(2).isBlank {
        throw .argument
      }
      guard suffix == "i" || suffix == "j" || suffix.isEmpty else { throw .argument }
      return try checked(
        ComplexNumber(try call.number(0), try call.number(1), suffix.first ?? "i"))
    },
  ]

  private static func transform(
    _ name: String, ooxml: DialectName = .same,
    _ function: @escaping @Sendable (ComplexNumber) -> ComplexNumber
  ) -> FunctionDefinition {
    FunctionDefinition(name, 1...1, ooxml: ooxml) { call throws(FormulaError) in
      try checked(function(try read(call.value(0), call)))
    }
  }

  private static func scaled(_ z: ComplexNumber, _ factor: Double) -> ComplexNumber {
    ComplexNumber(z.real * factor, z.imaginary * factor, z.suffix)
  }

  private static func inverse(_ z: ComplexNumber) -> ComplexNumber {
    ComplexNumber(1, 0, z.suffix).divided(by: z)
  }

  private static let single: [FunctionDefinition] = [
    transform("IMCONJUGATE") { ComplexNumber($0.real, -$0.imaginary, $0.suffix) },
    transform("IMSQRT") { $0.size == 0 ? $0 : $0.power(0.5) },
    transform("IMEXP") { .exponential($0) },
    transform("IMLN") { .logarithm($0) },
    transform("IMLOG10") { scaled(.logarithm($0), 1 / log(10)) },
    transform("IMLOG2") { scaled(.logarithm($0), 1 / log(2)) },
    transform("IMSIN") { .sine($0) },
    transform("IMCOS") { .cosine($0) },
    transform("IMTAN", ooxml: .xlfn) { ComplexNumber.sine($0).divided(by: .cosine($0)) },
    transform("IMCOT", ooxml: .xlfn) { ComplexNumber.cosine($0).divided(by: .sine($0)) },
    transform("IMSEC", ooxml: .xlfn) { inverse(.cosine($0)) },
    transform("IMCSC", ooxml: .xlfn) { inverse(.sine($0)) },
    transform("IMSINH", ooxml: .xlfn) { .hyperbolicSine($0) },
    transform("IMCOSH", ooxml: .xlfn) { .hyperbolicCosine($0) },
    transform("IMSECH", ooxml: .xlfn) { inverse(.hyperbolicCosine($0)) },
    transform("IMCSCH", ooxml: .xlfn) { inverse(.hyperbolicSine($0)) },
  ]

  private static let several: [FunctionDefinition] = [
    FunctionDefinition("IMPOWER", 2...2) { call throws(FormulaError) in
      try checked(try read(call.value(0), call).power(try call.number(1)))
    },
    FunctionDefinition("IMSUB", 2...2) { call throws(FormulaError) in
      let (a, b) = (try read(call.value(0), call), try read(call.value(1), call))
      return try checked(
        ComplexNumber(a.real - b.real, a.imaginary - b.imaginary, suffix(a, b)))
    },
    FunctionDefinition("IMDIV", 2...2) { call throws(FormulaError) in
      let (a, b) = (try read(call.value(0), call), try read(call.value(1), call))
      var quotient = a.divided(by: b)
      quotient.suffix = suffix(a, b)
      return try checked(quotient)
    },
    FunctionDefinition("IMSUM", 1...255, [.any]) { call throws(FormulaError) in
      try fold(call, ComplexNumber(0, 0)) {
        ComplexNumber($0.real + $1.real, $0.imaginary + $1.imaginary, suffix($0, $1))
      }
    },
    FunctionDefinition("IMPRODUCT", 1...255, [.any]) { call throws(FormulaError) in
      try fold(call, ComplexNumber(1, 0)) {
        var product = $0.times($1)
        product.suffix = suffix($0, $1)
        return product
      }
    },
  ]

  /// The suffix of the one that has an imaginary part.
  private static func suffix(_ a: ComplexNumber, _ b: ComplexNumber) -> Character {
    a.imaginary != 0 ? a.suffix : b.suffix
  }

  private static func fold(
    _ call: FunctionCall, _ start: ComplexNumber,
    _ join: (ComplexNumber, ComplexNumber) -> ComplexNumber
  ) throws(FormulaError) -> FormulaValue {
    var result = start
    for argument in call.arguments {
      switch argument {
      case .range(let range):
        try range.forEachFilled { (_, _, value) throws(FormulaError) in
          result = join(result, try read(value, call))
        }
      case .value(.array(let array)):
        for value in array.values where !value.isBlank {
          result = join(result, try read(value, call))
        }
      case .value(let value): result = join(result, try read(value, call))
      case .missing: break
      }
    }
    return try checked(result)
  }
}
