import Glibc

/// What this process has used.
struct Clock {
  private let start = Clock.cpuSeconds

  /// CPU seconds (user + system) since the clock was made, to hundredths.
  var seconds: Double { ((Clock.cpuSeconds - start) * 100).rounded() / 100 }

  /// CPU seconds of the process.
  static var cpuSeconds: Double {
    let usage = usage
    func value(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return value(usage.ru_utime) + value(usage.ru_stime)
  }

  /// Seconds of a clock that only goes on.
  static var wallSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The most memory that the process ever held.
  static var peakMiB: Int { usage.ru_maxrss / 1024 }

  private static var usage: rusage {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage
  }
}
