// Inputs that stop a run, each with the smallest way to get there and the words that it meets.

import GRDB
import Storage
import TestSupport
import Testing
import ZipArchives

/// One way to spoil a ward, and what the program says of it.
struct BadInput: Sendable, CustomTestStringConvertible {
  let code: String
  let spoil: @Sendable (SmallWard) throws -> Void
  /// All that stands on stderr.
  let words: String
  var testDescription: String { code }

  init(
    _ code: String, _ words: String, spoil: @escaping @Sendable (SmallWard) throws -> Void
  ) {
    self.code = code
    self.words = words
    self.spoil = spoil
  }

  static let layouts =
    "acb, accounts, agribank, agribank-dc, bidv, collection-list, evn-fields, evn-headers, "
    + "figures, generic, mb, "
    + "register, residents, sepay, techcombank, tpbank, vietcombank, vietinbank"

  /// Files of the inbox.
  static let files = [
    BadInput(
      "import.no-layout",
      """
      lỗi: phuong/inbox/la.csv: [import.no-layout]
        không nhận ra loại tệp: không có dòng tiêu đề nào khớp các mẫu đã biết
        gợi ý: đã tìm các mẫu: \(layouts); sửa dòng tiêu đề, hoặc thêm một mẫu của mình

      """
    ) { try $0.write("a,b,c\n1,2,3\n", to: "inbox/la.csv") },
    BadInput(
      "zip.not-readable",
      """
      lỗi: phuong/inbox/cut.ods: [zip.not-readable]
        tệp bị cắt cụt, hỏng hoặc không phải tệp nén zip (no end of directory)
        gợi ý: tải hoặc chép lại tệp gốc rồi thử lại
      lỗi: phuong/inbox/cut.xlsx: [zip.not-readable]
        tệp bị cắt cụt, hỏng hoặc không phải tệp nén zip (no end of directory)
        gợi ý: tải hoặc chép lại tệp gốc rồi thử lại

      """
    ) {
      try $0.cut("inbox/so-ho.ods", to: "inbox/cut.ods")
      try $0.cut("inbox/danh-sach-thu.xlsx", to: "inbox/cut.xlsx")
    },
    BadInput(
      "csv.unclosed-quote",
      """
      lỗi: phuong/inbox/nhay.csv: dòng 3 [csv.unclosed-quote]
        dấu nháy mở ở dòng này không được đóng
        gợi ý: thêm dấu nháy đóng; dấu nháy trong nội dung phải viết hai lần

      """
    ) {
      let lines = try $0.text("inbox/hoa-don-2024-03.csv").split(whereSeparator: \.isNewline)
      try $0.write(lines.prefix(2).joined(separator: "\n") + "\nPA07DH,\"mở", to: "inbox/nhay.csv")
    },
    // An XLSX with a password is an OLE compound file: [MS-OFFCRYPTO] 1.3.
    BadInput(
      "workbook.compound-file",
      """
      lỗi: phuong/inbox/mat-khau.xlsx: [workbook.compound-file]
        tệp được đặt mật khẩu, hoặc là tệp .xls bị hỏng hay sai đuôi
        gợi ý: mở bằng LibreOffice, lưu lại dạng .xlsx hoặc .ods không mật khẩu

      """
    ) {
      let head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
      try $0.folder.write(
        head + [UInt8](repeating: 0, count: 504), to: "phuong/inbox/mat-khau.xlsx")
    },
    BadInput(
      "import.empty",
      """
      lỗi: phuong/inbox/rong.csv: [import.empty]
        tệp không có nội dung
        gợi ý: xuất lại tệp, hoặc bỏ tệp này đi

      """
    ) { try $0.write("", to: "inbox/rong.csv") },
    // Each bad file is named, the good ones between them are not imported.
    BadInput(
      "several",
      """
      lỗi: phuong/inbox/a.csv: [import.empty]
        tệp không có nội dung
        gợi ý: xuất lại tệp, hoặc bỏ tệp này đi
      lỗi: phuong/inbox/hoa-don-2024-05.csv: dòng 1 [csv.unclosed-quote]
        dấu nháy mở ở dòng này không được đóng
        gợi ý: thêm dấu nháy đóng; dấu nháy trong nội dung phải viết hai lần
      lỗi: phuong/inbox/z.ods: [zip.not-readable]
        tệp bị cắt cụt, hỏng hoặc không phải tệp nén zip (no end of directory)
        gợi ý: tải hoặc chép lại tệp gốc rồi thử lại

      """
    ) {
      try $0.write("", to: "inbox/a.csv")
      try $0.write("\"MA_KHANG", to: "inbox/hoa-don-2024-05.csv")
      try $0.cut("inbox/so-ho.ods", to: "inbox/z.ods")
    },
    BadInput("workspace.empty-inbox", emptyInbox) {
      try $0.remove("inbox")
      try Folder.make($0.file("inbox"))
      try $0.write("left by Excel", to: "inbox/~$so-ho.xlsx")
    },
    BadInput("workspace.empty-inbox, missing", emptyInbox) { try $0.remove("inbox") },
  ]

