internal import SampleWard
internal import Storage

/// Makes a new workspace.
public enum InitWorkflow {
  /// Makes the folder with an empty inbox and settings, or with the invented sample ward.
  ///
  /// - Parameters:
  ///   - folder: The workspace to make; settings or inbox files that are there are not touched.
  ///   - isSample: Whether to fill it with the sample ward.
  ///   - seed: The sample's seed; the same seed gives the same bytes.
  /// - Throws: `SampleError` or ``WorkflowError/exists(_:)`` where something is there already.
  public static func make(_ folder: String, isSample: Bool, seed: UInt64? = nil) throws {
    if isSample {
      var options = SampleWard.Options()
      if let seed { options.seed = seed }
      try SampleWard(options).write(to: folder)
      return
    }
    let settings = folder + "/bakhong.yaml"
    guard !Folder.isFile(settings) else { throw WorkflowError.exists(settings) }
    try Folder.make(folder + "/inbox")
    let staged = try StagedFile(for: settings)
    try staged.write(Array(Self.settings.utf8))
    try staged.commit()
  }

  private static let settings = """
    # Cài đặt của phường. Mọi mục đều có thể bỏ trống.
    #
    # unit: {id: ten-phuong, name: UBND phường …}
    # periods: {before: 2024-03, after: 2024-08}   # một tháng, hoặc {from: 2024-01, to: 2024-03}
    # definition: household-cashless/all-paid
    # template: Templates/bao-cao-3-khong.ods
    # report: {place: …, date: 2024-09-12}         # nơi và ngày ký; bỏ trống để ghi tay
    # sources:                                     # chỉ khi chương trình không tự nhận ra tệp
    #   - {match: "vcb-*.csv", layout: vietcombank, side: collector}
    #
    # Kênh thanh toán mà chương trình chưa biết: ghi vào channels.yaml bên cạnh tệp này, theo mẫu
    # Layouts/channels.yaml.

    """
}
