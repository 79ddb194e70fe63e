internal import Records

/// What one payment line says about the bills it pays.
///
/// Small, as there are millions: what few lines have stands in ``More``.
struct Evidence: Sendable {
  /// What few lines have.
  final class More: Sendable {
    /// All bills whose ids the line names, each once.
    let named: [Int]
    /// All customer codes that it names, in the order of codes.
    let groups: [Int]
    /// All months that it names, as ordinals.
    let months: [Int32]
    /// What may be a code with a slip, or part of one.
    let pieces: [CodePiece]

    init(named: [Int], groups: [Int], months: [Int32], pieces: [CodePiece]) {
      self.named = named
      self.groups = groups
      self.months = months
      self.pieces = pieces
    }
  }

  /// What the line is, as bits.
  struct Flags: OptionSet, Sendable {
    var rawValue: UInt8
    /// It names a code that nobody was billed under.
    static let hasUnbilledCode = Flags(rawValue: 1)
    /// It names a bill of one customer and the code of another.
    static let contradictsItself = Flags(rawValue: 2)
    /// It speaks of electricity.
    static let isAboutElectricity = Flags(rawValue: 4)
    /// It stands in a collection list.
    static let isCollected = Flags(rawValue: 8)
    /// Names were looked for.
    static let isReadForNames = Flags(rawValue: 16)
    /// Its bill id is so long that nothing else is likely to be written like it.
    static let hasLongBillID = Flags(rawValue: 32)
  }

  /// Above 0 for a payment; below for money that went back.
  var amountVND: Int64
  /// A hash of all texts of the line: with day and amount the order of lines, wherever they stood.
  var content: UInt64 = 0
  /// A hash of the line's reference; 0 where it has none.
  var reference: UInt64 = 0
  /// The day's ordinal.
  var day: Int32
  /// A hash of the file and sheet, and the line: they tell only true twins apart.
  var source: UInt32 = 0
  var line: Int32 = 0
  /// The first customer code; -1 where there is none.
  var group: Int32 = -1
  /// The first bill whose id it names; -1 where there is none.
  var bill: Int32 = -1
  /// The first month it names, as an ordinal; 0 where there is none.
  var month: Int32 = 0
  /// The name of the register that it holds; -1 where there is none.
  var name: Int32 = -1
  /// A place in the list of channels.
  var channel: UInt16 = 0
  /// 1 cashless, 0 cash, -1 unknown.
  var cashless: Int8 = -1
  /// The place of the veto it falls under, from 1; 0 for none.
  var veto: UInt8 = 0
  var flags: Flags = []
  var more: More?

  /// The bills it names by id.
  var named: [Int] { more?.named ?? (bill < 0 ? [] : [Int(bill)]) }
  /// The customer codes it names, in the order of codes; with those of the bills it names.
  var groups: [Int] { more?.groups ?? (group < 0 ? [] : [Int(group)]) }
  /// The months it names.
  var months: [Int32] { more?.months ?? (month == 0 ? [] : [month]) }
  /// What may be a code with a slip, or part of one.
  var pieces: [CodePiece] { more?.pieces ?? [] }

  /// Whether it names a month.
  func names(month other: Int32) -> Bool {
    guard let more else { return month == other && other != 0 }
    return more.months.contains(other)
  }

  /// Whether the line may pay a bill by its codes without anybody's decision.
  var mayPayByItself: Bool {
    group >= 0 && veto == 0 && !flags.contains(.contradictsItself) && amountVND > 0
  }

  /// Whether it names a customer, and neither a bill nor a month.
  var saysOnlyWho: Bool { group >= 0 && bill < 0 && month == 0 }

  /// A total order by what the lines say; their places only tell true twins apart.
  func precedes(_ other: Evidence) -> Bool {
    if day != other.day { return day < other.day }
    if amountVND != other.amountVND { return amountVND < other.amountVND }
    if content != other.content { return content < other.content }
    return (source, line) < (other.source, other.line)
  }
}

/// Reads payment lines into what they say; its buffers are used again for each.
struct EvidenceReader: Sendable {
  private let index: BillIndex
  private let names: NameIndex
  private let rules: PreparedRules
  private(set) var channels: ChannelList
  private var narration = Narration()
  private var found = CodeScanner.Finding()
  /// The file and sheet read last, with their hash.
  private var lastSource: (sha256: String, sheet: String?, hash: UInt32)?
  /// Above so many bills only one line in sixteen that has a code is read for names: enough to
  /// learn from, and names cost time.
  private let readsAllNames: Bool

  init(
    _ index: BillIndex, _ names: NameIndex, _ rules: PreparedRules, channels: ChannelList
  ) {
    self.index = index
    self.names = names
    self.rules = rules
    self.channels = channels
    readsAllNames = index.count <= 200_000
  }

  /// The number of a channel.
  mutating func number(of channel: Channel) -> UInt16 { channels.intern(channel) }

