public import Diagnostics
public import Records

/// All that the ledger holds, with one version of everything.
public struct LedgerContents: Sendable {
  /// The files, in the order they were imported.
  public var sources: [SourceFile]
  /// The households: of each Mã hộ the version in the file imported last, in the order of Mã hộ.
  public var households: [Household]
  /// The persons: of each citizen id the version in the file imported last.
  public var residents: [Resident]
  /// The accounts: of each holder, bank and day the version in the file imported last.
  public var accounts: [PaymentAccount]
  /// The bills: of each bill id the version that knows most of its payment, in the order of ids.
  public var bills: [Bill]
  /// The payment lines, all of them, in the order they were added.
  public var payments: [Payment]
  /// The payment lines whose narrations were erased; what rules matched them to stands.
  public var erased: Set<Provenance>
  /// The figures: of each criterion, column and phố those of the file imported last.
  public var figures: [IndicatorFigure]
  /// The figures that people typed into the form: of each criterion and column the last.
  public var adjustments: [RecordedAdjustment]
  /// The rows that were set aside, in the order of their files.
  public var rejected: [RejectedRow]
}

/// A row that was set aside when its file was imported.
public struct RejectedRow: Hashable, Sendable {
  /// The SHA-256 of the file.
  public var sourceSHA256: String
  /// What is wrong with it, and where.
  public var diagnostic: Diagnostic

  /// Makes an entry.
  public init(sourceSHA256: String, diagnostic: Diagnostic) {
    self.sourceSHA256 = sourceSHA256
    self.diagnostic = diagnostic
  }
}
