// Sample wards on disk, each run twice by the real program, once for all tests.

import Foundation
import Records
import SampleWard
import Storage
import TestSupport
import Testing

/// One sample ward and what the program made of it.
struct SampleRun: CustomTestStringConvertible {
  /// The sample that ships, one of a middle size, one without businesses, and the smallest.
  static let all = [
    SampleRun(SampleWard.Options()),
    SampleRun(SampleWard.Options(seed: 20_240_912, households: 150, businesses: 9)),
    SampleRun(SampleWard.Options(seed: 5, households: 40, businesses: 0)),
    SampleRun(SampleWard.Options(seed: 99, households: 1, businesses: 1)),
  ]
  private static let outcomes = all.map { run in Result { try Outcomes(run.options) } }

  let options: SampleWard.Options
  var testDescription: String { "\(options.households) households, seed \(options.seed)" }

  private init(_ options: SampleWard.Options) {
    self.options = options
  }

  /// What came of it.
  var outcomes: Outcomes {
    get throws {
      let index = try #require(Self.all.firstIndex { $0.options == options })
      return try Self.outcomes[index].get()
    }
  }

  /// A ward and the program's answers.
  struct Outcomes {
    let ward: SampleWard
    let folder: TemporaryFolder
    let first: Subprocess.Outcome
    let second: Subprocess.Outcome
    /// The digests of all files of the workspace after the first run, and after the second.
    let states: [[String: String]]

    init(_ options: SampleWard.Options) throws {
      ward = SampleWard(options)
      folder = try TemporaryFolder()
      try ward.write(to: folder.path)
      first = try Self.run(["run", "--json"], in: folder)
      let state = try Self.state(folder)
      second = try Self.run(["run", "--json"], in: folder)
      states = [state, try Self.state(folder)]
    }

    /// The JSON of the first run.
    func summary() throws -> RunJSON {
      try JSONDecoder().decode(RunJSON.self, from: Data(first.outputBytes))
    }

    /// Runs a command in the ward.
    func run(_ arguments: String...) throws -> Subprocess.Outcome {
      try Self.run(arguments, in: folder)
    }

    private static func run(
      _ arguments: [String], in folder: TemporaryFolder
    ) throws -> Subprocess.Outcome {
      try Subprocess.run(
        PackageRoot.program("bakhong"), arguments, in: folder.path,
        environment: ["LC_ALL": "C.UTF-8"])
    }

    private static func state(_ folder: TemporaryFolder) throws -> [String: String] {
      var state: [String: String] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      where Folder.isFile(folder.file(name)) {
        state[name] = SHA256Digest(of: try FileBytes.read(folder.file(name))).hex
      }
      return state
    }
  }
}

/// `bakhong run --json` as the interface writes it.
struct RunJSON: Decodable {
  struct Import: Decodable {
    var file: String
    var layout: String
    var rows: Int
    var imported: Int
    var duplicates: Int
    var rejected: Int
  }
  struct Matches: Decodable, Equatable {
    var auto: Int
    var suggested: Int
    var unmatched: Int
  }
  struct Rate: Decodable {
    var definition: String
    var numerator: Int
    var denominator: Int
    var unknown: Int
    var low: Double
    var high: Double
    var target: Double?
    var met: Bool?
  }
  struct Columns<Value: Decodable>: Decodable {
    var before: Value?
    var after: Value?
  }
  struct Criterion: Decodable {
    var number: Int
    var before: Double?
    var after: Double?
  }

  var report: [String]
  var imports: [Import]
  var matches: Matches
  var rates: Columns<Rate>
  var criteria: [Criterion]
}

/// `bakhong rates --json`.
struct RatesJSON: Decodable {
  struct Period: Decodable {
    var period: String
    var numerator: Int
    var denominator: Int
    var unknown: Int
    var pho: [String: RunJSON.Rate]

    private enum CodingKeys: String, CodingKey {
      case period, numerator, denominator, unknown
      case pho = "by_pho"
    }
  }
  var periods: [Period]
}
