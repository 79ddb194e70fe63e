import Foundation
import Records
import SampleWard
import Storage
import TestSupport
import Testing

/// Holds the program's answers against the generator's own truth, counted apart from it.
@Suite struct SampleRunTests {
  @Test(arguments: SampleRun.all) func aRunEndsWell(_ run: SampleRun) throws {
    let outcomes = try run.outcomes
    #expect(outcomes.first.exitCode == 0)
    #expect(outcomes.first.errors == "")
    #expect(outcomes.second.exitCode == 0)
    let left = [
      ".goc/bao-cao-3-khong.ods", ".goc/bao-cao-3-khong.xlsx", ".goc/phu-luc.ods",
      ".goc/phu-luc.xlsx", "bakhong.yaml", "ledger.sqlite", "out/bao-cao-3-khong.ods",
      "out/bao-cao-3-khong.xlsx", "out/phu-luc.ods", "out/phu-luc.xlsx", "out/tom-tat.json",
    ]
    let written = outcomes.states[0].keys.filter { !$0.hasPrefix("inbox/") }
    #expect(written.sorted() == left)
  }

  /// Nothing is imported twice, and the forms, the ledger and the inbox keep every byte.
  @Test(arguments: SampleRun.all) func aSecondRunChangesNothing(_ run: SampleRun) throws {
    let outcomes = try run.outcomes
    #expect(outcomes.states[0] == outcomes.states[1])
    let first = try outcomes.summary()
    let second = try JSONDecoder().decode(
      RunJSON.self, from: Data(outcomes.second.outputBytes))
    #expect(first.imports.map(\.file) == second.imports.map(\.file))
    for (before, after) in zip(first.imports, second.imports) {
      #expect(before.imported == before.rows && before.duplicates == 0 && before.rejected == 0)
      #expect(after.imported == 0 && after.duplicates == before.rows && after.rejected == 0)
    }
    #expect(first.matches == second.matches)
  }

  @Test(arguments: SampleRun.all) func theRatesAreTrue(_ run: SampleRun) throws {
    let outcomes = try run.outcomes
    let rates = try outcomes.summary().rates
    let months = SampleWard.months
    for (rate, month) in [(rates.before, months[0]), (rates.after, months[5])] {
      let truth = outcomes.ward.truth.expected(for: Period(month))
      let rate = try #require(rate)
      #expect(rate.definition == "household-cashless/all-paid")
      #expect(rate.numerator == truth.numerator && rate.denominator == truth.denominator)
      #expect(rate.unknown == truth.unknown)
      #expect(rate.low == Double(truth.numerator) / Double(truth.denominator))
      #expect(rate.high == Double(truth.numerator + truth.unknown) / Double(truth.denominator))
      #expect(rate.target == 0.6)
      #expect(rate.met == (100 * truth.numerator >= 60 * truth.denominator))
    }
  }

  @Test(arguments: SampleRun.all) func allSixteenCriteriaAreTrue(_ run: SampleRun) throws {
    let outcomes = try run.outcomes
    let criteria = try outcomes.summary().criteria
    #expect(criteria.map(\.number) == Array(1...16))
    for criterion in criteria {
      for (value, column) in [(criterion.before, ReportColumn.before), (criterion.after, .after)] {
        let truth = outcomes.ward.truth.criterion(criterion.number, column)
        let share = truth.map { Double($0.numerator) / Double($0.denominator) }
        #expect(value == share, "criterion \(criterion.number)")
      }
    }
  }

  @Test(arguments: SampleRun.all) func theRatesOfEveryPhoAreTrue(_ run: SampleRun) throws {
    let outcomes = try run.outcomes
    let rates = try JSONDecoder().decode(
      RatesJSON.self, from: Data(outcomes.run("rates", "--json").outputBytes))
    #expect(rates.periods.map(\.period) == ["2024-03", "2024-08"])
    for (period, month) in zip(rates.periods, [SampleWard.months[0], SampleWard.months[5]]) {
      let truth = outcomes.ward.truth.expectedByPho(for: Period(month))
      for (pho, rate) in truth where rate.denominator > 0 {
        let found = try #require(period.pho[pho])
        #expect(found.numerator == rate.numerator && found.denominator == rate.denominator)
        #expect(found.unknown == rate.unknown)
      }
      #expect(period.pho.count == truth.count { $0.rate.denominator > 0 })
      #expect(period.numerator == truth.reduce(0) { $0 + $1.rate.numerator })
    }
  }

