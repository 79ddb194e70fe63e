/// What each dialect calls a function.
///
/// Functions of ``FunctionTable/standard`` carry their names; here stand those that no table has.
public enum FunctionNames {
  /// The OpenFormula name of a function of OOXML; nil for a function of OOXML alone.
  ///
  /// A name that nobody knows is taken for a macro's and kept.
  public static func openFormula(of name: String) -> String? {
    let table = FunctionTable.standard
    if let index = table.indexInOOXML(name) { return table.functions[index].openFormula }
    let upper = name.uppercased()
    if let other = Rare.openFormula[upper] { return other }
    for prefix in ["_XLFN._XLWS.", "_XLFN."] where upper.hasPrefix(prefix) {
      let bare = String(upper.dropFirst(prefix.count))
      return bare.hasPrefix("ORG.") || bare.hasPrefix("COM.") ? bare : "COM.MICROSOFT." + bare
    }
    return name
  }

  /// The OOXML name of a function of OpenFormula; nil for a function of OpenFormula alone.
  ///
  /// A name that nobody knows is taken for a macro's and kept.
  public static func ooxml(of name: String) -> String? {
    let table = FunctionTable.standard
    if let index = table.indexInOpenFormula(name) { return table.functions[index].ooxml }
    let upper = name.uppercased()
    if let other = Rare.ooxml[upper] { return other }
    for prefix in ["COM.MICROSOFT.", "LEGACY."] where upper.hasPrefix(prefix) {
      let bare = String(upper.dropFirst(prefix.count))
      return prefix == "LEGACY." ? bare : "_xlfn." + bare
    }
    return upper.hasPrefix("ORG.") ? "_xlfn." + upper : name
  }
}
