import Diagnostics
import Records
import Storage
import TestSupport
import Testing
import ZipArchives

@testable import Importing

private let bills = "MA_KHANG,TONG_TIEN,THANG,NAM\nPA07AB0000001,1000,8,2024\n"

/// A zip archive of files.
private func archive(_ members: [(String, [UInt8])], _ folder: TemporaryFolder) throws -> String {
  let path = folder.file("tep.zip")
  try Folder.remove(path)
  let writer = try ZipWriter(newFile: path)
  for (name, bytes) in members { try writer.add(name, bytes) }
  try writer.finish()
  return path
}

@Test func theFilesOfAnArchiveAreRead() throws {
  try TemporaryFolder.with { folder in
    let inner = try FileBytes.read(
      archive([("../../x/hoa don.csv", Array(bills.utf8))], folder))
    let path = try archive(
      [
        ("__MACOSX/._a.csv", [1]), ("a/sao-ke.xls", Array(page.utf8)), ("b/", []),
        ("trong.zip", inner),
      ], folder)
    let sources = try SourceBytes.all(path: path)
    #expect(sources.map(\.name) == ["tep.zip/sao-ke.xls", "tep.zip/trong.zip/hoa don.csv"])
    let files = try sources.map { try shippedImporter().read($0) }
    #expect(files.map(\.layout) == ["vietcombank", "evn-fields"])
    #expect(files.map(\.records.count) == [1, 1])
    #expect(files[0].payments.first?.day.iso == "2024-08-25")
    #expect(files[1].records.map(\.identity) == (try importText(bills)).records.map(\.identity))
    #expect(!Folder.isFile(folder.path + "/../x/hoa don.csv"))
  }
}

private let page = """
  <html><head><meta charset="utf-8"></head><body><table>
  <tr><td>Số tài khoản: 0071001234567</td></tr>
  <tr><th>Ngày giao dịch</th><th>Số tham chiếu</th><th>Số tiền ghi nợ</th><th>Số tiền ghi có</th>
  <th>Mô tả</th></tr><tr><td>2024-08-25</td><td>1</td><td></td><td>1,000</td><td>a</td></tr></table>
  """

@Test func archivesHaveLimits() throws {
  try TemporaryFolder.with { folder in
    var bytes = Array(bills.utf8)
    for _ in 0...ArchiveLimits.depthMax {
      bytes = try FileBytes.read(archive([("trong.zip", bytes)], folder))
    }
    let deep = try folder.write(bytes, to: "sau.zip")
    let many = try archive((0...ArchiveLimits.filesMax).map { ("\($0).csv", [65]) }, folder)
    let empty = try FileBytes.read(archive([("b/", [])], folder))
    for path in [deep, many, try folder.write(empty, to: "rong.zip")] {
      let error = try #require(throws: ImportError.self) { try SourceBytes.all(path: path) }
      #expect(error.diagnostic.code == "import.archive")
    }
  }
}