  /// What a bill id or a code says for certain is matched, and nothing else is.
  @Test(arguments: SampleRun.all) func everyMatchIsTrue(_ run: SampleRun) throws {
    let outcomes = try run.outcomes
    let list = try outcomes.run("match", "--list", "--format", "csv")
    #expect(list.exitCode == 0)
    let rows = list.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.first == ["file", "line", "amount_vnd", "tier", "status", "bills"])
    let found = Dictionary(grouping: rows.dropFirst()) { $0[0] + ":" + $0[1] }
    let truth = outcomes.ward.truth.lines
    #expect(rows.count == truth.count + 1)
    for line in truth {
      let place = "\(line.file):\(line.line)"
      let row = try #require(found[place]?.first)
      #expect(row[2] == String(line.amountVND))
      let isTrap = !line.isIdentifiable
      #expect((row[4] == "auto") == !isTrap, "\(place): \(row[3...].joined(separator: ","))")
      if !isTrap {
        #expect(row[5].split(separator: ";").sorted() == line.billIDs.map { $0[...] }.sorted())
      }
    }
    let matches = try outcomes.summary().matches
    #expect(matches.auto == truth.count(where: \.isIdentifiable))
    #expect(matches.auto + matches.suggested + matches.unmatched == truth.count)
  }

  /// The keys are the interface's, and `findings` beside them.
  @Test func theJSONHasTheKeysOfTheInterface() throws {
    let outcomes = try SampleRun.all[0].outcomes
    let run = try JSONValue(outcomes.first)
    #expect(run.keys == ["report", "imports", "matches", "rates", "criteria", "findings"])
    #expect(
      run["report"] as? [String] == ["out/bao-cao-3-khong.ods", "out/bao-cao-3-khong.xlsx"])
    let imports = try #require(run["imports"] as? [[String: Any]])
    let names = outcomes.ward.files.map { Folder.name(of: $0.path) }
    #expect(imports.compactMap { $0["file"] as? String } == names.dropLast().sorted())
    for entry in imports {
      #expect(
        Set(entry.keys) == ["file", "layout", "rows", "imported", "duplicates", "rejected"])
    }
    let matches = try #require(run["matches"] as? [String: Any])
    #expect(Set(matches.keys) == ["auto", "suggested", "unmatched"])
    let rates = try #require(run["rates"] as? [String: [String: Any]])
    #expect(Set(rates.keys) == ["before", "after"])
    let rateKeys: Set = [
      "definition", "numerator", "denominator", "unknown", "low", "high", "target", "met",
    ]
    for rate in rates.values { #expect(Set(rate.keys) == rateKeys) }
    let criteria = try #require(run["criteria"] as? [[String: Any]])
    for criterion in criteria { #expect(Set(criterion.keys) == ["number", "before", "after"]) }
    let periods = try #require(
      try JSONValue(outcomes.run("rates", "--json"))["periods"] as? [[String: Any]])
    for period in periods {
      #expect(Set(period.keys) == rateKeys.union(["period", "by_channel", "by_pho"]))
    }
  }

  /// A report alone writes what the run wrote.
  @Test func aReportFromTheLedgerHasTheSameBytes() throws {
    let outcomes = try SampleRun.all[0].outcomes
    for kind in ["ods", "xlsx"] {
      try TemporaryFolder.with { folder in
        let path = folder.file("bao-cao." + kind)
        #expect(try outcomes.run("report", "-o", path).exitCode == 0)
        let digest = SHA256Digest(of: try FileBytes.read(path)).hex
        #expect(digest == outcomes.states[0]["out/bao-cao-3-khong." + kind])
      }
    }
  }
}
