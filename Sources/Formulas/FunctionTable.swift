/// The functions that can be evaluated, found by the name that a dialect has for them.
public struct FunctionTable: Sendable {
  /// The functions.
  public let functions: [FunctionDefinition]
  private let openFormula: [String: Int]
  private let ooxml: [String: Int]

  /// Makes a table of functions; of two that have one name in a dialect the first counts.
  public init(_ functions: [FunctionDefinition]) {
    self.functions = functions
    var byOpenFormula: [String: Int] = [:]
    var byOOXML: [String: Int] = [:]
    func note(_ name: String?, _ index: Int, in names: inout [String: Int]) {
      guard let key = name?.uppercased(), names[key] == nil else { return }
      names[key] = index
    }
    for (index, function) in functions.enumerated() {
      note(function.openFormula, index, in: &byOpenFormula)
      note(function.ooxml, index, in: &byOOXML)
    }
    for (index, function) in functions.enumerated() {
      for name in [function.name] + function.aliases {
        if function.openFormula != nil { note(name, index, in: &byOpenFormula) }
        if function.ooxml != nil { note(name, index, in: &byOOXML) }
      }
    }
    openFormula = byOpenFormula
    ooxml = byOOXML
  }

  /// The number of the function that OpenFormula has under a name, in whatever case.
  public func indexInOpenFormula(_ name: String) -> Int? {
    openFormula[name] ?? openFormula[name.uppercased()]
  }
  /// The number of the function that OOXML has under a name, in whatever case.
  ///
  /// Programs differ in which names are younger than Excel 2007: a prefix too much is passed over.
  public func indexInOOXML(_ name: String) -> Int? {
    if let index = ooxml[name] { return index }
    let upper = name.uppercased()
    if let index = ooxml[upper] { return index }
    return upper.hasPrefix("_XLFN.") ? ooxml[String(upper.dropFirst(6))] : nil
  }

  /// Every function there is.
  public static let standard = FunctionTable(FunctionFamilies.all)
}
