// The one error of the test tools.

/// Why a tool that a test leans on could not do its work.
public struct ToolError: Error, CustomStringConvertible {
  /// What went wrong, with the tool's own words.
  public let description: String

  /// Makes an error with its text.
  public init(_ description: String) {
    self.description = description
  }
}
