internal import CSVFiles
internal import Records
internal import Reports

/// The figures of a collection in the layout that the inbox knows: one row a unit, item and column.
enum FigureList {
  static func csv(_ collection: FormCollection) -> [UInt8] {
    var writer = CSVWriter()
    writer.append(["Chỉ tiêu", "Kỳ", "Tử số", "Mẫu số", "Phố", "Minh chứng"])
    for delivery in collection.deliveries where delivery.counts {
      for value in delivery.form?.values ?? [] {
        writer.append([
          String(value.criterion), value.column == .before ? "trước" : "sau",
          String(value.numerator), String(value.denominator), delivery.unitName,
          value.evidence ?? "",
        ])
      }
    }
    return writer.bytes
  }
}
