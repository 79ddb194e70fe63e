import TestSupport
import Testing

@testable import QRCodes

/// Codes as a scanner reads them.
@Suite struct QRCodeTests {
  @Test func aShortTextHasTheSmallestCode() throws {
    let code = try QRCode("3 KHÔNG")
    #expect(code.width == 21)
    #expect(code.modules.count == 21 * 21)
    // The finder pattern at the upper left: seven dark modules, then a light one.
    #expect(code.modules.prefix(8) == [true, true, true, true, true, true, true, false])
  }

  @Test func aTextThatIsTooLongIsRefused() {
    #expect(throws: QRCodeError.self) { try QRCode(String(repeating: "a", count: 2332)) }
    #expect(throws: QRCodeError.self) { try QRCode("") }
  }

  @Test(
    .enabled(if: Subprocess.isInstalled("zbarimg"), "zbarimg (zbar-tools) is not installed"))
  func aScannerReadsWhatWasWritten() throws {
    let text = String(repeating: "0123456789abcdef", count: 4)
    let folder = try TemporaryFolder()
    let path = try folder.write(QRCode(text).png(pixelsPerModule: 4), to: "code.png")
    let outcome = try Subprocess.run("zbarimg", ["--quiet", "--raw", path])
    #expect(outcome.output.split(separator: "\n").map(String.init) == [text])
  }
}
