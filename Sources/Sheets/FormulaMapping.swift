internal import Diagnostics

extension WorkbookDraft {
  /// The draft with the expressions beside its cells replaced: those of validations, conditional
  /// formats and names.
  ///
  /// - Parameter replace: Gives the expression for one, with the cell that its relative references
  ///   count from, and the sheet's name.
  /// - Returns: The draft.
  /// - Throws: What `replace` throws.
  public func mappingFormulas(
    _ replace: (FormulaText, CellAddress?, String?) throws(DraftError) -> FormulaText
  ) throws(DraftError) -> WorkbookDraft {
    var draft = self
    for place in sheets.indices {
      let name = sheets[place].name
      for (index, validation) in sheets[place].validations.enumerated() {
        draft.sheets[place].validations[index].rule = try validation.rule.mapping {
          formula throws(DraftError) in try replace(formula, validation.base, name)
        }
      }
      for (index, format) in sheets[place].conditionalFormats.enumerated() {
        for (number, rule) in format.rules.enumerated() {
          let condition = try rule.condition.mapping { formula throws(DraftError) in
            try replace(formula, format.base, name)
          }
          draft.sheets[place].conditionalFormats[index].rules[number].condition = condition
        }
      }
    }
    for (index, name) in namedRanges.enumerated() where name.target == nil {
      guard let formula = name.formula else { continue }
      draft.namedRanges[index].formula = try replace(formula, nil, name.scope)
    }
    return draft
  }
}

extension Comparison {
  fileprivate func mapping<Failure: Error>(
    _ replace: (FormulaText) throws(Failure) -> FormulaText
  ) throws(Failure) -> Comparison {
    var copy = self
    copy.first = try replace(first)
    if let second { copy.second = try replace(second) }
    return copy
  }
}

extension DataValidation.Rule {
  /// The rule with its expressions replaced.
  public func mapping<Failure: Error>(
    _ replace: (FormulaText) throws(Failure) -> FormulaText
  ) throws(Failure) -> DataValidation.Rule {
    switch self {
    case .any, .list: self
    case .listFrom(let formula): .listFrom(try replace(formula))
    case .custom(let formula): .custom(try replace(formula))
    case .whole(let comparison): .whole(try comparison.mapping(replace))
    case .decimal(let comparison): .decimal(try comparison.mapping(replace))
    case .date(let comparison): .date(try comparison.mapping(replace))
    case .time(let comparison): .time(try comparison.mapping(replace))
    case .textLength(let comparison): .textLength(try comparison.mapping(replace))
    }
  }
}

extension ConditionalRule.Condition {
  /// The condition with its expressions replaced.
  public func mapping<Failure: Error>(
    _ replace: (FormulaText) throws(Failure) -> FormulaText
  ) throws(Failure) -> ConditionalRule.Condition {
    switch self {
    case .compare(let comparison): .compare(try comparison.mapping(replace))
    case .formula(let formula): .formula(try replace(formula))
    default: self
    }
  }
}
