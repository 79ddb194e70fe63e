public import Diagnostics
internal import Yams

/// What can be wrong with a YAML file.
public enum YAMLError: Diagnosable {
  /// The file is larger than what we read.
  case tooLarge(file: String, bytes: Int, bytesMax: Int)
  /// The file is not UTF-8.
  case notUTF8(file: String)
  /// There is nothing in the file.
  case empty(file: String)
  /// The file is no YAML; `problem` is the parser's own word for it.
  case syntax(file: String, line: Int?, problem: String)
  /// A key is missing.
  case missingKey(file: String, line: Int?, key: String)
  /// The value of a key is not of the wanted kind.
  case wrongValue(file: String, line: Int?, key: String)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .tooLarge(let file, let bytes, let bytesMax):
      Diagnostic(
        "yaml.too-large",
        Words(
          vi: "tệp lớn \(bytes) byte, giới hạn là \(bytesMax)",
          en: "the file has \(bytes) bytes, the limit is \(bytesMax)"),
        at: Origin(file: file),
        hint: Words(vi: "kiểm tra xem có đúng tệp không", en: "check that it is the right file"))
    case .notUTF8(let file):
      Diagnostic(
        "yaml.not-utf8", Words(vi: "tệp không ở mã UTF-8", en: "the file is not UTF-8"),
        at: Origin(file: file),
        hint: Words(vi: "lưu lại tệp với mã UTF-8", en: "save the file as UTF-8"))
    case .empty(let file):
      Diagnostic(
        "yaml.empty", Words(vi: "tệp không có nội dung", en: "there is nothing in the file"),
        at: Origin(file: file),
        hint: Words(vi: "điền nội dung hoặc bỏ tệp", en: "fill it in, or remove the file"))
    case .syntax(let file, let line, let problem):
      Diagnostic(
        "yaml.syntax", Words(vi: "sai cú pháp YAML (\(problem))", en: "not YAML (\(problem))"),
        at: Origin(file: file, line: line),
        hint: Words(
          vi: "xem lại thụt lề, dấu hai chấm và dấu nháy ở dòng này và dòng trên",
          en: "look at indents, colons and quotes in this line and the one above"))
    case .missingKey(let file, let line, let key):
      Diagnostic(
        "yaml.missing-key", Words(vi: "thiếu khoá \"\(key)\"", en: "key \"\(key)\" is missing"),
        at: Origin(file: file, line: line),
        hint: Words(vi: "thêm khoá này", en: "add this key"))
    case .wrongValue(let file, let line, let key):
      Diagnostic(
        "yaml.wrong-value",
        key.isEmpty
          ? Words(vi: "tệp phải gồm các mục \"khoá: giá trị\"", en: "the file must be a mapping")
          : Words(
            vi: "giá trị của \"\(key)\" không dùng được",
            en: "the value of \"\(key)\" cannot be used"),
        at: Origin(file: file, line: line),
        hint: Words(
          vi: "xem chú thích trong tệp mẫu đi kèm", en: "see the comments in the files that ship"))
    }
  }
}

extension YAMLError {
  /// The parser's error, in our words.
  static func syntax(_ error: any Error, file: String) -> YAMLError {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      .syntax(file: file, line: mark.line, problem: problem)
    case YamlError.duplicatedKeysInMapping(_, let context):
      .syntax(file: file, line: context.mark.line, problem: "duplicate key")
    case YamlError.reader(let problem, _, _, _):
      .syntax(file: file, line: nil, problem: problem)
    default: .syntax(file: file, line: nil, problem: "unreadable")
    }
  }

  /// The decoder's error, in our words, with the line of the node it is about.
  static func content(_ error: DecodingError, root: Node, file: String) -> YAMLError {
    switch error {
    case .keyNotFound(let key, let context):
      let path = context.codingPath
      return .missingKey(
        file: file, line: line(of: path, in: root), key: name(path + [key]))
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return .wrongValue(
        file: file, line: line(of: context.codingPath, in: root), key: name(context.codingPath))
    @unknown default: return .wrongValue(file: file, line: nil, key: "")
    }
  }

  /// The path of a value as people would write it, `sources[1].side`, entries counted from 1.
  private static func name(_ path: [any CodingKey]) -> String {
    path.reduce(into: "") { name, key in
      if let index = key.intValue {
        name += "[\(index + 1)]"
      } else {
        name += (name.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }

  /// The line of the deepest node on the way that is there.
  private static func line(of path: [any CodingKey], in root: Node) -> Int? {
    var node = root
    for key in path {
      let next: Node? =
        if let sequence = node.sequence, let index = key.intValue, sequence.indices.contains(index)
        {
          sequence[index]
        } else {
          node.mapping?.first { $0.key.string == key.stringValue }?.value
        }
      guard let next else { break }
      node = next
    }
    return node.mark?.line
  }
}
