public import Indicators
public import Records

/// What a clerk keeps by hand: documents, plan, training, models.
public struct Notebook: Hashable, Sendable {
  /// A document that proves a criterion's figures.
  public struct Document: Hashable, Sendable {
    /// The criterion.
    public var criterion: Int
    /// Số ký hiệu.
    public var number: String
    /// Its date.
    public var date: CalendarDay?
    /// Its title.
    public var title: String
    /// Its file, relative to the notebook's folder; empty where it is on paper only.
    public var file: String
    /// The SHA-256 of its file, in hexadecimal; nil where there is none.
    public var sha256: String?
  }

  /// Something to do by a day.
  public struct Task: Hashable, Sendable {
    /// What.
    public var task: String
    /// By when.
    public var due: CalendarDay
    /// When it was done; nil while it is not.
    public var done: CalendarDay?
    /// A remark.
    public var note: String

    /// How it stands on a day; without a day nobody can say what is overdue.
    public func state(on day: CalendarDay?) -> TaskState {
      if let done { return done <= due ? .done : .doneLate(days: due.days(to: done)) }
      guard let day else { return .open }
      return day <= due ? .due : .late(days: due.days(to: day))
    }
  }

  /// How a task stands.
  public enum TaskState: Hashable, Sendable {
    /// Done in time.
    case done
    /// Done so many days late.
    case doneLate(days: Int)
    /// Not done, and so many days over.
    case late(days: Int)
    /// Not done, and not due yet.
    case due
    /// Not done.
    case open
  }

  /// A training that was held.
  public struct Training: Hashable, Sendable {
    /// When.
    public var date: CalendarDay
    /// On what.
    public var topic: String
    /// For whom.
    public var audience: String
    /// How many came; nil where nobody counted.
    public var people: Int?
    /// Where.
    public var place: String
  }

  /// A model of digital transformation that a phố chose.
  public struct Model: Hashable, Sendable {
    /// The phố.
    public var pho: String
    /// What.
    public var model: String
    /// Since when.
    public var since: CalendarDay?
    /// How far it is, in the clerk's words.
    public var state: String
    /// A remark.
    public var note: String
  }

  /// A place that should have public Wifi.
  public struct Place: Hashable, Sendable {
    /// The place.
    public var place: String
    /// Whether it had Wifi before and after; nothing where that is not known.
    public var covered: [ReportColumn: Bool]
    /// A remark.
    public var note: String
  }

  /// The documents, in the order of the sheet.
  public var documents: [Document] = []
  /// The plan.
  public var plan: [Task] = []
  /// The trainings.
  public var training: [Training] = []
  /// The models.
  public var models: [Model] = []
  /// The places.
  public var places: [Place] = []

  /// An empty notebook.
  public init() {}

  /// The places covered, of all that are named.
  ///
  /// - Parameters:
  ///   - column: Before or after.
  ///   - target: The target in percent.
  /// - Returns: The share, with the places of which nobody knows as unknown; nil without places.
  public func placesCovered(_ column: ReportColumn, target: Int?) -> Rate? {
    Rate(
      numerator: places.count { $0.covered[column] == true }, denominator: places.count,
      unknown: places.count { $0.covered[column] == nil }, target: target)
  }
}
