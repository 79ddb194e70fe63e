import Diagnostics
import Glibc
import LedgerStore
import Records
import Storage

/// A folder for one test, removed with everything in it at the end.
final class LedgerScratch {
  let folder: String
  var path: String { folder + "/ledger.sqlite" }

  init(prefix: String = "bakhong-ledger") throws {
    // Memory instead of a disk where there is some: what is synced there costs nothing.
    let base = Folder.isFolder("/dev/shm") ? "/dev/shm" : "/tmp"
    var template = Array("\(base)/\(prefix)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw StorageError.missing(file: "/tmp") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in files { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  var files: [String] { (try? Folder.files(folder)) ?? [] }

  func write(_ bytes: [UInt8]) throws {
    let file = try StagedFile(for: path)
    try file.write(bytes)
    try file.commit()
  }

  func digest() throws -> SHA256Digest { SHA256Digest(of: try FileBytes.read(path)) }
}

/// Invented records, and files that hold them.
enum Invented {
  static func month(_ iso: String) throws -> CalendarMonth {
    guard let month = CalendarMonth(iso: iso) else { throw StorageError.missing(file: iso) }
    return month
  }

  static func day(_ iso: String) throws -> CalendarDay {
    guard let day = CalendarDay(iso: iso) else { throw StorageError.missing(file: iso) }
    return day
  }

  static func code(_ number: Int) throws -> CustomerCode {
    let digits = String(number)
    let text = "PA07AB" + String(repeating: "0", count: 7 - digits.count) + digits
    guard let code = CustomerCode(text) else { throw StorageError.missing(file: text) }
    return code
  }

  static func bill(
    _ number: Int, paid: Bool? = nil, paidOn: CalendarDay? = nil,
    channel: Channel = .unknown(word: nil), sha256: String = "a", line: Int = 2
  ) throws -> Bill {
    Bill(
      id: "10000\(number)", customerCode: try code(number), month: try month("2024-08"), cycle: 1,
      issuedOn: try day("2024-08-03"), amountVND: 350_000 + Int64(number), isResidential: true,
      payment: EVNPayment(isPaid: paid, paidOn: paidOn, channel: channel, collector: "NH1"),
      provenance: Provenance(sourceSHA256: sha256, sheet: nil, line: line))
  }

  static func household(_ id: String, pho: String, sha256: String, line: Int = 2) throws
    -> Household
  {
    Household(
      id: id, headName: "Người Một", pho: pho, address: "1 Đường Hai", members: 4,
      membersOver15: nil, customerCodes: [try code(1), try code(2)],
      provenance: Provenance(sourceSHA256: sha256, sheet: "Hộ", line: line))
  }

  static func file(
    _ name: String, _ records: [ImportedRecord], sha256: String, rejections: [Diagnostic] = []
  ) -> FileImport {
    FileImport(
      name: name, sha256: sha256, layout: "invented", rows: records.count + rejections.count,
      rejections: rejections,
      records: records.map {
        IdentifiedRecord(identity: key(identity(of: $0)), record: $0)
      })
  }

  /// The key of a record that is known by a text.
  static func key(_ text: String) -> RecordKey {
    RecordKey(words: Bytes16(digestOf: text).words)
  }

  /// Says what the record says but for its place.
  private static func identity(of record: ImportedRecord) -> String {
    let nowhere = Provenance(sourceSHA256: "", line: 0)
    switch record {
    case .household(var it):
      it.provenance = nowhere
      return "\(it)"
    case .resident(var it):
      it.provenance = nowhere
      return "\(it)"
    case .account(var it):
      it.provenance = nowhere
      return "\(it)"
    case .bill(var it):
      it.provenance = nowhere
      return "\(it)"
    case .payment(var it):
      it.provenance = nowhere
      return "\(it)"
    case .figure(var it):
      it.provenance = nowhere
      return "\(it)"
    }
  }
}

extension Ledger {
  /// Adds files, each in a transaction of its own.
  @discardableResult
  func add(_ files: FileImport...) throws -> [SourceFile] {
    try files.map { file in
      try write { try $0.add(file, importedAt: "2024-09-01T08:00:00") }
    }
  }
}
