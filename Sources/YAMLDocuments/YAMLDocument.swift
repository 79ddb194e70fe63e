internal import Storage
internal import Yams

/// Reads the small YAML files that describe things: layouts, channels, workspaces, templates.
public enum YAMLDocument {
  /// The most bytes a document may have unless told otherwise: 1 MiB.
  public static let bytesMax = 1 << 20

  /// The decoder asks the resolver for truth values alone; its other rules are regular expressions
  /// that every scalar would be held against in vain.
  private static let resolver = Resolver.basic.appending(.bool)

  /// Reads a value from the file at `path`.
  ///
  /// - Parameters:
  ///   - type: What to read.
  ///   - path: The file.
  ///   - bytesMax: A larger file is refused before a byte of it is read.
  /// - Returns: The value.
  /// - Throws: `StorageError`, or ``YAMLError`` with the file and, where known, the line.
  public static func load<Value: Decodable>(
    _ type: Value.Type = Value.self, path: String, bytesMax: Int = YAMLDocument.bytesMax
  ) throws -> Value {
    let bytes = try FileBytes.read(path, bytesMax: bytesMax)
    return try decode(type, from: bytes, file: path, bytesMax: bytesMax)
  }

  /// Reads a value from the bytes of a file.
  ///
  /// - Parameters:
  ///   - type: What to read.
  ///   - bytes: UTF-8, with or without a byte order mark.
  ///   - file: The file's name, for errors.
  ///   - bytesMax: More bytes are refused.
  /// - Returns: The value.
  /// - Throws: ``YAMLError`` with the file and, where known, the line.
  public static func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: [UInt8], file: String,
    bytesMax: Int = YAMLDocument.bytesMax
  ) throws(YAMLError) -> Value {
    guard bytes.count <= bytesMax else {
      throw .tooLarge(file: file, bytes: bytes.count, bytesMax: bytesMax)
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: body, as: UTF8.self) else { throw .notUTF8(file: file) }
    let root: Node
    do {
      guard let composed = try Yams.compose(yaml: text, Self.resolver) else {
        throw YAMLError.empty(file: file)
      }
      root = composed
    } catch let error as YAMLError {
      throw error
    } catch {
      throw YAMLError.syntax(error, file: file)
    }
    do {
      return try YAMLDecoder().decode(type, from: root)
    } catch let error as DecodingError {
      throw YAMLError.content(error, root: root, file: file)
    } catch {
      throw YAMLError.syntax(error, file: file)
    }
  }
}
