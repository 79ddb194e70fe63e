internal import CSVFiles
internal import Records
internal import Reports

/// The figures of a collection in the layout that the inbox knows: one row a unit, item and column.
enum FigureList {
  static func csv(
    _ collection: FormCollection, items: [CollectionManifest.Item]
  ) -> [UInt8] {
    let populations = Dictionary(
      items.map { ($0.key, $0.population ?? "") }, uniquingKeysWith: { first, _ in first })
    var writer = CSVWriter()
    writer.append(["Chỉ tiêu", "Kỳ", "Tử số", "Mẫu số", "Phố", "Đối tượng", "Minh chứng"])
    for delivery in collection.deliveries where delivery.counts {
      for value in delivery.form?.values ?? [] {
        writer.append([
          String(value.criterion), value.column == .before ? "trước" : "sau",
          String(value.numerator), String(value.denominator), delivery.unitName,
          populations[value.key] ?? "", value.evidence ?? "",
        ])
      }
    }
    return writer.bytes
  }
}
