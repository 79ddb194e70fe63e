import Testing

@testable import Formulas

/// The special functions to their last digits, against values of tables with more of them.
@Suite struct NumericsTests {
  private static func isNear(_ one: Double, _ other: Double, _ tolerance: Double = 1e-13) -> Bool {
    abs(one - other) <= tolerance * abs(other)
  }

  // DLMF and R's documentation give these to 16 digits.
  @Test func matchesTables() {
    #expect(Self.isNear(NormalCurve.below(-1.96), 0.024_997_895_148_220_43))
    #expect(Self.isNear(NormalCurve.below(1), 0.841_344_746_068_542_9))
    #expect(Self.isNear(NormalCurve.inverse(0.975), 1.959_963_984_540_054))
    #expect(Self.isNear(NormalCurve.inverse(1e-10), -6.361_340_902_404_056, 1e-12))
    #expect(Self.isNear(GammaFunctions.upper(0.5, 2), 0.045_500_263_896_358_41))
    #expect(Self.isNear(BetaFunctions.regularized(0.5, 2, 3), 0.6875))
    #expect(Self.isNear(BesselFunctions.modifiedFirst(1, 0), 1.266_065_877_752_008_4))
    #expect(Self.isNear(BesselFunctions.modifiedSecond(1, 0), 0.421_024_438_240_708_3))
    #expect(Self.isNear(BesselFunctions.modifiedSecond(2, 3), 0.647_385_390_948_634_2, 1e-12))
  }

  @Test(arguments: [0.001, 0.01, 0.25, 0.5, 0.75, 0.99, 0.999_9], [1.0, 2, 5, 30, 250])
  func invertsWhatItComputes(_ p: Double, _ freedom: Double) {
    let gamma = Distributions.gammaInverse(p, freedom, 2)
    #expect(Self.isNear(GammaFunctions.lower(freedom, gamma / 2), p, 1e-12))
    let f = Distributions.fInverse(p, freedom, 7)
    #expect(Self.isNear(Distributions.fBelow(f, freedom, 7), p, 1e-11))
    let beta = Distributions.betaInverse(p, freedom, 3)
    #expect(Self.isNear(BetaFunctions.regularized(beta, freedom, 3), p, 1e-11))
    let t = Distributions.studentInverse(above: p / 2, freedom)
    #expect(Self.isNear(Distributions.studentAbove(t, freedom), p / 2, 1e-12))
    #expect(Self.isNear(NormalCurve.below(NormalCurve.inverse(p)), p))
  }

  @Test func sumsOfDiscreteChancesAreOne() {
    for (n, p) in [(10.0, 0.3), (1000, 0.01), (37, 0.999)] {
      let sum = (0...Int(n)).reduce(0.0) { $0 + Counting.binomialExactly(Double($1), of: n, p) }
      #expect(abs(sum - 1) < 1e-12)
      let half = (0...Int(n / 2)).reduce(0.0) {
        $0 + Counting.binomialExactly(Double($1), of: n, p)
      }
      #expect(abs(half - Counting.binomialAtMost((n / 2).rounded(.down), of: n, p)) < 1e-12)
    }
  }
}