  /// What one line says.
  mutating func read(_ payment: Payment) -> Evidence {
    narration.read(payment.narration)
    var evidence = Evidence(
      amountVND: payment.amountVND, day: Int32(clamping: payment.day.ordinal))
    mark(payment, &evidence)
    let channel = rules.channel(of: payment, narration)
    evidence.channel = channels.intern(channel)
    evidence.cashless = channel.isCashless.map { $0 ? 1 : 0 } ?? -1
    if payment.kind == .collectionList { evidence.flags.insert(.isCollected) }
    if let veto = rules.veto(narration) { evidence.veto = UInt8(veto + 1) }
    let named = bills(payment, &evidence)
    let groups = groups(payment, named, &evidence)
    let months = MonthScanner.months(in: narration, paidIn: payment.day.month)
      .map { Int32($0.ordinal) }
    // A code may be cut off behind others, or have a slip where none was found.
    let pieces = CodePiece.pieces(of: narration, besides: found)
    evidence.bill = Int32(named.first ?? -1)
    evidence.group = Int32(groups.first ?? -1)
    evidence.month = months.first ?? 0
    if named.count > 1 || groups.count > 1 || months.count > 1 || !pieces.isEmpty {
      evidence.more = Evidence.More(named: named, groups: groups, months: months, pieces: pieces)
    }
    readName(&evidence)
    return evidence
  }

  private mutating func readName(_ evidence: inout Evidence) {
    let isAsked = evidence.group < 0 || readsAllNames || evidence.content & 15 == 0
    guard isAsked, evidence.amountVND > 0 else { return }
    evidence.flags.insert(.isReadForNames)
    if rules.isAboutElectricity(narration) { evidence.flags.insert(.isAboutElectricity) }
    evidence.name = Int32(names.find(in: narration) ?? -1)
  }

  /// What tells the line from others.
  private mutating func mark(_ payment: Payment, _ evidence: inout Evidence) {
    evidence.content = Self.contentHash(payment)
    if !payment.reference.isEmpty {
      evidence.reference = ContentHash.of(payment.reference.utf8.span)
    }
    evidence.source = source(payment.provenance)
    evidence.line = Int32(clamping: payment.provenance.line)
  }

  private mutating func source(_ provenance: Provenance) -> UInt32 {
    if let lastSource, lastSource.sha256 == provenance.sourceSHA256,
      lastSource.sheet == provenance.sheet
    {
      return lastSource.hash
    }
    let hash = Self.sourceHash(provenance)
    lastSource = (provenance.sourceSHA256, provenance.sheet, hash)
    return hash
  }

  /// A hash of all texts of a line.
  static func contentHash(_ payment: Payment) -> UInt64 {
    var hash = ContentHash()
    hash.combine(payment.narration)
    hash.combine(payment.reference)
    hash.combine(payment.customerCode?.text ?? "")
    hash.combine(payment.billID ?? "")
    hash.combine(payment.kind == .bankStatement ? 1 : 2)
    switch payment.channel {
    case .known(let name, let isCashless):
      hash.combine(isCashless ? 1 : 0)
      hash.combine(name)
    case .unknown(let word): hash.combine(word ?? "")
    }
    return hash.value
  }

  /// A hash of the file and sheet that a line stands in.
  static func sourceHash(_ provenance: Provenance) -> UInt32 {
    var source = ContentHash()
    source.combine(provenance.sourceSHA256)
    source.combine(provenance.sheet ?? "")
    return UInt32(truncatingIfNeeded: source.value)
  }

  private func bills(_ payment: Payment, _ evidence: inout Evidence) -> [Int] {
    var named: [Int] = []
    if let id = payment.billID, let bill = index.bill(id: id.utf8.span) {
      named.append(bill)
      // A column of its own holds bill ids and nothing else.
      evidence.flags.insert(.hasLongBillID)
    }
    // Not `self`, all whose parts the closure would copy and count, for each line.
    BillIDScanner.scan(narration) { [index, narration] digits in
      guard let bill = index.bill(id: narration.text.span.extracting(digits)) else { return }
      if !named.contains(bill) { named.append(bill) }
      if digits.count >= 8 { evidence.flags.insert(.hasLongBillID) }
    }
    return named
  }

  private mutating func groups(
    _ payment: Payment, _ named: [Int], _ evidence: inout Evidence
  ) -> [Int] {
    index.scanner.scan(narration, &found)
    var groups = found.groups
    if found.hasUnbilled { evidence.flags.insert(.hasUnbilledCode) }
    if let code = payment.customerCode {
      if let group = index.scanner.group(of: code) {
        if !groups.contains(group) { groups.append(group) }
      } else {
        evidence.flags.insert(.hasUnbilledCode)
      }
    }
    guard !named.isEmpty || groups.count > 1 else { return groups }
    let ofNamed = named.map { Int(index.facts[$0].group) }
    if !groups.isEmpty && !ofNamed.allSatisfy(groups.contains) {
      evidence.flags.insert(.contradictsItself)
    }
    for group in ofNamed where !groups.contains(group) { groups.append(group) }
    if groups.count > 1 { groups.sort { index.codes.precedes($0, $1) } }
    return groups
  }
}
