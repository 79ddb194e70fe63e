// A clerk's notebook of the invented ward.

import Sheets
import Storage
import TestSupport
import Workbooks

/// A notebook with something in every table: documents on file and on paper, deadlines kept, missed
/// and still to come, a training, models, places with and without Wifi.
enum SampleNotebook {
  private static let rows: [String: [[String?]]] = [
    "Hồ sơ": [
      [
        "6", "12/KH-UBND", "02/05/2024",
        "Kế hoạch triển khai mô hình “3 KHÔNG” trên địa bàn phường", "ho-so/12-KH.pdf",
      ],
      [
        "7", "31/BC-UBND", "05/09/2024",
        "Báo cáo rà soát tài khoản thanh toán của người dân trên 15 tuổi", nil,
      ],
      ["16", "8/BB-UBND", "30/08/2024", "Biên bản kiểm tra điểm phát Wifi công cộng", nil],
    ],
    "Kế hoạch": [
      [nil, nil, "26/04/2024"], [nil, nil, "03/07/2024"], [],
    ],
    "Tập huấn": [
      [
        "15/06/2024", "Kỹ năng số cơ bản, dịch vụ công trực tuyến", "Tổ công nghệ số cộng đồng",
        "48", "Nhà văn hóa phố Đồng Lễ",
      ],
      [
        "22/06/2024", "Thanh toán tiền điện không dùng tiền mặt", "Đại diện hộ gia đình", "215",
        "Hội trường UBND phường",
      ],
    ],
    "Mô hình": [
      [], [], [],
      ["Tân Hải", "Chợ không dùng tiền mặt", "01/07/2024", "đang thực hiện", "62/70 tiểu thương"],
    ],
    "Địa điểm": [
      ["Trụ sở UBND phường", "có", "có"], ["Nhà văn hóa phố Đồng Lễ", "chưa", "có"],
      ["Nhà văn hóa phố Tân Hải", "chưa", "có"],
      ["Khu di tích đền Mẫu (tên giả định)", "chưa", "chưa", "chờ kéo cáp"],
      ["Trạm y tế phường", "có", nil, "chưa kiểm tra"],
    ],
  ]

  /// Writes `so-tay.ods` and the document that it names into a workspace.
  static func write(to folder: String) throws {
    try Folder.make(folder + "/ho-so")
    try StagedFile.writeNew(Array("kế hoạch".utf8), to: folder + "/ho-so/12-KH.pdf")
    var editor = try Workbook.edit(PackageRoot.file("Templates/so-tay.ods"))
    for (sheet, lines) in rows {
      for (line, texts) in lines.enumerated() {
        for (column, text) in texts.enumerated() {
          guard let text else { continue }
          let value = Double(text).map { CellValue.number($0) } ?? .text(text)
          try editor.set(
            value,
            at: SheetCellAddress(sheet: sheet, cell: CellAddress(row: line + 3, column: column)))
        }
      }
    }
    try Folder.remove(folder + "/so-tay.ods")
    try editor.write(toNewFile: folder + "/so-tay.ods")
  }
}
