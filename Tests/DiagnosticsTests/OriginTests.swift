import Diagnostics
import Testing

/// Origins are filled in on the way up, and what is known stays.
@Suite struct OriginTests {
  private struct Fault: Diagnosable {
    var diagnostic: Diagnostic {
      Diagnostic("f", Words(vi: "a", en: "b"), at: Origin(cell: "B2", line: 2))
    }
  }

  @Test func takesFromOutsideWhatItDoesNotKnow() {
    let inner = Origin(sheet: "S", cell: "B2")
    let outer = Origin(file: "f", part: "p", sheet: "T", cell: "C3", line: 4, byteOffset: 5)
    #expect(
      inner.within(outer)
        == Origin(file: "f", part: "p", sheet: "S", cell: "B2", line: 4, byteOffset: 5))
    #expect(outer.within(inner) == outer)
    #expect(Origin().within(outer) == outer)
  }

  @Test func placesTheErrorsThatLeaveIt() throws {
    let error = #expect(throws: PlacedError.self) {
      try placing(Origin(file: "f", line: 9)) {
        try placing(Origin(sheet: "S")) { throw Fault() }
      }
    }
    let origin = Origin(file: "f", sheet: "S", cell: "B2", line: 2)
    #expect(error?.diagnostic.origin == origin)
    #expect(error?.diagnostic.code == "f")
    #expect(try placing(Origin(file: "f")) { 7 } == 7)
  }
}
