internal import Records
internal import Sheets

/// What became of a row.
enum RowOutcome {
  /// A record; what its row says is the builder's content.
  case record(ImportedRecord)
  /// A line of a statement that is on the other side, and no payment.
  case ignored
}

/// Makes records of rows, by the kind of their layout.
struct RecordBuilder {
  let layout: Layout
  let side: PaymentSide
  let channels: ChannelTable
  /// The account that stands above the header; empty when there is none.
  var account = ""
  /// Words without a meaning, with the field they stand in.
  var unknownWords = UnknownWords()
  /// What the last row says: what its identity is made from.
  var content = IdentityContent()
  /// What words of EVN's columns mean.
  var statuses = WordTable<Bool?>()
  var customerTypes = WordTable<Bool>()
  private var metChannels = WordTable<Channel>()

  /// The record of a row.
  mutating func build(_ row: RowView, _ provenance: Provenance) throws(RowFault) -> RowOutcome {
    switch layout.kind {
    case .register: try household(row, provenance)
    case .residents: try resident(row, provenance)
    case .accounts: try paymentAccount(row, provenance)
    case .bills: try bill(row, provenance)
    case .payments: try payment(row, provenance)
    case .figures: try figure(row, provenance)
    }
  }

  init(layout: Layout, side: PaymentSide, channels: ChannelTable) {
    self.layout = layout
    self.side = side
    self.channels = channels
  }

  /// The channel of a word, which is noted when the table does not know it.
  mutating func channel(_ word: String) -> Channel {
    let channel = metChannels.value(of: word, else: channels.channel)
    if case .unknown(let word?) = channel { unknownWords.note(word, .channel) }
    return channel
  }

  private mutating func household(_ row: RowView, _ provenance: Provenance) throws(RowFault)
    -> RowOutcome
  {
    let separators: Set<Character> = [";", ",", "\n", "\r", "\r\n"]
    var codes: [CustomerCode] = []
    for part in row.text(.code).split(whereSeparator: { separators.contains($0) }) {
      let text = String(part).trimmed
      guard !text.isEmpty else { continue }
      guard let code = CustomerCode(text) else { throw .code(.code) }
      if !codes.contains(code) { codes.append(code) }
    }
    let household = Household(
      id: try row.needed(.household), headName: row.text(.head), pho: row.text(.pho),
      address: row.text(.address), members: try row.count(.members),
      membersOver15: try row.count(.membersOver15), customerCodes: codes, provenance: provenance)
    content.begin("household")
    for text in [household.id, household.headName, household.pho, household.address] {
      content.add(text)
    }
    content.add(household.members.map(Int64.init))
    content.add(household.membersOver15.map(Int64.init))
    for code in codes { content.add(code.text) }
    return .record(.household(household))
  }

  private mutating func resident(_ row: RowView, _ provenance: Provenance) throws(RowFault)
    -> RowOutcome
  {
    let resident = Resident(
      householdID: try row.needed(.household), name: try row.needed(.name),
      born: try row.neededDay(.born), citizenID: try citizenID(row), provenance: provenance)
    content.begin("resident")
    content.add(resident.householdID)
    content.add(resident.name)
    content.add(resident.born)
    content.add(resident.citizenID)
    return .record(.resident(resident))
  }

  private mutating func paymentAccount(
    _ row: RowView, _ provenance: Provenance
  ) throws(RowFault) -> RowOutcome {
    let account = PaymentAccount(
      citizenID: try citizenID(row), bank: try row.needed(.bank),
      openedOn: try row.neededDay(.opened), closedOn: try row.day(.closed), provenance: provenance)
    content.begin("account")
    content.add(account.citizenID)
    content.add(account.bank)
    content.add(account.openedOn)
    content.add(account.closedOn)
    return .record(.account(account))
  }

  /// Twelve digits: a spreadsheet that took them for a number has lost the leading zero.
  private func citizenID(_ row: RowView) throws(RowFault) -> String {
    if SpoiltID.isSpoilt(row.cell(.citizenID)) { throw .spoilt(.citizenID) }
    let text = try row.needed(.citizenID).filter { $0 != " " && $0 != "." }
    guard text.utf8.count == 12, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
      throw .citizenID
    }
    return text
  }

  private mutating func figure(_ row: RowView, _ provenance: Provenance) throws(RowFault)
    -> RowOutcome
  {
    guard let numerator = try row.count(.numerator) else { throw .missing(.numerator) }
    guard let denominator = try row.count(.denominator) else { throw .missing(.denominator) }
    let pho = row.text(.pho)
    let evidence = row.text(.evidence)
    let subject = row.text(.subject)
    let figure = IndicatorFigure(
      criterion: try criterion(row), column: try column(row), numerator: numerator,
      denominator: denominator, pho: pho.isEmpty ? nil : pho,
      subject: subject.isEmpty ? nil : subject,
      evidence: evidence.isEmpty ? nil : evidence, provenance: provenance)
    content.begin("figure")
    content.add(Int64(figure.criterion))
    content.add(figure.column.rawValue)
    content.add(Int64(numerator))
    content.add(Int64(denominator))
    content.add(pho)
    content.add(evidence)
    if !subject.isEmpty { content.add(subject) }
    return .record(.figure(figure))
  }

  /// `10`, `CT10`, `10. Tỷ lệ…`: the first number, 1 to 999; the form says which there are.
  private func criterion(_ row: RowView) throws(RowFault) -> Int {
    var key = HeaderKey.whole(try row.needed(.criterion))[...]
    for word in ["chi tieu", "tieu chi", "ct"] where key.hasPrefix(word) {
      key = key.dropFirst(word.count)
      break
    }
    let digits = key.drop { $0 == " " }.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), 1...999 ~= number else { throw .number(.criterion) }
    return number
  }

  private func column(_ row: RowView) throws(RowFault) -> ReportColumn {
    switch HeaderKey.whole(try row.needed(.column)) {
    case "truoc", "truoc trien khai", "before": return .before
    case "sau", "sau trien khai", "after": return .after
    default: throw .word(.column)
    }
  }
}

/// Words of a file without a meaning, with how often each occurs.
struct UnknownWords {
  private(set) var counts: [Field: [String: Int]] = [:]
  /// Ids that a spreadsheet has spoilt, in columns that a record can do without.
  private(set) var spoilt: [Field: Int] = [:]

  /// Counts a word.
  mutating func note(_ word: String, _ field: Field) {
    counts[field, default: [:]][word, default: 0] += 1
  }

  /// Counts a spoilt id.
  mutating func noteSpoilt(_ field: Field) {
    spoilt[field, default: 0] += 1
  }
}
