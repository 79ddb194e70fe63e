/// What functions know while a formula is evaluated.
///
/// One is made for an evaluation and used for formula after formula, on one thread.
public final class FunctionContext {
  /// The settings.
  public let settings: EvaluationSettings
  /// Where cells are read.
  public let source: any CellSource
  /// The cell whose formula is evaluated.
  public internal(set) var cell: CellPlace
  /// Whether the formula is an array formula, so that ranges give arrays and not single values.
  public internal(set) var isArrayFormula = false
  /// Where values stand in columns that were searched; to be emptied when cells change.
  var lookupIndexes = LookupIndexes()
  private var chance: UInt64

  /// Makes a context.
  public init(settings: EvaluationSettings, source: any CellSource, cell: CellPlace) {
    self.settings = settings
    self.source = source
    self.cell = cell
    chance = settings.seed
  }

  /// The next random number, at least 0 and less than 1.
  ///
  /// - Source: SplitMix64, by Sebastiano Vigna, in the public domain.
  public func random() -> Double {
    chance &+= 0x9E37_79B9_7F4A_7C15
    var mixed = chance
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return Double(mixed >> 11) * 0x1p-53
  }

  /// Starts the random numbers of one cell, so that they do not depend on the order of evaluation.
  func reseed(for cell: CellPlace) {
    let place = UInt64(truncatingIfNeeded: cell.sheet) << 40
    let index = UInt64(truncatingIfNeeded: cell.cell.row * GridRange.columnsMax + cell.cell.column)
    chance = settings.seed &+ (place ^ index) &* 0xD134_2543_DE82_EF95
  }
}
