/// One thing to tell the user: an error that stopped the work, or a finding to look at.
public struct Diagnostic: Hashable, Sendable {
  /// How grave it is.
  public enum Severity: String, Sendable {
    /// The work could not be done.
    case error
    /// The work was done; this is worth a look.
    case warning
  }

  /// A stable name such as `csv.unclosed-quote`, the same in every language.
  public var code: String
  /// How grave it is.
  public var severity: Severity
  /// What is wrong.
  ///
  /// Holds no personal data: no names, accounts, amounts.
  public var message: Words
  /// Where it is wrong.
  public var origin: Origin
  /// What the user can do.
  public var hint: Words?

  /// Makes a diagnostic; `severity` is an error unless told.
  public init(
    _ code: String, _ message: Words, at origin: Origin = Origin(), hint: Words? = nil,
    severity: Severity = .error
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.origin = origin
    self.hint = hint
  }

  /// The same diagnostic, with what its origin does not know taken from `outer`.
  public func within(_ outer: Origin) -> Diagnostic {
    var copy = self
    copy.origin = origin.within(outer)
    return copy
  }
}

/// An error that can be told to the user.
///
/// Each module has one enum of its errors; the case carries its data, ``diagnostic`` makes the
/// words.
public protocol Diagnosable: Error {
  /// What to tell.
  var diagnostic: Diagnostic { get }
}

/// An error that was met while working on something its thrower did not know, such as the file.
public struct PlacedError: Diagnosable {
  /// The diagnostic, with its origin completed.
  public var diagnostic: Diagnostic

  /// Completes the origin of `error`.
  public init(_ error: any Diagnosable, within origin: Origin) {
    diagnostic = error.diagnostic.within(origin)
  }
}

/// Runs `work`; an error that leaves it gets what its origin does not know from `origin`.
public func placing<Result>(
  _ origin: @autoclosure () -> Origin, _ work: () throws -> Result
) throws -> Result {
  do {
    return try work()
  } catch let error as any Diagnosable {
    throw PlacedError(error, within: origin())
  }
}
