import Foundation
import MatchingCases
import Reconciliation
import Records

/// Writes cases as CSV, for other programs to do the same work.
enum Export {
  static func run(folder: String, _ options: MatchingCases.Options) {
    let cases = MatchingCases(options)
    let names = Dictionary(
      uniqueKeysWithValues: cases.households.map { ($0.customerCodes[0], $0.headName) })
    var bills = "id,code,name,month,issued,paid,amount\n"
    for bill in cases.bills {
      bills += "\(bill.id),\(bill.customerCode.text),\(names[bill.customerCode] ?? ""),"
      bills += "\(bill.month.iso),\(bill.issuedOn?.iso ?? ""),\(bill.payment.paidOn?.iso ?? ""),"
      bills += "\(bill.amountVND)\n"
    }
    let codes = Dictionary(
      uniqueKeysWithValues: cases.bills.map { ($0.id, $0.customerCode.text) })
    var lines = "line,day,amount,code,narration,carries,bills\n"
    for (payment, truth) in zip(cases.payments, cases.truths) {
      // Peers are given the code itself, and so need not find it.
      let isCoded = truth.carries == .code || truth.carries == .billID
      let code = isCoded ? truth.billIDs.first.flatMap { codes[$0] } : nil
      lines += "\(payment.provenance.line),\(payment.day.iso),\(payment.amountVND),"
      lines += "\(code ?? ""),\"\(payment.narration)\",\(truth.carries.rawValue),"
      lines += truth.billIDs.joined(separator: ";") + "\n"
    }
    for (name, text) in [("bills.csv", bills), ("lines.csv", lines)] {
      let path = folder + "/" + name
      guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
        preconditionFailure("\(path) is not written")
      }
    }
    showOurs(cases)
  }

  /// How many of the lines that Splink gets have the right bill first.
  private static func showOurs(_ cases: MatchingCases) {
    let matching = Matcher().match(
      bills: cases.bills, payments: cases.payments, households: cases.households)
    let silent = zip(matching.matches, cases.truths).filter { $1.carries == .silent }
    let right = silent.count { $0.billIDs == $1.billIDs }
    print("ours: first proposal right for \(right) of \(silent.count) lines")
  }
}
