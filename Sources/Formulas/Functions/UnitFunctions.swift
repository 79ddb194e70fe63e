internal import Glibc

/// CONVERT.
enum UnitFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("CONVERT", 3...3) { call throws(FormulaError) in
      let number = try call.number(0)
      guard let from = Units.find(try call.text(1)), let to = Units.find(try call.text(2)),
        from.kind == to.kind
      else { throw call.settings.flavour.isLibreOffice ? .argument : .na }
      return .checked(
        from.kind == .temperature
          ? to.fromKelvin(from.toKelvin(number))
          : number * (from.size / to.size))
    }
  ]
}

/// Units by their signs.
///
/// - Source: OpenFormula 1.3 §6.16.18 CONVERT.
enum Units {
  enum Kind {
    case mass, length, time, pressure, force, energy, power, magnetism, temperature, volume, area
    case information, speed
  }

  /// A unit: how much of its kind's basic one it is, and for temperatures where 0 lies.
  struct Unit {
    let kind: Kind
    let size: Double
    var zero = 0.0

    func toKelvin(_ number: Double) -> Double { (number + zero) * size }
    func fromKelvin(_ kelvin: Double) -> Double { kelvin / size - zero }
  }

  /// A unit by its sign, with a prefix where it takes one.
  static func find(_ sign: String) -> Unit? {
    if let unit = plain[sign] { return unit }
    for (prefix, factor) in prefixes where sign.hasPrefix(prefix) {
      let rest = String(sign.dropFirst(prefix.count))
      guard metric.contains(rest), let unit = plain[rest] else { continue }
      let power = rest.hasSuffix("2") ? 2.0 : rest.hasSuffix("3") ? 3 : 1
      return Unit(kind: unit.kind, size: unit.size * pow(factor, power))
    }
    for (index, prefix) in ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"].enumerated()
    where sign.hasPrefix(prefix) {
      guard let unit = plain[String(sign.dropFirst(2))], unit.kind == .information else { continue }
      return Unit(kind: .information, size: unit.size * pow(1024, Double(index + 1)))
    }
    return nil
  }

  private static let prefixes: [(String, Double)] = [
    ("Y", 1e24), ("Z", 1e21), ("E", 1e18), ("P", 1e15), ("T", 1e12), ("G", 1e9), ("M", 1e6),
    ("k", 1e3), ("h", 1e2), ("da", 1e1), ("e", 1e1), ("d", 1e-1), ("c", 1e-2), ("m", 1e-3),
    ("u", 1e-6), ("n", 1e-9), ("p", 1e-12), ("f", 1e-15), ("a", 1e-18), ("z", 1e-21), ("y", 1e-24),
  ]

  private static let metric: Set<String> = [
    "g", "u", "m", "ang", "pc", "parsec", "ly", "s", "sec", "Pa", "p", "atm", "at", "mmHg", "Torr",
    "N", "dyn", "dy", "pond", "J", "e", "c", "cal", "eV", "ev", "Wh", "wh", "W", "w", "PS", "T",
    "ga", "l", "L", "lt", "m3", "ang3", "m2", "ang2", "ar", "bit", "byte", "m/s", "m/sec", "m/h",
    "m/hr", "K", "kel",
  ]

  private static let plain: [String: Unit] = {
    var units: [String: Unit] = [:]
    for (kind, list) in lists {
      for (signs, size) in list {
        for sign in signs.split(separator: " ") {
          units[String(sign)] = Unit(kind: kind, size: size)
        }
      }
    }
    for sign in ["C", "cel"] { units[sign] = Unit(kind: .temperature, size: 1, zero: 273.15) }
    for sign in ["F", "fah"] { units[sign] = Unit(kind: .temperature, size: 5.0 / 9, zero: 459.67) }
    for sign in ["K", "kel"] { units[sign] = Unit(kind: .temperature, size: 1) }
    units["Rank"] = Unit(kind: .temperature, size: 5.0 / 9)
    units["Reau"] = Unit(kind: .temperature, size: 1.25, zero: 273.15 / 1.25)
    for (sign, size) in lengths where !["survey_mi", "ell", "parsec", "pc"].contains(sign) {
      units[sign + "2"] = Unit(kind: .area, size: size * size)
      units[sign + "^2"] = units[sign + "2"]
      units[sign + "3"] = Unit(kind: .volume, size: size * size * size * 1000)
      units[sign + "^3"] = units[sign + "3"]
    }
    return units
  }()

