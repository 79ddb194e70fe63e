// Formulas that follow a change of the workbook, or that were copied.

extension Formula {
  /// The formula after a change of the workbook: references follow, all else stays to the byte.
  ///
  /// - Parameters:
  ///   - change: What was changed.
  ///   - sheet: The sheet that the formula stands in.
  /// - Returns: The formula; the same when nothing of it is concerned.
  public func shifted(by change: StructureChange, inSheet sheet: String) -> Formula {
    var place = change.applied(to: GridRange(base), onSheet: sheet)?.first ?? base
    if case .deleteSheet = change { place = base }
    let moved = references.map { change.applied(to: $0, inSheet: sheet) }
    let names = scopedNames.map { $0.following(change) }
    guard moved != references || names != scopedNames else {
      return place == base || !notation.isR1C1 ? self : replacing(moved, names, at: place)
    }
    return replacing(moved, names, at: place)
  }

  /// The formula with every reference to cells put in another place.
  ///
  /// - Parameter place: Tells where a reference points from now on.
  /// - Returns: The formula; all else stays to the byte.
  public func placing(_ place: (Reference) -> Reference) -> Formula {
    let moved = references.map(place)
    return moved == references ? self : replacing(moved, scopedNames, at: base)
  }

  /// The formula copied to another cell: what has no `$` moves along.
  ///
  /// This is how OOXML's shared formulas are read: the text stands once, in the first cell.
  ///
  /// - Parameter cell: The cell that it is copied to.
  /// - Returns: The formula; references that would leave the sheet are deleted.
  public func moved(to cell: GridCell) -> Formula {
    guard cell != base else { return self }
    let moved = references.map {
      $0.moved(rows: cell.row - base.row, columns: cell.column - base.column)
    }
    return replacing(moved, scopedNames, at: cell)
  }

  private func replacing(
    _ changed: [Reference], _ names: [ScopedName], at cell: GridCell
  ) -> Formula {
    let text = rewritten { _, token in
      switch token.kind {
      case .reference:
        let reference = changed[Int(token.detail)]
        let isSame = reference == references[Int(token.detail)] && !notation.isR1C1
        return isSame ? nil : reference.text(in: notation, at: cell)
      case .name where token.detail > 0:
        let name = names[Int(token.detail) - 1]
        guard name != scopedNames[Int(token.detail) - 1] else { return nil }
        return notation.dialect == .ooxml
          ? name.scope.ooxmlPrefix + name.name
          : name.scope.openFormulaPrefix(sheet: name.scope.sheet, withBook: false) + "."
            + name.name
      default: return nil
      }
    }
    // What was written from a tree is read again without fail, unless it became too long.
    return (try? Formula(text, notation, at: cell)) ?? self
  }
}

extension ScopedName {
  fileprivate func following(_ change: StructureChange) -> ScopedName {
    guard scope.book == nil, !scope.sheet.isEmpty else { return self }
    switch change {
    case .renameSheet(let old, let new) where scope.sheet.isSheet(old):
      return ScopedName(
        scope: ReferenceScope(sheet: new, isAbsolute: scope.isAbsolute), name: name)
    case .deleteSheet(let gone, _) where scope.sheet.isSheet(gone):
      return ScopedName(scope: .deleted, name: name)
    default: return self
    }
  }
}

extension Formula {
  /// The formula with tables by other names: what a copy of a sheet needs.
  ///
  /// - Parameter names: The new names by the old ones; case makes no difference.
  /// - Returns: The formula; the same when it speaks of none of them.
  public func renamingTables(_ names: [String: String]) -> Formula {
    let names = Dictionary(
      names.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    let text = rewritten { _, token in
      guard token.kind == .structured || token.kind == .name && token.detail == 0 else {
        return nil
      }
      let source = source(of: token)
      let table = source.prefix { $0 != "[" }
      return names[table.lowercased()].map { $0 + source.dropFirst(table.count) }
    }
    return (try? Formula(text, notation, at: base)) ?? self
  }
}
