// What a test needs beyond the package; where it is missing, the test is skipped with a reason.

public import Testing

/// Something outside the package that a test leans on.
///
/// ```swift
/// @Test(.needs(.libreOffice)) func opensWithoutRepair() throws { … }
/// ```
public enum Need: String, Sendable, CaseIterable {
  /// `soffice`, to open what we wrote.
  case libreOffice
  /// LibreOffice and its bindings for Python, to edit as people do.
  case libreOfficeScripting
  /// `pdftotext` and `pdftoppm`, to look at what was printed.
  case poppler
  /// `xmllint`, `xsltproc`, `unzip` and the schemas of the shared folder.
  case schemas
  /// The shared folder with its collected files.
  case sharedFolder

  /// Whether it is there.
  public var isMet: Bool {
    switch self {
    case .libreOffice: LibreOffice.isPresent
    case .libreOfficeScripting: LibreOffice.isScriptable
    case .poppler: Subprocess.isInstalled("pdftotext") && Subprocess.isInstalled("pdftoppm")
    case .schemas: SchemaCheck.isPossible
    case .sharedFolder: SharedFolder.path != nil
    }
  }

  /// Why a test is skipped without it.
  public var reason: Comment {
    switch self {
    case .libreOffice: "LibreOffice is not installed; make test-deps installs it"
    case .libreOfficeScripting: "python3-uno is not installed; make test-deps installs it"
    case .poppler: "poppler-utils is not installed; make test-deps installs it"
    case .schemas: "the schemas or the programs that read them are missing"
    case .sharedFolder: "there is no shared folder beside the package"
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test, and prints why, where something it needs is missing.
  public static func needs(_ need: Need) -> Self {
    .enabled(if: need.isMet, need.reason)
  }
}
