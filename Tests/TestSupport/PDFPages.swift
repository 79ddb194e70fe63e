// What a printed page holds: its text, and its picture for people to look at.

/// Reads PDF files with poppler.
public enum PDFPages {
  /// The text of each page, laid out as on paper.
  ///
  /// - Parameter file: A PDF file.
  /// - Returns: One text a page.
  /// - Throws: ``ToolError`` when the file cannot be read.
  public static func texts(of file: String) throws -> [String] {
    let outcome = try Subprocess.check("pdftotext", ["-layout", "-enc", "UTF-8", file, "-"])
    // A form feed ends every page.
    return outcome.output.split(separator: "\u{C}", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
  }

  /// A PNG picture of each page.
  ///
  /// - Parameters:
  ///   - file: A PDF file.
  ///   - folder: Where the pictures go; it is made when it is missing.
  ///   - dpi: Dots an inch.
  ///   - isGray: Whether they are grey, eight bits a dot.
  /// - Returns: The pictures in the order of the pages.
  /// - Throws: ``ToolError`` when the file cannot be read.
  public static func pictures(
    of file: String, into folder: String, dpi: Int = 100, isGray: Bool = false
  ) throws -> [String] {
    try TemporaryFolder.with { scratch in
      _ = try Subprocess.check(
        "pdftoppm",
        ["-png", "-r", "\(dpi)"] + (isGray ? ["-gray"] : []) + [file, scratch.file("page")],
        timeout: 120)
      return try scratch.moveFiles(into: folder)
    }
  }
}
