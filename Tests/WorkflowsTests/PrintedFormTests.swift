import Foundation
import Records
import Reports
import SampleWard
import Sheets
import Storage
import TestSupport
import Testing

/// The forms as LibreOffice shows and prints them, and as the schemas of their formats want them.
@Suite struct PrintedFormTests {
  private let manifest: FormManifest

  init() throws {
    manifest = try FormManifest(path: PackageRoot.file("Templates/bao-cao-3-khong.yaml"))
  }

  @Test(.needs(.libreOffice), arguments: FilledForm.all)
  func libreOfficeShowsTheSixteenCriteria(_ form: FilledForm) throws {
    let texts = try form.shownTexts
    #expect(Set(texts.keys) == ["Báo cáo", "Phụ lục 15"])
    let rows = try #require(texts["Báo cáo"])
    #expect(rows.joined().contains("BÁO CÁO"))
    #expect(manifest.criteria.count == 16)
    for criterion in manifest.criteria {
      let row = try #require(rows.first { $0.first == String(criterion.number) })
      #expect(Array(row[1...2]) == [criterion.text, criterion.target])
      for (text, column) in zip(row[3...4], ReportColumn.allCases) {
        let figure = try #require(FilledForm.ward.truth.criterion(criterion.number, column))
        #expect(text == Self.percent(figure), "criterion \(criterion.number)")
      }
    }
    let electricity = try #require(rows.first { $0.first == "15" })
    #expect(
      electricity[3...5] == [
        "47,96%", "71,66%", "Phụ lục 15; định nghĩa household-cashless/all-paid",
      ])
  }

  @Test(.needs(.libreOffice)) func bothFormatsShowTheSame() throws {
    #expect(try FilledForm.all[0].shownTexts == FilledForm.all[1].shownTexts)
  }

  @Test(.needs(.libreOffice)) func theAnnexShowsItsSources() throws {
    let rows = try #require(try FilledForm.all[0].shownTexts["Phụ lục 15"])
    let text = rows.joined().joined(separator: "\n")
    #expect(text.contains("377/786 hộ = 47,96%; kể cả 47 hộ chưa rõ kênh"))
    #expect(text.contains("569/794 hộ = 71,66%; kể cả 43 hộ chưa rõ kênh"))
    for (pho, rate) in FilledForm.ward.truth.expectedByPho(for: Period(SampleWard.months[5])) {
      let row = try #require(rows.first { $0.count > 1 && $0[1] == pho })
      #expect(
        Array(row[6...8]) == [rate.numerator, rate.denominator, rate.unknown].map(String.init))
    }
    try TemporaryFolder.with { folder in
      try FilledForm.ward.write(to: folder.path)
      for name in try Folder.files(folder.file("inbox")) {
        let digest = SHA256Digest(of: try FileBytes.read(folder.file("inbox/" + name))).hex
        #expect(rows.contains { $0.contains(name) && $0.contains(digest) }, "\(name)")
      }
    }
  }

  /// The wording is that of the letter, typing slips included.
  @Test(.needs(.sharedFolder)) func theWordingIsOfficial() throws {
    let path = try SharedFolder.file("mission/letter-and-form.txt")
    let letter = Self.words(String(decoding: try FileBytes.read(path), as: UTF8.self))
    let form = letter[try #require(letter.range(of: "Tên đơn vị :")).lowerBound...]
    for criterion in manifest.criteria {
      #expect(form.contains("\(criterion.number) \(criterion.text)"))
      #expect(form.contains(criterion.target))
    }
    let slips = manifest.criteria.map(\.text).joined(separator: "\n")
    #expect(slips.contains("Cán bô,") && slips.contains("UBND phương,xã;"))
    let shown = try FilledForm.cells(of: FilledForm.all[0].template)["Báo cáo"] ?? [:]
    var checked = 0
    for value in shown.values {
      guard case .text(let text) = value else { continue }
      #expect(form.contains(Self.words(text)), "\(text)")
      checked += 1
    }
    #expect(checked > 60)
  }

  @Test(.needs(.libreOffice), .needs(.poppler), arguments: FilledForm.all)
  func pagesAreNumberedAfterTheFirstAndRepeatTheHeader(_ form: FilledForm) throws {
    let pages = try form.pages.map { $0.split(whereSeparator: \.isNewline).map(Self.words) }
    #expect(pages.count >= 3)
    let first = try #require(pages.first)
    let head = first.prefix(12).joined(separator: "\n")
    for words in [
      "Tên đơn vị : UBND phường Đông Hải", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
      "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", "Tổng hợp kết quả thực hiện mô hình “3 KHÔNG”",
    ] { #expect(head.contains(words)) }
    #expect(first.first != "1")
    for (number, page) in pages.enumerated().dropFirst() {
      #expect(page.first == String(number + 1))
    }
    let second = pages[1].prefix(8).joined(separator: " ")
    for words in ["STT", "Nội dung chỉ tiêu", "Chỉ tiêu giao", "Kết quả thực hiện"] {
      #expect(second.contains(words))
    }
    #expect(!second.contains("BÁO CÁO"))
  }

  @Test(.needs(.schemas), arguments: FilledForm.all)
  func templateAndFilledFormAreValid(_ form: FilledForm) throws {
    for path in [form.template, try form.path] {
      let violations = try SchemaCheck.violations(inWorkbook: path)
      #expect(violations.isEmpty, "\(violations)")
    }
  }

  /// A figure with two decimals and a decimal comma, half rounded up, by whole numbers alone.
  private static func percent(_ figure: SampleTruth.Figure) -> String {
    let hundredths = (figure.numerator * 20_000 + figure.denominator) / (2 * figure.denominator)
    let rest = hundredths % 100
    return "\(hundredths / 100),\(rest < 10 ? "0" : "")\(rest)%"
  }

  private static func words(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
