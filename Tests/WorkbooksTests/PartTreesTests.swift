import Foundation
import TestSupport
import Testing
import XMLStreams
import ZipArchives

/// The scanner's trees are libxml2's, for every part of every collected workbook.
@Suite struct PartTreesTests {
  @Test(.needs(.sharedFolder)) func agreeOnTheCorpus() throws {
    var (parts, faults): (Int, [String]) = (0, [])
    for file in try CorpusFile.all() where ["ods", "xlsx", "bad"].contains(file.folder) {
      guard let archive = try? ZipArchive(path: file.path) else { continue }
      for member in archive.members where Self.isMarkup(member) {
        guard let bytes = try? archive.read(member.name) else { continue }
        let wanted = try? XMLPart.parsed(bytes)
        let found = try? tree(archive, member.name)
        parts += 1
        if wanted.map(bare) != found.map(bare) { faults.append("\(file.name) \(member.name)") }
      }
    }
    #expect(parts > 1000)
    #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(8).joined(separator: "\n"))")
  }

  private static func isMarkup(_ member: ZipMember) -> Bool {
    let isNamed = ["xml", "rels"].contains { member.name.lowercased().hasSuffix("." + $0) }
    // Some hostile parts are large beyond measure; other tests read those.
    return isNamed && (1..<300_000).contains(member.size)
  }

  private func tree(_ archive: ZipArchive, _ name: String) throws -> XMLElement? {
    var stream = try XMLStream.open([]) { try archive.stream(name, inspect: $0) }
    while let event = try stream.next() {
      guard event == .start else { continue }
      let root = try stream.element()
      // What follows must be well-formed too.
      while try stream.next() != nil {}
      return root
    }
    return nil
  }

  /// An element without what only one of the two ways tells: namespaces.
  private func bare(_ element: XMLElement) -> XMLElement {
    var bare = element
    bare.namespace = ""
    for place in bare.attributes.indices { bare.attributes[place].namespace = "" }
    bare.children = element.children.map(self.bare)
    return bare
  }
}
