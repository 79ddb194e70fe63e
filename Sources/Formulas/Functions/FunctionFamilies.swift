/// Every function, family by family.
enum FunctionFamilies {
  private static let families: [FunctionDefinition] =
    ChoiceFunctions.table + LogicFunctions.table + InformationFunctions.table
    + (mathematics + statistics + finance + words).map(\.failingOnErrors)
    + LookupFunctions.table + ReferenceFunctions.table + ArrayFunctions.table
    + ShapingFunctions.table + SplittingFunctions.table + DatabaseFunctions.table

  private static let mathematics: [FunctionDefinition] =
    MathFunctions.table + RoundingFunctions.table + IntegerFunctions.table
    + TrigonometryFunctions.table + SumFunctions.table + CriteriaFunctions.table
    + SubtotalFunctions.table + MatrixFunctions.table + EngineeringFunctions.table
    + ComplexFunctions.table + UnitFunctions.table

  private static let statistics: [FunctionDefinition] =
    StatisticsFunctions.table + CountFunctions.table + RankFunctions.table
    + RegressionFunctions.table + DistributionFunctions.table + DiscreteFunctions.table
    + TestFunctions.table

  private static let finance: [FunctionDefinition] =
    AnnuityFunctions.table + CashFlowFunctions.table + DepreciationFunctions.table
    + BondFunctions.table

  private static let words: [FunctionDefinition] =
    TextFunctions.table + TextValueFunctions.table + NumeralFunctions.table
    + DateFunctions.table + WorkdayFunctions.table

  /// All of them; those that Excel renamed stand behind those they do the same as.
  static let all: [FunctionDefinition] = families + ModernNames.definitions(from: families)

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The function that people know by a name.
  static func function(named name: String) -> FunctionDefinition? { byName[name] }
}
