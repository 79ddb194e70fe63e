// Times the ledger on made-up bills and payment lines. `ledger.sh` runs it beside plain SQLite
// through Python.
//
// Usage: ledger-bench import LEDGER BILLS | balance LEDGER | verify LEDGER

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

/// Imports one file in one transaction, its copy too; what making it takes does not count.
///
/// - Returns: CPU seconds.
func importFile(
  _ ledger: Ledger, _ name: String, _ rows: Range<Int>,
  _ make: (Int, String) -> (IdentifiedRecord, line: String)?
) throws -> Double {
  let sha256 = SHA256Digest(of: "\(name) \(rows.lowerBound)".utf8).hex
  let begin = cpuSeconds()
  var making = 0.0
  try ledger.write { writer in
    let session = try writer.begin(
      "\(name)-\(rows.lowerBound).csv", sha256: sha256, layout: name, at: "2024-09-01T08:00:00Z")
    var copy = SourceCopy([])
    var number = rows.lowerBound
    while number < rows.upperBound {
      let start = cpuSeconds()
      let made = (number..<min(number + 5000, rows.upperBound)).compactMap { make($0, sha256) }
      let bytes = made.flatMap { Array($0.line.utf8) }
      making += cpuSeconds() - start
      copy.append(bytes)
      for (record, _) in made { try session.add(record) }
      number += 5000
    }
    try session.keep(copy)
    _ = try session.finish()
  }
  return cpuSeconds() - begin - making
}

/// Imports `count` bills and a fifth more payment lines in files of at most a million rows.
func importAll(_ path: String, _ count: Int) throws {
  let ledger = try Ledger.open(path)
  let madeUp = MadeUp(count: count)
  let filesMax = 1_200_000
  func files(_ rows: Int) -> [Range<Int>] {
    stride(from: 0, to: rows, by: filesMax).map { $0..<min($0 + filesMax, rows) }
  }
  let bills = try files(count).reduce(0) { sum, rows in
    sum + (try importFile(ledger, "evn", rows) { madeUp.bill($0, sha256: $1) })
  }
  let payments = try files(count * 6 / 5).reduce(0) { sum, rows in
    sum + (try importFile(ledger, "bank", rows) { madeUp.payment($0, sha256: $1) })
  }
  let start = cpuSeconds()
  ledger.close()
  let closing = cpuSeconds() - start
  var status = stat()
  stat(path, &status)
  print(
    "ledger: cpu \(digits(bills + payments + closing)) s (\(count) bills \(digits(bills)), "
      + "\(count * 6 / 5) payments \(digits(payments)), closing \(digits(closing))), "
      + "\(status.st_size / 1_000_000) MB, peak \(peakMiB()) MiB")
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
case "import": try importAll(arguments[2], Int(arguments[3]) ?? 0)
case "balance": try balances(arguments[2])
case "verify": try verify(arguments[2])
default: exit(64)
}
