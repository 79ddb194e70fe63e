/// Functions that Excel 2010 gave a second name, each a definition of its own so that a workbook
/// keeps the name it has.
enum ModernNames {
  /// The newer name beside the older one.
  static let pairs: [(new: String, old: String)] = [
    ("BETA.INV", "BETAINV"), ("BINOM.DIST", "BINOMDIST"), ("BINOM.INV", "CRITBINOM"),
    ("CHISQ.INV.RT", "CHIINV"), ("CHISQ.TEST", "CHITEST"),
    ("CHISQ.INV", "CHISQINV"),
    ("CONFIDENCE.NORM", "CONFIDENCE"), ("COVARIANCE.P", "COVAR"), ("EXPON.DIST", "EXPONDIST"),
    ("F.DIST.RT", "FDIST"), ("F.INV.RT", "FINV"), ("F.TEST", "FTEST"),
    ("FORECAST.LINEAR", "FORECAST"), ("GAMMA.INV", "GAMMAINV"),
    ("GAMMALN.PRECISE", "GAMMALN"), ("LOGNORM.INV", "LOGINV"),
    ("NORM.DIST", "NORMDIST"), ("NORM.INV", "NORMINV"), ("NORM.S.INV", "NORMSINV"),
    ("PERCENTILE.INC", "PERCENTILE"), ("PERCENTRANK.INC", "PERCENTRANK"),
    ("POISSON.DIST", "POISSON"), ("QUARTILE.INC", "QUARTILE"), ("RANK.EQ", "RANK"),
    ("STDEV.P", "STDEVP"), ("STDEV.S", "STDEV"), ("T.INV.2T", "TINV"), ("T.TEST", "TTEST"),
    ("VAR.P", "VARP"), ("VAR.S", "VAR"), ("WEIBULL.DIST", "WEIBULL"), ("Z.TEST", "ZTEST"),
    ("ERFC.PRECISE", "ERFC"),
  ]

  /// The newer functions, which do what the older ones of `functions` do.
  static func definitions(from functions: [FunctionDefinition]) -> [FunctionDefinition] {
    pairs.compactMap { new, old in
      // Of two with one name the one that Excel has is meant.
      let candidates = functions.filter { $0.name == old }
      guard let known = candidates.first(where: { $0.ooxml != nil }) ?? candidates.first else {
        return nil
      }
      return FunctionDefinition(
        new, known.arity, known.parameters, repeating: known.repeating, openFormula: .microsoft,
        ooxml: .xlfn, known.body)
    }
  }
}
