// Times the ledger on made-up bills. `ledger.sh` runs it beside plain SQLite through Python.
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

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(width - digits.count, 0)) + digits
}

/// The bill of a number: five months of a fifth as many customers, most of them paid.
func bill(_ number: Int, of count: Int, sha256: String) -> Bill? {
  let customers = max(count / 5, 1)
  guard let code = CustomerCode("PA07AB" + padded(number % customers, 7)),
    let month = CalendarMonth(year: 2024, month: 3 + number / customers % 5),
    let issued = CalendarDay(year: 2024, month: month.month, day: 1 + number % 28)
  else { return nil }
  let channel = Channel.known(
    name: ["Ví điện tử", "QR Code", "Thu ngân viên"][number % 3], isCashless: number % 3 < 2)
  return Bill(
    id: String(900_000_000 + number), customerCode: code, month: month, cycle: 1,
    issuedOn: issued, amountVND: Int64(100_000 + number * 7919 % 900_000), isResidential: true,
    payment: EVNPayment(
      isPaid: number % 10 > 0, paidOn: number % 10 > 0 ? issued : nil, channel: channel,
      collector: "NH" + String(number % 20)),
    provenance: Provenance(sourceSHA256: sha256, line: number + 2))
}

/// Imports `count` bills in files of at most a million, one transaction each.
func importBills(_ path: String, _ count: Int) throws {
  let ledger = try Ledger.open(path)
  let begin = (cpuSeconds(), wallSeconds())
  var number = 0
  while number < count {
    let end = min(number + 1_000_000, count)
    let sha256 = SHA256Digest(of: String(number).utf8).hex
    try ledger.write { writer in
      let session = try writer.begin(
        "hoa-don-\(number).csv", sha256: sha256, layout: "evn-fields", at: "2024-09-01T08:00:00Z")
      while number < end {
        guard let bill = bill(number, of: count, sha256: sha256) else { exit(70) }
        let digest = SHA256Digest(of: bill.id.utf8).hex
        try session.add(IdentifiedRecord(identity: "bill:" + digest, record: .bill(bill)))
        number += 1
      }
      _ = try session.finish()
    }
  }
  ledger.close()
  print(
    "import \(count) bills: cpu \(cpuSeconds() - begin.0) s, wall \(wallSeconds() - begin.1) s, "
      + "peak \(peakMiB()) MiB")
}

func balances(_ path: String) throws {
  let ledger = try Ledger.open(path)
  let codes = (0..<200).compactMap { CustomerCode("PA07AB" + padded($0 * 9973 % 100_000, 7)) }
  var sum: Int64 = 0
  let begin = wallSeconds()
  for code in codes { sum += try ledger.balance(of: code).debitVND }
  let each = (wallSeconds() - begin) / Double(codes.count) * 1000
  print("balance of a customer: \(each) ms each of \(codes.count), sum \(sum)")
}

func verify(_ path: String) throws {
  let ledger = try Ledger.open(path)
  let begin = (cpuSeconds(), wallSeconds())
  let report = try ledger.verify()
  let wall = wallSeconds() - begin.1
  print(
    "verify \(report.entries) entries: cpu \(cpuSeconds() - begin.0) s, wall \(wall) s, "
      + "\(Int(Double(report.entries) / wall)) entries/s, findings \(report.findings.count), "
      + "peak \(peakMiB()) MiB")
}

let arguments = CommandLine.arguments
switch arguments.count > 2 ? arguments[1] : "" {
case "import": try importBills(arguments[2], Int(arguments[3]) ?? 0)
case "balance": try balances(arguments[2])
case "verify": try verify(arguments[2])
default: exit(64)
}
