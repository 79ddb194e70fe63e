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
  }

  /// Where a piece lies in the spool.
  public struct Deflated {
    let span: DeflatedSpan
  }

  private let path: String
  fileprivate(set) var output: FileOutput?
  private var thread: DeflateThread?
  /// Whether the open piece has passed a block.
  private var isDeflating = false

  /// Makes a spool.
  ///
  /// - Parameter path: The file that the member is for; its folder takes the spool.
  public init(for path: String) {
    self.path = path
  }

  /// Takes a block's bytes as a part of the open piece and leaves an empty block in its place.
  ///
  /// - Throws: ``ZipError/notWritten(file:reason:)``.
  public func append(_ block: inout ByteBlock) throws(ZipError) {
    do throws(StorageError) {
      try start().append(&block)
    } catch {
      throw .notWritten(error, path)
    }
    isDeflating = true
  }

  /// Takes the last bytes of the open piece.
  ///
  /// - Returns: The piece; the next one begins.
  /// - Throws: ``ZipError/notWritten(file:reason:)``.
  public func cut(_ block: inout ByteBlock) throws(ZipError) -> Piece {
    guard isDeflating else {
      let bytes = block.bytes
      block.removeAll()
      return .bytes(bytes)
    }
    isDeflating = false
    do throws(StorageError) {
      return .deflated(Deflated(span: try start().cut(&block)))
    } catch {
      throw .notWritten(error, path)
    }
  }

  private func start() throws(StorageError) -> DeflateThread {
    if let thread { return thread }
    let output = try FileOutput.unnamed(beside: path + ".spool")
    let thread = try DeflateThread(to: output)
    self.output = output
    self.thread = thread
    return thread
  }
}
