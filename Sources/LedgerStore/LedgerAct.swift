public import Records

/// What can be appended to the ledger beside imports: one event each.
public enum LedgerAct: Hashable, Sendable {
  /// A person's decision about one payment line.
  case decision(MatchDecision)
  /// What rules matched by themselves: those payments whose match is another than before.
  ///
  /// A payment that a person decided about keeps that decision.
  case matches([MatchDecision])
  /// An entry made by hand.
  case posting(ManualPosting)
  /// A figure of the form that a person typed in place of the one that was there.
  case adjustment(FigureAdjustment)
  /// Closes months: no entry of theirs changes until they are reopened.
  ///
  /// `figures` is what was published of them, as programs wrote it; `verify` computes it again.
  case lock(Period, figures: String)
  /// Opens months again.
  case unlock(Period)
  /// Erases what says who somebody is; figures, entries and the chain stay.
  case erase(Erasure)
  /// Takes back an import, a decision, a posting, an adjustment, or an undoing, with what followed
  /// from it.
  case undo(Int)
}

/// Whose names, numbers and addresses are erased.
public struct Erasure: Hashable, Sendable {
  /// Who.
  public enum Subject: Hashable, Sendable {
    /// A household, by Mã hộ: its head, its address, its residents and their numbers.
    case household(String)
    /// A person, by Số định danh: the number, and the name in the list of residents.
    case citizen(String)
    /// Everybody: all names, addresses, numbers and narrations.
    case everybody
  }

  /// Who.
  public var subject: Subject
  /// Whether the kept copies of the files that told of them go too; their lines cannot be shown
  /// any more then.
  public var withSources: Bool

  /// Makes an erasure.
  public init(_ subject: Subject, withSources: Bool) {
    self.subject = subject
    self.withSources = withSources
  }
}

/// An entry made by hand, about a bill or a customer.
public struct ManualPosting: Hashable, Sendable, Codable {
  /// What it is for.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// EVN corrects a bill upwards; a negative amount corrects it downwards.
    case adjusted
    /// Money went back to the customer.
    case refunded
    /// What the customer owes is given up.
    case writtenOff = "written-off"
    /// The customer paid before there was a bill.
    case prepaid
  }

  /// What it is for.
  public var kind: Kind
  /// The bill; nil where it is about the customer only.
  public var billID: String?
  /// The customer, where there is no bill.
  public var customer: String?
  /// The amount in đồng, not 0; negative only for `adjusted`.
  public var amountVND: Int64
  /// The day as `2024-08-03`.
  public var day: String

  /// Makes a posting about a bill.
  public init(_ kind: Kind, billID: String, amountVND: Int64, day: CalendarDay) {
    self.kind = kind
    self.billID = billID
    self.amountVND = amountVND
    self.day = day.iso
  }

  /// Makes a posting about a customer.
  public init(_ kind: Kind, customer: CustomerCode, amountVND: Int64, day: CalendarDay) {
    self.kind = kind
    self.customer = customer.text
    self.amountVND = amountVND
    self.day = day.iso
  }

  private enum CodingKeys: String, CodingKey {
    case kind, customer, day
    case billID = "bill"
    case amountVND = "amount_vnd"
  }
}

/// One event of the ledger: who did what, when, and why.
public struct LedgerEvent: Hashable, Sendable {
  /// What kinds there are.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A file came in.
    case `import`
    /// Entries that changed because of what an import told of known bills.
    case repost
    /// Rules matched payments.
    case match
    /// A person decided about a payment.
    case decision
    /// An entry was made by hand.
    case posting
    /// A figure was typed into the form.
    case adjustment
    /// An earlier event was taken back.
    case undo
    /// Months were closed.
    case lock
    /// Months were opened again.
    case unlock
    /// Texts about people were erased.
    case erase
  }

  /// Its number, from 1 without gaps.
  public var id: Int
  /// When, as ISO 8601 in UTC.
  public var at: String
  /// Who.
  public var actor: String
  /// Why; empty where nobody said.
  public var reason: String
  /// What it is.
  public var kind: Kind
  /// The event it takes back.
  public var target: Int?
  /// Whether it was taken back itself.
  public var isUndone: Bool
  /// Its particulars as JSON.
  public var payload: String
  /// The SHA-256, in hexadecimal, of all of it and of the digest before it.
  public var digest: String

  /// The name of the file that an import read.
  public var fileName: String? { (try? EventPayload(json: payload))?.file?.name }

  /// What a lock published, and of which months; nil for other events.
  public var published: (period: Period, figures: String)? {
    guard kind == .lock, let months = (try? EventPayload(json: payload))?.months,
      let first = CalendarMonth(iso: months.from), let last = CalendarMonth(iso: months.to),
      let period = Period(from: first, to: last)
    else { return nil }
    return (period, months.figures ?? "")
  }
}
