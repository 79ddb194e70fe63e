extension FunctionNames {
  /// Names that no rule gives; read from LibreOffice 7.4's own tables through its API.
  enum Rare {
    /// OOXML's name in capitals, and OpenFormula's.
    static let openFormula: [String: String] = {
      var names: [String: String] = [:]
      for name in younger { names["_XLFN." + name] = name }
      for name in legacy { names[name] = "LEGACY." + name }
      for name in microsoft { names[name] = "COM.MICROSOFT." + name }
      for (ooxml, other) in others { names[ooxml.uppercased()] = other }
      return names
    }()

    /// OpenFormula's name in capitals, and OOXML's.
    static let ooxml: [String: String] = {
      var names: [String: String] = [:]
      for name in younger { names[name] = "_xlfn." + name }
      for name in legacy { names["LEGACY." + name] = name }
      for name in microsoft { names["COM.MICROSOFT." + name] = name }
      for (ooxml, other) in others { names[other] = ooxml }
      // OpenFormula's own rounding is nearest to Excel's younger one.
      names["CEILING"] = "_xlfn.CEILING.MATH"
      names["FLOOR"] = "_xlfn.FLOOR.MATH"
      return names
    }()

    /// Younger than Excel 2007, and named alike but for the prefix.
    private static let younger = [
      "ACOT", "ACOTH", "ARABIC", "BASE", "BINOM.DIST.RANGE", "BITAND", "BITLSHIFT", "BITOR",
      "BITRSHIFT", "BITXOR", "COMBINA", "COT", "COTH", "CSC", "CSCH", "DAYS", "DECIMAL", "GAMMA",
      "GAUSS", "IFNA", "ISFORMULA", "ISOWEEKNUM", "MUNIT", "NUMBERVALUE", "PDURATION",
      "PERMUTATIONA", "PHI", "RRI", "SEC", "SECH", "SHEET", "SHEETS", "UNICHAR", "UNICODE", "XOR",
    ]

    /// Excel's old distributions, which OpenFormula calls legacy.
    private static let legacy = [
      "CHIDIST", "CHIINV", "CHITEST", "FDIST", "FINV", "NORMSDIST", "NORMSINV", "TDIST",
    ]

    /// Named alike, but with other rules than OpenFormula's own or with none there.
    private static let microsoft = [
      "CEILING", "FLOOR", "ISO.CEILING", "NETWORKDAYS.INTL", "WORKDAY.INTL",
    ]

    private static let others = [
      ("_xlfn.F.DIST", "FDIST"), ("_xlfn.F.INV", "FINV"), ("_xlfn.SKEW.P", "SKEWP"),
      ("_xlfn.FORMULATEXT", "FORMULA"), ("TABLE", "MULTIPLE.OPERATIONS"),
      ("_xlfn._xlws.FILTER", "COM.MICROSOFT.FILTER"), ("_xlfn._xlws.SORT", "COM.MICROSOFT.SORT"),
    ]
  }
}
