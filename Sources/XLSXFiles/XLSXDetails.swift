internal import Diagnostics
internal import Sheets
internal import XMLStreams
internal import ZipArchives

// What the parts beside worksheets tell: properties, comments, print names, styles.
extension XLSXPackage {
  /// - Source: ECMA-376 part 2 §8 (core properties).
  func properties() throws -> DocumentProperties {
    var properties = DocumentProperties()
    let member = archive.members.first { $0.name.lowercased() == "docprops/core.xml" }
    // Properties that cannot be read are not worth a refusal.
    guard let member,
      let tree = try archive.unlessDamaged({ try XMLPart.parse(archive.read(member.name)) })
    else { return properties }
    func text(_ name: String) -> String { tree.child(name)?.text ?? "" }
    properties.title = text("title")
    properties.subject = text("subject")
    properties.creator = text("creator")
    properties.description = text("description")
    properties.keywords = text("keywords").split(separator: ",").map {
      String($0.drop { $0 == " " })
    }
    if let created = tree.child("created")?.text, !created.isEmpty { properties.created = created }
    properties.modified = tree.child("modified")?.text
    properties.custom = try customProperties()
    return properties
  }

  /// - Source: ECMA-376 part 1 §22.3 custom properties, §22.4 variant types.
  private func customProperties() throws -> [CustomProperty] {
    let member = archive.members.first { $0.name.lowercased() == "docprops/custom.xml" }
    guard let member,
      let tree = try archive.unlessDamaged({ try XMLPart.parse(archive.read(member.name)) })
    else { return [] }
    return tree.all("property").prefix(4096).compactMap { property in
      guard let name = property.attribute("name"), let value = property.children.first else {
        return nil
      }
      switch value.name {
      case "lpwstr", "lpstr", "bstr": return CustomProperty(name, .text(value.text))
      case "bool": return CustomProperty(name, .boolean(["true", "1"].contains(value.text)))
      case "filetime", "date": return CustomProperty(name, .date(value.text))
      case "i1", "i2", "i4", "i8", "int", "ui1", "ui2", "ui4", "ui8", "uint", "r4", "r8", "decimal":
        return DecimalText.parse(value.text).map { CustomProperty(name, .number($0)) }
      default: return nil
      }
    }
  }

  /// Whether a sheet's tab is shown, and whether a user can bring it back.
  func visibility(_ place: Int) -> SheetDraft.Visibility {
    let element = workbook.child("sheets")?.all("sheet")[place]
    return SheetDraft.Visibility(rawValue: element?.attribute("state") ?? "") ?? .visible
  }

  /// - Source: ECMA-376 part 1 §18.2.5 definedName: `_xlnm.Print_Area`, `_xlnm.Print_Titles`.
  func addPrintNames(to draft: inout SheetDraft, _ place: Int) {
    for name in workbook.child("definedNames")?.all("definedName") ?? []
    where name.attribute("localSheetId") == String(place) {
      switch name.attribute("name") {
      case "_xlnm.Print_Area": draft.printArea = XLSXNames.parseTarget(name.text)?.range
      case "_xlnm.Print_Titles":
        for piece in name.text.split(separator: ",") {
          let lines = piece[
            (piece.lastIndex(of: "!").map(piece.index(after:)) ?? piece.startIndex)...
          ]
          .filter { $0 != "$" }.split(separator: ":")
          guard lines.count == 2 else { continue }
          if let first = Int(lines[0]), let last = Int(lines[1]), first >= 1, last >= first,
            last <= CellAddress.rowsMax
          {
            draft.repeatedRows = first - 1...last - 1
          } else if let first = CellAddress(a1: lines[0] + "1"),
            let last = CellAddress(a1: lines[1] + "1"), last.column >= first.column
          {
            draft.repeatedColumns = first.column...last.column
          }
        }
      default: break
      }
    }
  }

  /// The notes of a sheet (ECMA-376 part 1 §18.7).
  func comments(of part: String) throws -> [CellComment] {
    guard let target = try parts(of: part, type: "comments").first else { return [] }
    let tree = try placing(Origin(part: target)) { try XMLPart.parse(archive.read(target)) }
    let authors = tree.child("authors")?.all("author").map(\.text) ?? []
    let shown = try shownComments(of: part)
    var known: Set<CellAddress> = []
    return (tree.child("commentList")?.all("comment") ?? []).compactMap { comment in
      guard let cell = comment.attribute("ref").flatMap({ CellAddress(a1: $0) }),
        let text = comment.child("text"), known.insert(cell).inserted
      else { return nil }
      let author = comment.number("authorId").flatMap {
        authors.indices.contains($0) ? authors[$0] : nil
      }
      let runs = text.children.filter { $0.name == "t" || $0.name == "r" }
      let words = runs.map { $0.name == "t" ? $0.text : $0.child("t")?.text ?? "" }.joined()
      var note = CellComment(
        cell, text: XLSXValues.unescaped(words).replacing("\r\n", with: "\n"),
        author: author ?? "")
      note.isShown = shown.contains(cell)
      return note
    }
  }

  /// The cells whose notes are shown all the time, as the drawing of their boxes tells; none where
  /// it cannot be read, as it is no XML in many files.
  ///
  /// - Source: ECMA-376 part 4 §19.4.2.12 ClientData.
  private func shownComments(of part: String) throws -> Set<CellAddress> {
    guard let target = try parts(of: part, type: "vmlDrawing").first,
      let tree = try archive.unlessDamaged({ try tree(target) })
    else { return [] }
    var shown: Set<CellAddress> = []
    for shape in tree.all("shape") {
      guard let data = shape.child("ClientData"), data.attribute("ObjectType") == "Note",
        let visible = data.child("Visible"), visible.text.first?.lowercased() != "f",
        let row = data.child("Row").flatMap({ Int($0.text) }),
        let column = data.child("Column").flatMap({ Int($0.text) }), row >= 0, column >= 0
      else { continue }
      shown.insert(CellAddress(row: row, column: column))
    }
    return shown
  }
}
