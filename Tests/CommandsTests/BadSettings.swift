// Settings that stop a run, and the words that they meet.

/// Contents of `bakhong.yaml` that cannot be used.
enum BadSettings {
  static let all = [
    bad(
      "workspace.period", "periods: {before: 2024-13, after: 2024-08}",
      """
      lỗi: phuong/bakhong.yaml: [workspace.period]
        kỳ không hợp lệ: 2024-13
        gợi ý: viết tháng dạng 2024-03, hoặc {from: 2024-01, to: 2024-03}

      """),
    bad(
      "workspace.period, backwards",
      "periods: {before: 2024-03, after: {from: 2024-08, to: 2024-05}}",
      """
      lỗi: phuong/bakhong.yaml: [workspace.period]
        kỳ không hợp lệ: 2024-08 – 2024-05
        gợi ý: viết tháng dạng 2024-03, hoặc {from: 2024-01, to: 2024-03}

      """),
    bad(
      "workspace.day", "report: {date: 12/9/2024}",
      """
      lỗi: phuong/bakhong.yaml: [workspace.day]
        ngày không hợp lệ: 12/9/2024
        gợi ý: viết ngày dạng 2024-09-12

      """),
    bad(
      "workspace.unknown-key", "perods: {before: 2024-03}",
      """
      lỗi: phuong/bakhong.yaml: [workspace.unknown-key]
        không hiểu mục "perods"
        gợi ý: dùng một trong: unit, periods, definition, template, sources, report

      """),
    bad(
      "workspace.unknown-key, inside", "sources: [{match: \"*.csv\", layot: mb}]",
      """
      lỗi: phuong/bakhong.yaml: [workspace.unknown-key]
        không hiểu mục "sources.layot"
        gợi ý: dùng một trong: match, layout, side, encoding, dates, accept-unbalanced

      """),
    bad(
      "workspace.unknown-layout", "sources: [{match: \"*.csv\", layout: bac}]",
      """
      lỗi: phuong/bakhong.yaml: [workspace.unknown-layout]
        không có bố cục "bac"
        gợi ý: dùng một trong: \(BadInput.layouts)

      """),
    bad(
      "rates.unknown-definition", "definition: household-cashless/none",
      """
      lỗi: phuong/bakhong.yaml: [rates.unknown-definition]
        không có định nghĩa "household-cashless/none"
        gợi ý: xem các định nghĩa bằng: bakhong rates --definitions

      """),
    bad(
      "yaml.syntax", "unit: {id: dong-hai",
      """
      lỗi: phuong/bakhong.yaml: dòng 2 [yaml.syntax]
        sai cú pháp YAML (did not find expected ',' or '}')
        gợi ý: xem lại thụt lề, dấu hai chấm và dấu nháy ở dòng này và dòng trên

      """),
    bad(
      "yaml.wrong-value", "unit: UBND phường Đông Hải",
      """
      lỗi: phuong/bakhong.yaml: dòng 1 [yaml.wrong-value]
        giá trị của "unit" không dùng được
        gợi ý: xem chú thích trong tệp mẫu đi kèm

      """),
    bad(
      "yaml.wrong-value, in a list", "sources: [{match: a}, {match: b, side: both}]",
      """
      lỗi: phuong/bakhong.yaml: dòng 1 [yaml.wrong-value]
        giá trị của "sources[2].side" không dùng được
        gợi ý: xem chú thích trong tệp mẫu đi kèm

      """),
    bad(
      "yaml.wrong-value, no mapping", "- UBND phường Đông Hải",
      """
      lỗi: phuong/bakhong.yaml: dòng 1 [yaml.wrong-value]
        tệp phải gồm các mục "khoá: giá trị"
        gợi ý: xem chú thích trong tệp mẫu đi kèm

      """),
  ]

  private static func bad(_ code: String, _ settings: String, _ words: String) -> BadInput {
    BadInput(code, words) { try $0.write(settings + "\n", to: "bakhong.yaml") }
  }
}
