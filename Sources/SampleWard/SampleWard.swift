internal import Diagnostics
public import Records
internal import Sheets
internal import Storage

/// An invented ward, "UBND phường Đông Hải", with half a year of bills and payments.
///
/// Everything comes from the seed: the same options give the same bytes on every machine.
///
/// - Shape: a workspace of `bakhong.yaml` and an inbox of six EVN files, two bank statements, a
///   collection list (XLSX), the household register (ODS) and the figures of the criteria that no
///   export gives; under 2 MB with the default options.
public struct SampleWard: Sendable {
  /// What can be chosen.
  public struct Options: Hashable, Sendable {
    /// Where the random numbers start.
    public var seed: UInt64
    /// Households of the register, 1 to 5000.
    public var households: Int
    /// Business customers, 0 to 500.
    public var businesses: Int

    /// Makes options; the defaults are those of the sample that ships.
    public init(seed: UInt64 = 2024, households: Int = 800, businesses: Int = 40) {
      precondition((1...5000).contains(households) && (0...500).contains(businesses))
      self.seed = seed
      self.households = households
      self.businesses = businesses
    }
  }

  /// The months of the bills, March to August 2024.
  public static let months = (3...8).compactMap { CalendarMonth(year: 2024, month: $0) }
  /// The managing unit that every customer code begins with.
  public static let codePrefix = "PA07DH"

  /// What it was made from.
  public let options: Options
  /// The files in the order in which they are written, `bakhong.yaml` last.
  public let files: [SampleFile]
  /// What really happened, for tests to count from.
  public let truth: SampleTruth

  /// Makes the ward in memory.
  public init(_ options: Options = Options()) {
    let population = Population(options)
    let bills = BillPlan(population, seed: options.seed).bills
    let plan = PaymentPlan(population, bills, seed: options.seed)
    let narrations = Narrations(population: population, bills: bills)
    let statements = [SampleList.bankStatementMB, .bankStatementVietcombank].map {
      StatementPlan($0, narrations, plan.payments, seed: options.seed)
    }
    let statementA = MBStatementFile.make(statements[0], bills)
    let statementB = VietcombankStatementFile.make(statements[1], bills)
    let collected = CollectionListFile(
      population, bills, plan.payments, seed: options.seed)
    let figures = IndicatorFigures(population, seed: options.seed)
    self.options = options
    files =
      Self.months.indices.map { EVNFile.make(month: $0, population, bills, plan.entries) }
      + [
        statementA.file, statementB.file, collected.file, RegisterFile.make(population),
        figures.file, Self.configuration,
      ]
    truth = SampleTruth(
      population, bills, plan,
      lines: statementA.lines + statementB.lines + collected.lines, figures: figures.truth)
  }

  /// Writes the workspace into `folder`, which is made if it is missing.
  ///
  /// When a file cannot be written, those written before it are removed again.
  ///
  /// - Parameter folder: A folder with no file in its inbox, and without a `bakhong.yaml`.
  /// - Throws: ``SampleError`` when one of both is there; the error of the disk or of a writer.
  public func write(to folder: String) throws {
    try write(to: folder, workbook: writeSampleWorkbook)
  }

  func write(
    to folder: String, workbook: (WorkbookDraft, [[RowDraft]], String) throws -> Void
  ) throws {
    let inbox = folder + "/inbox"
    if Folder.isFile(folder + "/bakhong.yaml") {
      throw SampleError.exists(path: folder + "/bakhong.yaml")
    }
    if try Folder.isFile(inbox) || Folder.isFolder(inbox) && !Folder.files(inbox).isEmpty {
      throw SampleError.exists(path: inbox)
    }
    try Folder.make(inbox)
    do {
      for file in files { try write(file, to: folder + "/" + file.path, workbook) }
    } catch {
      for file in files { try Folder.remove(folder + "/" + file.path) }
      throw error
    }
  }

  private func write(
    _ file: SampleFile, to path: String,
    _ workbook: (WorkbookDraft, [[RowDraft]], String) throws -> Void
  ) throws {
    switch file.content {
    case .bytes(let bytes):
      let staged = try StagedFile(for: path)
      try staged.write(bytes)
      try staged.commit()
    case .workbook(let draft, let rows):
      try placing(Origin(file: path)) { try workbook(draft, rows, path) }
    }
  }

  private static let configuration = SampleFile(
    path: "bakhong.yaml",
    content: .bytes(
      Array(
        """
        # Phường mẫu: mọi tên, mã và số liệu đều do máy sinh ra. An invented ward.
        unit: {id: dong-hai, name: UBND phường Đông Hải}
        periods: {before: 2024-03, after: 2024-08}
        definition: household-cashless/all-paid

        """.utf8)))
}
