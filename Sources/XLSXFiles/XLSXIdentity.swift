internal import Diagnostics
public import Sheets
internal import XMLStreams
internal import ZipArchives

extension XLSXReader {
  /// What a workbook says of itself.
  ///
  /// - Source: ECMA-376 part 1 §12.3.23 (workbook part), §15.2.12.3 (extended properties);
  ///   [MS-OFFMACRO2] for the content types of workbooks with macros.
  /// - Parameter path: The file.
  /// - Returns: Its format, and the program that wrote it.
  /// - Throws: As ``init(path:)``.
  public static func identity(path: String) throws -> WorkbookIdentity {
    let archive = try XLSXPackage(path: path).archive
    func tree(_ name: String) throws -> XMLElement? {
      let member = archive.members.first { $0.name.lowercased() == name }
      // What it says of itself is not worth a refusal.
      return try member.flatMap { member in
        try archive.unlessDamaged { try XMLPart.parse(archive.read(member.name)) }
      }
    }
    let types = try tree("[content_types].xml")?.children.compactMap { $0.attribute("ContentType") }
    let isMacro = types?.contains { $0.hasSuffix(".macroEnabled.main+xml") } ?? false
    let isTemplate = types?.contains { $0.contains("template.") && $0.hasSuffix("main+xml") }
    var identity = WorkbookIdentity(
      format: (isTemplate ?? false ? "xlt" : "xls") + (isMacro ? "m" : "x"))
    if let properties = try tree("docprops/app.xml"),
      let application = properties.child("Application")?.text, !application.isEmpty
    {
      let version = properties.child("AppVersion").map { " " + $0.text } ?? ""
      identity.generator = String((application + version).prefix(200))
    }
    return identity
  }
}