  private static let emptyInbox = """
    lỗi: phuong/inbox: [workspace.empty-inbox]
      thư mục inbox trống, chưa có tệp nào để nhập
      gợi ý: chép tệp của điện lực, ngân hàng, danh sách hộ vào đó rồi chạy lại

    """

  /// Ledgers.
  static let ledgers = [
    BadInput(
      "ledger.not-sqlite",
      """
      lỗi: phuong/ledger.sqlite: [ledger.not-sqlite]
        không phải sổ SQLite
        gợi ý: chuyển tệp này đi nơi khác rồi chạy lại: sổ mới sẽ được lập

      """
    ) { try $0.write("Sổ ghi tay, không phải cơ sở dữ liệu.\n", to: "ledger.sqlite") },
    BadInput(
      "ledger.not-ours",
      """
      lỗi: phuong/ledger.sqlite: [ledger.not-ours]
        là cơ sở dữ liệu SQLite nhưng không phải sổ của BaKhong
        gợi ý: chuyển tệp này đi nơi khác rồi chạy lại: sổ mới sẽ được lập

      """
    ) { ward in
      try Folder.remove(ward.file("ledger.sqlite"))
      let queue = try DatabaseQueue(path: ward.file("ledger.sqlite"))
      try queue.write { try $0.execute(sql: "CREATE TABLE danh_ba (ten TEXT)") }
      try queue.close()
    },
    BadInput(
      "ledger.newer-schema",
      """
      lỗi: phuong/ledger.sqlite: [ledger.newer-schema]
        sổ do một bản BaKhong mới hơn ghi
        gợi ý: cài bản BaKhong mới nhất

      """
    ) { ward in
      _ = try ward.run("run", "phuong", "--quiet")
      let queue = try DatabaseQueue(path: ward.file("ledger.sqlite"))
      try queue.write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('of a later release')")
      }
      try queue.close()
    },
  ]

  /// Templates.
  static let templates = [
    BadInput(
      "template.field-missing",
      """
      lỗi: phuong/bieu-mau/bao-cao-3-khong.ods: [template.field-missing]
        biểu mẫu thiếu vùng có tên "ct15_sau"
        gợi ý: trong LibreOffice: Trang tính > Vùng có tên và biểu thức > Quản lý, thêm tên này

      """
    ) {
      try $0.ownTemplate()
      let path = $0.file("bieu-mau/bao-cao-3-khong.ods")
      let content = String(decoding: try ZipArchive(path: path).read("content.xml"), as: UTF8.self)
      let without = content.replacing("\"ct15_sau\"", with: "\"ct15_khac\"")
      try ZipArchive.replace(["content.xml": Array(without.utf8)], in: path)
    },
    BadInput(
      "report.template-missing",
      """
      lỗi: phuong/khong-co.ods: [report.template-missing]
        không có tệp biểu mẫu này
        gợi ý: sửa mục template trong bakhong.yaml

      """
    ) { try $0.write("template: khong-co.ods\n", to: "bakhong.yaml") },
    BadInput(
      "report.manifest-missing",
      """
      lỗi: phuong/bieu-mau/bao-cao-3-khong.ods: [report.manifest-missing]
        không có tệp mô tả bao-cao-3-khong.yaml bên cạnh biểu mẫu
        gợi ý: chép tệp .yaml của biểu mẫu gốc sang và sửa lại

      """
    ) {
      try $0.ownTemplate()
      try $0.remove("bieu-mau/bao-cao-3-khong.yaml")
    },
    // Found while the form is being filled: what was staged until then must go as well.
    BadInput(
      "edit.covered-cell",
      """
      lỗi: phuong/bieu-mau/bao-cao-3-khong.ods: trang "Phụ lục 15", ô B6 [edit.covered-cell]
        ô này bị một ô gộp che
        gợi ý: ghi vào ô đầu của khối gộp

      """
    ) { try $0.moveBlock() },
    BadInput(
      "storage.refused",
      """
      lỗi: phuong/out/bao-cao-3-khong.xlsx: [storage.refused]
        không ghi được (is a directory)
        gợi ý: kiểm tra quyền truy cập và chỗ trống trên đĩa

      """
    ) {
      try Folder.remove($0.file("out/bao-cao-3-khong.xlsx"))
      try Folder.make($0.file("out/bao-cao-3-khong.xlsx"))
    },
  ]
}

extension SmallWard {
  /// Moves the annex's block one row up, so that its rows are of other shapes.
  fileprivate func moveBlock() throws {
    try ownTemplate()
    let path = file("bieu-mau/bao-cao-3-khong.ods")
    let content = String(decoding: try ZipArchive(path: path).read("content.xml"), as: UTF8.self)
    let moved = content.replacing(
      "$A$3:$'Phụ lục 15'.$J$14", with: "$A$2:$'Phụ lục 15'.$J$13")
    try ZipArchive.replace(["content.xml": Array(moved.utf8)], in: path)
  }
}
