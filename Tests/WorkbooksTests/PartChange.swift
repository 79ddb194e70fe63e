import Foundation
import Sheets
import Storage
import Testing
import Workbooks
import ZipArchives

/// What differs in one part of two containers: the bytes between their common start and end.
struct PartChange {
  let name: String
  let old: [UInt8]
  let new: [UInt8]

  /// The parts that differ, told by their SHA-256; the members must be the same.
  static func between(_ old: String, _ new: String) throws -> [PartChange] {
    let (before, after) = try (ZipArchive(path: old), ZipArchive(path: new))
    #expect(before.members.map(\.name) == after.members.map(\.name))
    return try before.members.map(\.name).compactMap { name in
      let (one, other) = try (before.read(name), after.read(name))
      guard SHA256Digest(of: one) != SHA256Digest(of: other) else { return nil }
      let start = zip(one, other).prefix { $0 == $1 }.count
      let end = zip(one.dropFirst(start).reversed(), other.dropFirst(start).reversed())
        .prefix { $0 == $1 }.count
      return PartChange(
        name: name, old: Array(one.dropFirst(start).dropLast(end)),
        new: Array(other.dropFirst(start).dropLast(end)))
    }
  }
}

/// The merged blocks and page starts of the sheet `S` as its markup tells them.
struct SheetMarks {
  private(set) var merges: [String] = []
  /// Rows, from 0.
  private(set) var pageStarts: [Int] = []

  /// Reads an edited copy; `original` tells which row style starts a page.
  init(_ original: String, _ edited: String, _ format: Workbook.Format) throws {
    let part = format == .ods ? "content.xml" : "xl/worksheets/sheet1.xml"
    let text = String(decoding: try ZipArchive(path: edited).read(part), as: UTF8.self)
    switch format {
    case .xlsx:
      merges = text.matches(of: /<mergeCell ref="([A-Z0-9:]+)"/).map { String($0.1) }
      pageStarts = text.matches(of: /<brk id="([0-9]+)"/).compactMap { Int($0.1) }
    case .ods:
      let style = try #require(
        text.firstMatch(
          of: /<style:style style:name="(\w+)"[^>]*><style:table-row-properties[^>]*="page"/))
      let rows = text.components(separatedBy: "<table:table-row ").dropFirst()
      for (place, row) in rows.enumerated() {
        if row.hasPrefix("table:style-name=\"\(style.1)\"") { pageStarts.append(place) }
        if row.contains("number-columns-spanned=\"2\"") {
          merges.append("B\(place + 1):C\(place + 1)")
        }
      }
    }
  }
}
