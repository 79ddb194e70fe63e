/// What a workbook says of itself.
public struct WorkbookIdentity: Hashable, Sendable {
  /// The format by its usual extension: `ods`, `ots`, `fods`, `xlsx`, `xlsm`, `xltx`, `xltm`.
  public var format: String
  /// The program that wrote it, as it names itself; nil when it does not.
  public var generator: String?

  /// Makes an identity.
  public init(format: String, generator: String? = nil) {
    self.format = format
    self.generator = generator
  }
}
