public import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import Workflows

/// The program: its commands, and how they end.
public struct BaKhong: ParsableCommand {
  /// The name, the help and the commands.
  public static let configuration = CommandConfiguration(
    commandName: "bakhong",
    abstract: Speech.words(
      vi: "Lập báo cáo \"3 KHÔNG\" của phường từ tệp điện lực, ngân hàng, danh sách thu.",
      en: "Makes a ward's \"3 KHÔNG\" report from EVN, bank and collection files."),
    discussion: Speech.words(
      vi: """
        Mỗi tháng: chép các tệp vào thư mục inbox của phường rồi chạy bakhong run.

        Mã kết thúc: 0 xong; 1 xong nhưng có mục cần xem; 2 tệp vào có lỗi; 64 gõ sai lệnh; \
        70 lỗi của chương trình.
        """,
      en: """
        Every month: drop the files into the inbox folder of the ward and run bakhong run.

        Exit status: 0 done; 1 done, with findings to look at; 2 bad input; 64 usage; 70 a bug of \
        the program.
        """),
    version: "0.1.0",
    subcommands: [
      RunCommand.self, InitCommand.self, ImportCommand.self, LayoutsCommand.self,
      MatchCommand.self, ReviewCommand.self, RatesCommand.self, ReportCommand.self,
      TemplateCommand.self, CollectCommand.self, HandoverCommand.self, LedgerCommand.self,
      VerifyCommand.self, SyncCommand.self, SheetCommand.self,
    ])

  /// Makes the command without arguments, which shows the help.
  public init() {}

  /// Runs the command that the arguments name, and ends the process.
  ///
  /// - Source: exit statuses of the interface: 0 done; 1 done, with findings; 2 bad input;
  ///   64 usage; 70 our bug.
  public static func start() -> Never {
    let output = Output(arguments: CommandLine.arguments)
    do {
      let arguments = LeadingOptions.moved(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot(arguments)
      try command.run()
      Foundation.exit(0)
    } catch let status as FindingsStatus {
      Foundation.exit(status.hasFindings ? 1 : 0)
    } catch let error as SeveralErrors {
      output.fail(error.diagnostics)
      Foundation.exit(2)
    } catch let error as any Diagnosable {
      output.fail([error.diagnostic])
      Foundation.exit(2)
    } catch let error where isParserError(error) {
      if exitCode(for: error) == .validationFailure { output.document([usage(error)]) }
      BaKhong.exit(withError: error)
    } catch {
      output.fail([Self.bug(error)])
      Foundation.exit(70)
    }
  }

  /// Help, version and wrong arguments are told by the parser itself.
  private static func isParserError(_ error: any Error) -> Bool {
    let code = exitCode(for: error)
    return code == .success || code == .validationFailure
  }

  private static func usage(_ error: any Error) -> Diagnostic {
    let message = message(for: error)
    return Diagnostic("program.usage", Words(vi: message, en: message))
  }

  private static func bug(_ error: any Error) -> Diagnostic {
    Diagnostic(
      "program.bug",
      Words(
        vi: "lỗi của chương trình: \(type(of: error))",
        en: "an error of the program itself: \(type(of: error))"),
      hint: Words(
        vi: "gửi dòng này kèm lệnh đã gõ cho người phát triển",
        en: "send this line and the command to the developers"))
  }
}

/// How a command that did its work ends: with findings to look at, or without.
struct FindingsStatus: Error {
  var hasFindings: Bool
}
