// Times the ledger on made-up bills and payment lines. `ledger.sh` runs it beside plain SQLite
// through Python.
//
// Usage: ledger-bench import LEDGER BILLS | lean LEDGER BILLS | balance LEDGER | verify LEDGER

import Glibc
import LedgerStore
import Records
import Storage

/// CPU seconds of this process so far, user and system.
func cpuSeconds() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let parts = [usage.ru_utime, usage.ru_stime]
  return parts.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
}

/// Seconds by the clock on the wall.
func wallSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Time by the clock on the wall and of this process.
struct Seconds {
  var wall = 0.0
  var cpu = 0.0

  static var now: Seconds { Seconds(wall: wallSeconds(), cpu: cpuSeconds()) }

  static func + (left: Seconds, right: Seconds) -> Seconds {
    Seconds(wall: left.wall + right.wall, cpu: left.cpu + right.cpu)
  }

  static func - (left: Seconds, right: Seconds) -> Seconds {
    Seconds(wall: left.wall - right.wall, cpu: left.cpu - right.cpu)
  }

  static func += (left: inout Seconds, right: Seconds) {
    left = left + right
  }
}

/// The most memory this process ever held, in MiB.
func peakMiB() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss / 1024
}

func digits(_ number: Double) -> String {
  let hundredths = Int((number * 100).rounded())
  return "\(hundredths / 100)." + String("0\(hundredths % 100)".suffix(2))
}

/// Some thousand records, and the lines of the file that tell of them.
typealias Piece = (records: [IdentifiedRecord], lines: [UInt8])

/// Imports one file in one transaction, its copy too.
func importFile(
  _ ledger: Ledger, _ name: String, sha256: String, _ pieces: some Sequence<Piece>
) throws {
  try ledger.write { writer in
    let session = try writer.begin(name, sha256: sha256, at: "2024-09-01T08:00:00Z")
    for piece in pieces {
      try session.keep(SourceCopy(piece.lines))
      try session.add(piece.records)
    }
    _ = try session.finish(layout: "made-up")
  }
}

/// Imports `count` bills and a fifth more payment lines in files of at most a million rows.
///
/// With `isLean` records are made while they are imported, to see what memory that takes;
/// otherwise all are there before the clock runs.
func importAll(_ path: String, _ count: Int, isLean: Bool) throws {
  let ledger = try Ledger.open(path)
  let madeUp = MadeUp(count: count)
  let filesMax = 1_200_000
  var seconds: [Seconds] = []
  for (name, rows) in [("evn", count), ("bank", count * 6 / 5)] {
    var all = Seconds()
    for start in stride(from: 0, to: rows, by: filesMax) {
      let end = min(start + filesMax, rows)
      let sha256 = SHA256Digest(of: "\(name) \(start)".utf8).hex
      let pieces = stride(from: start, to: end, by: 5000).lazy.map { first -> Piece in
        let made = (first..<min(first + 5000, end)).compactMap {
          name == "evn" ? madeUp.bill($0, sha256: sha256) : madeUp.payment($0, sha256: sha256)
        }
        return (made.map(\.0), made.flatMap { Array($0.line.utf8) })
      }
      let made = isLean ? [] : Array(pieces)
      let begin = Seconds.now
      if isLean {
        try importFile(ledger, "\(name)-\(start).csv", sha256: sha256, pieces)
      } else {
        try importFile(ledger, "\(name)-\(start).csv", sha256: sha256, made)
      }
      all += .now - begin
    }
    seconds.append(all)
  }
  let start = Seconds.now
  ledger.close()
  let all = seconds.reduce(.now - start) { $0 + $1 }
  var status = stat()
  stat(path, &status)
  guard !isLean else { return print("ledger: peak of the same import \(peakMiB()) MiB") }
  print(
    "ledger: wall \(digits(all.wall)) s, cpu \(digits(all.cpu)) s (\(count) bills "
      + "\(digits(seconds[0].wall)) and \(digits(seconds[0].cpu)), \(count * 6 / 5) payments "
      + "\(digits(seconds[1].wall)) and \(digits(seconds[1].cpu))), "
      + "\(status.st_size / 1_000_000) MB")
}

func balances(_ path: String) throws {
  let ledger = try Ledger.open(path)
  let codes = (0..<200).compactMap { number in
    let digits = String(number * 997 % 200_000)
    return CustomerCode("PA07AB" + String(repeating: "0", count: 7 - digits.count) + digits)
  }
  var sum: Int64 = 0
  let begin = wallSeconds()
  for code in codes { sum += try ledger.balance(of: code).debitVND }
  let each = (wallSeconds() - begin) / Double(codes.count) * 1000
  print("balance of a customer: \(digits(each)) ms each of \(codes.count), sum \(sum)")
}

func verify(_ path: String) throws {
  let ledger = try Ledger.open(path)
  let begin = (cpuSeconds(), wallSeconds())
  let report = try ledger.verify()
  let (cpu, wall) = (cpuSeconds() - begin.0, wallSeconds() - begin.1)
  let findings = report.findings.count { if case .source = $0 { false } else { true } }
  print(
    "verify \(report.entries) entries: cpu \(digits(cpu)) s, wall \(digits(wall)) s, "
      + "\(Int(Double(report.entries) / cpu)) entries a CPU second, "
      + "\(Int(Double(report.entries) / wall)) a second, findings \(findings), "
      + "peak \(peakMiB()) MiB")
}

let arguments = CommandLine.arguments
switch arguments.count > 2 ? arguments[1] : "" {
case "import", "lean":
  let count = arguments.count > 3 ? Int(arguments[3]) ?? 0 : 0
  try importAll(arguments[2], count, isLean: arguments[1] == "lean")
case "balance": try balances(arguments[2])
case "verify": try verify(arguments[2])
default: exit(64)
}