  private static let lengths: [(String, Double)] = [
    ("m", 1), ("mi", 1609.344), ("Nmi", 1852), ("in", 0.0254), ("ft", 0.3048), ("yd", 0.9144),
    ("ang", 1e-10), ("Pica", 0.0254 / 72), ("Picapt", 0.0254 / 72), ("picapt", 0.0254 / 72),
    ("pica", 0.0254 / 6), ("ell", 1.143), ("ly", 9.4607304725808e15),
    ("parsec", 3.08567758128155e16), ("pc", 3.08567758128155e16), ("survey_mi", 6_336_000.0 / 3937),
  ]

  private static let lists: [(Kind, [(String, Double)])] = [
    (.length, lengths),
    (
      .mass,
      [
        ("g", 1), ("sg", 14_593.902_937_206_4), ("lbm", 453.59237), ("u", 1.660538782e-24),
        ("ozm", 28.349523125), ("grain", 0.06479891), ("cwt shweight", 45359.237),
        ("uk_cwt lcwt hweight", 50802.34544), ("stone", 6350.29318), ("ton", 907184.74),
        ("uk_ton LTON brton", 1016046.9088),
      ]
    ),
    (.time, [("yr", 31_557_600), ("day d", 86_400), ("hr", 3600), ("mn min", 60), ("sec s", 1)]),
    (
      .pressure,
      [
        ("Pa p", 1), ("atm at", 101_325), ("mmHg", 133.322), ("psi", 6894.757293168361),
        ("Torr", 101_325.0 / 760),
      ]
    ),
    (.force, [("N", 1), ("dyn dy", 1e-5), ("lbf", 4.4482216152605), ("pond", 9.80665e-3)]),
    (
      .energy,
      [
        ("J", 1), ("e", 1e-7), ("c", 4.184), ("cal", 4.1868), ("eV ev", 1.602176487e-19),
        ("HPh hh", 2_684_519.537696173), ("Wh wh", 3600), ("flb", 1.3558179483314004),
        ("BTU btu", 1055.05585262),
      ]
    ),
    (.power, [("W w", 1), ("HP h", 745.6998715822702), ("PS", 735.49875)]),
    (.magnetism, [("T", 1), ("ga", 1e-4)]),
    (
      .volume,
      [
        ("tsp", 0.00492892159375), ("tspm", 0.005), ("tbs", 0.01478676478125),
        ("oz", 0.0295735295625), ("cup", 0.2365882365), ("pt us_pt", 0.473176473),
        ("uk_pt", 0.56826125), ("qt", 0.946352946), ("uk_qt", 1.1365225), ("gal", 3.785411784),
        ("uk_gal", 4.54609), ("l L lt", 1), ("barrel", 158.987294928), ("bushel", 35.23907016688),
        ("GRT regton", 2831.6846592), ("MTON", 1132.67386368),
      ]
    ),
    (
      .area,
      [
        ("acre uk_acre", 4046.8564224), ("us_acre", 4046.872609874252), ("ar", 100), ("ha", 10_000),
        ("Morgen", 2500),
      ]
    ),
    (.information, [("bit", 1), ("byte", 8)]),
    (
      .speed,
      [
        ("m/s m/sec", 1), ("m/h m/hr", 1.0 / 3600), ("mph", 0.44704), ("kn", 1852.0 / 3600),
        ("admkn", 1853.184 / 3600),
      ]
    ),
  ]
}
