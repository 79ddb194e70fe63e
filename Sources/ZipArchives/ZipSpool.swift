public import Storage

/// Pieces of a member whose beginning is known last.
///
/// As long as there is little it stays in memory; what passes a block is deflated at once into a
/// file without a name, so that a piece can be put together with others without inflating it.
public final class ZipSpool {
  /// A piece of a member.
  public enum Piece {
    /// Bytes in memory.
    case bytes([UInt8])
    /// Bytes that were deflated into the spool.
    case deflated(Deflated)
    /// Bytes that lie in the spool as they are.
    case plain(Range<Int>)
  }

  /// Where a piece lies in the spool.
  public struct Deflated {
    let span: DeflatedSpan
  }

  private let path: String
  fileprivate(set) var output: FileOutput?
  private var thread: DeflateThread?
  private let deflates: Bool
  /// Where the open piece begins, once it has passed a block.
  private var start: Int?

  /// Makes a spool.
  ///
  /// - Parameters:
  ///   - path: The file that the member is for; its folder takes the spool.
  ///   - deflates: Whether pieces are deflated; they are not for a file that is no container.
  public init(for path: String, deflates: Bool = true) {
    self.path = path
    self.deflates = deflates
  }

  deinit {
    thread?.stop()
  }

  /// Takes a block's bytes as a part of the open piece and leaves an empty block in its place.
  ///
  /// - Throws: ``ZipError/notWritten(file:reason:)``.
  public func append(_ block: inout ByteBlock) throws(ZipError) {
    do throws(StorageError) {
      let output = try opened()
      if start == nil { start = output.count }
      if deflates { try deflating(output).append(&block) } else { try output.append(&block) }
    } catch {
      throw .notWritten(error, path)
    }
  }

  /// Takes the last bytes of the open piece.
  ///
  /// - Returns: The piece; the next one begins.
  /// - Throws: ``ZipError/notWritten(file:reason:)``.
  public func cut(_ block: inout ByteBlock) throws(ZipError) -> Piece {
    guard let start else {
      let bytes = block.bytes
      block.removeAll()
      return .bytes(bytes)
    }
    self.start = nil
    do throws(StorageError) {
      let output = try opened()
      if deflates { return .deflated(Deflated(span: try deflating(output).cut(&block))) }
      try output.append(&block)
      return .plain(start..<output.count)
    } catch {
      throw .notWritten(error, path)
    }
  }

  /// Writes pieces that are not deflated as a file of their own.
  ///
  /// - Throws: ``ZipError/notWritten(file:reason:)``.
  public func write(_ pieces: [Piece]) throws(ZipError) {
    do throws(StorageError) {
      let file = try FileOutput(newFile: path)
      for piece in pieces {
        switch piece {
        case .bytes(let bytes): try file.append(bytes)
        case .plain(let range): if let output { try file.append(range, of: output) }
        case .deflated: preconditionFailure("a deflated piece belongs into a container")
        }
      }
      try file.close()
    } catch {
      throw .notWritten(error, path)
    }
  }

  private func opened() throws(StorageError) -> FileOutput {
    if let output { return output }
    let output = try FileOutput.unnamed(beside: path + ".spool")
    self.output = output
    return output
  }

  private func deflating(_ output: FileOutput) throws(StorageError) -> DeflateThread {
    if let thread { return thread }
    let thread = try DeflateThread(to: output)
    self.thread = thread
    return thread
  }
}
