internal import Foundation

/// How many cases a property test draws.
public enum Variants {
  /// `BAKHONG_VARIANTS` where it is set, else as many as fit into a usual run of the tests.
  public static func count(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["BAKHONG_VARIANTS"].flatMap { Int($0) } ?? usual
  }
}
