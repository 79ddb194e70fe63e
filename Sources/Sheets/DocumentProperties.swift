/// The document's properties.
///
/// The times are fixed so that the same content gives the same bytes.
public struct DocumentProperties: Hashable, Sendable {
  /// The title; empty for none, as are the other texts.
  public var title = ""
  /// What it is about.
  public var subject = ""
  /// Who made it.
  public var creator = ""
  /// What it says, or what is to be known of it.
  public var description = ""
  /// Words to find it by.
  public var keywords: [String] = []
  /// When it was made, ISO 8601 in UTC.
  public var created = "2024-01-01T00:00:00Z"
  /// When it was changed last; nil for when it was made.
  public var modified: String?
  /// What others note in it, by name; each name once.
  public var custom: [CustomProperty] = []

  /// Makes properties without a title.
  public init() {}
}

/// A property that no standard names.
public struct CustomProperty: Hashable, Sendable {
  /// What it holds.
  public enum Value: Hashable, Sendable {
    /// Text.
    case text(String)
    /// A number.
    case number(Double)
    /// A truth value.
    case boolean(Bool)
    /// A moment, ISO 8601.
    case date(String)
  }

  /// Its name.
  public var name: String
  /// What it holds.
  public var value: Value

  /// Makes a property.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}
