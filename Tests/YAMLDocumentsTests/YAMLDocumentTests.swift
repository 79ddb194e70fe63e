import Diagnostics
import Testing

@testable import YAMLDocuments

private struct Sample: Decodable, Equatable {
  struct Part: Decodable, Equatable {
    var name: String
    var count: Int
  }
  var title: String
  var parts: [Part]
}

private func read(_ text: String, bytesMax: Int = 1000) throws(YAMLError) -> Sample {
  try YAMLDocument.decode(Sample.self, from: Array(text.utf8), file: "a.yaml", bytesMax: bytesMax)
}

@Test(arguments: ["", "\u{FEFF}"])
func readsAValue(mark: String) throws {
  let sample = try read(mark + "title: Đông Hải\nparts:\n  - {name: a, count: 3}\n")
  #expect(sample == Sample(title: "Đông Hải", parts: [.init(name: "a", count: 3)]))
}

@Test(
  arguments: [
    ("", "yaml.empty", nil), ("title: [", "yaml.syntax", 2),
    ("title: a\n b: c\n", "yaml.syntax", 2),
    ("title: a\ntitle: b\nparts: []\n", "yaml.syntax", 1),
    ("title: a\n", "yaml.missing-key", 1),
    ("title: a\nparts:\n  - name: a\n    count: viele\n", "yaml.wrong-value", 4),
    ("title: a\nparts:\n  - name: a\n    count: 1\n  - count: 2\n", "yaml.missing-key", 5),
    ("title: a\nparts: 7\n", "yaml.wrong-value", 2), ("\u{0}", "yaml.syntax", nil),
  ] as [(String, String, Int?)])
func tellsWhatIsWrongAndWhere(text: String, code: String, line: Int?) throws {
  let error = try #require(throws: YAMLError.self) { try read(text) }
  #expect(error.diagnostic.code == code)
  #expect(error.diagnostic.origin == Origin(file: "a.yaml", line: line))
  #expect(error.diagnostic.hint != nil)
}

@Test func refusesWhatIsTooLargeAndWhatIsNotUTF8() {
  #expect(throws: YAMLError.self) { try read("title: abc", bytesMax: 9) }
  #expect(throws: YAMLError.self) {
    try YAMLDocument.decode(Sample.self, from: [0x61, 0xFF], file: "a.yaml")
  }
}

@Test func aMissingFileIsAnError() {
  #expect(throws: (any Error).self) {
    try YAMLDocument.load(Sample.self, path: "no-such-folder/a.yaml")
  }
}
