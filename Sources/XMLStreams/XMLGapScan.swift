public import Storage

/// Goes once through a part and finds the runs of rows that can be left out of memory.
public protocol XMLGapScan {
  /// The namespaces of the part.
  static var namespaces: [XMLNamespace] { get }
  /// The element of a row; its namespace by its place in ``namespaces``.
  static var row: (namespace: Int, name: StaticString) { get }

  /// Goes behind the row whose start was the last event.
  ///
  /// - Parameters:
  ///   - stream: The part.
  ///   - place: Where the row begins.
  /// - Returns: False where the part has to be read whole.
  /// - Throws: The stream's errors.
  mutating func readRow(_ stream: inout XMLStream, from place: Int) throws -> Bool
  /// Ends the run of rows, if there is one.
  mutating func close()
}

extension XMLGapScan {
  /// Goes through the part.
  ///
  /// What is left out is copied as it is, so nobody looks whether it is UTF-8.
  ///
  /// - Parameter pipe: The part's bytes.
  /// - Returns: False where it has to be read whole, as where it is no XML.
  /// - Throws: The pipe's errors.
  public mutating func isRead(_ pipe: ChunkPipe) throws -> Bool {
    do {
      var stream = try unsafe XMLStream.open(Self.namespaces) { _ in pipe }
      while true {
        let place = stream.byteOffset
        guard let event = try stream.next() else { return true }
        switch event {
        case .text: continue
        case .end: close()
        case .start:
          if stream.isElement(Self.row.namespace, Self.row.name) {
            guard try readRow(&stream, from: place) else { return false }
          } else {
            close()
          }
        }
      }
    } catch is XMLError {
      return false
    }
  }
}
