import Storage
import TestSupport
import Testing

/// What the program says when it is asked for something that it has not, or for help.
@Suite struct UsageTests {
  @Test(
    arguments: [
      ["boo"], ["run", "--boo"], ["run", "a", "b"], ["run", "--lang", "fr"], ["init"], ["import"],
      ["rates", "--by", "day"], ["match", "--list", "--format", "tsv"], ["template", "make"],
    ])
  func wrongArgumentsAreUsageErrors(_ arguments: [String]) throws {
    let outcome = try run(arguments)
    #expect(outcome.exitCode == 64)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("bakhong"))
  }

  @Test func wrongArgumentsAreToldInJSONToo() throws {
    let outcome = try run(["run", "--json", "--boo"])
    #expect(outcome.exitCode == 64)
    let errors = try #require(try JSONValue(outcome)["errors"] as? [[String: Any]])
    #expect(errors.map { $0["code"] as? String } == ["program.usage"])
  }

  @Test func withoutArgumentsTheHelpIsShown() throws {
    let bare = try run([])
    #expect(bare.exitCode == 0)
    #expect(bare.errors == "")
    for command in ["run", "init", "import", "match", "rates", "report", "template"] {
      #expect(bare.output.contains("\n  \(command) "))
      let help = try run([command, "--help"])
      #expect(help.exitCode == 0)
      #expect(help.output.contains("bakhong \(command)"))
    }
    #expect(try run(["--help"]).output == bare.output)
  }

  @Test func theHelpSpeaksBothLanguages() throws {
    #expect(try run(["run", "--help"]).output.contains("Nhập tệp trong inbox"))
    #expect(try run(["run", "--help", "--lang", "en"]).output.contains("the whole job"))
  }

  @Test func theVersionIsANumber() throws {
    let outcome = try run(["--version"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
  }

  @Test func aNewWorkspaceWaitsForFiles() throws {
    try TemporaryFolder.with { folder in
      let made = try run(["init", "phuong"], in: folder.path)
      #expect(made.exitCode == 0)
      #expect(Folder.isFolder(folder.file("phuong/inbox")))
      let outcome = try run(["run", "phuong"], in: folder.path)
      #expect(outcome.exitCode == 2)
      #expect(outcome.errors.contains("[workspace.empty-inbox]"))
      #expect(try run(["init", "phuong"], in: folder.path).exitCode == 2)
    }
  }

  /// The current folder, a folder given with -C, and one given as the argument are all one.
  @Test func theWorkspaceCanBeNamedInThreeWays() throws {
    let ward = try SmallWard(hasRun: true)
    let named = try ward.run("rates", "-C", "phuong")
    let current = try run(["rates"], in: ward.folder.file("phuong"))
    #expect(named.exitCode == 0)
    #expect(named.output == current.output && !named.output.isEmpty)
    let run = try self.run(["run"], in: ward.folder.file("phuong"))
    #expect(run.output.contains("Báo cáo: out/bao-cao-3-khong.ods\n"))
    #expect(try ward.run("run", "-C", "phuong/").output.contains("Báo cáo: phuong/out/bao-cao"))
  }

  private func run(
    _ arguments: [String], in folder: String? = nil
  ) throws -> Subprocess.Outcome {
    try Subprocess.run(
      PackageRoot.program("bakhong"), arguments, in: folder, environment: ["LC_ALL": "C.UTF-8"])
  }
}
