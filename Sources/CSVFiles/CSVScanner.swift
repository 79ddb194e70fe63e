/// The state of one pass over a text.
struct CSVScanner {
  private(set) var line: CSVLine
  private let delimiter: UInt8
  private let limits: CSVReader.Limits
  private let file: String?
  private let feed: CSVFeed?
  private var place = 0
  private var physicalLine = 1

  init(
    _ bytes: [UInt8], delimiter: UInt8, limits: CSVReader.Limits, file: String?,
    feed: CSVFeed? = nil
  ) {
    line = CSVLine(source: bytes)
    self.delimiter = delimiter
    self.limits = limits
    self.file = file
    self.feed = feed
  }

  /// How a try to read one record ended.
  private enum Outcome {
    case record, end, needsMore
    case fault(CSVError)
  }

  /// Reads one record into ``line``; false when there is none left.
  mutating func next() throws -> Bool {
    while true {
      switch scan(isComplete: feed?.isAtEnd ?? true) {
      case .record: return true
      case .end: return false
      case .fault(let error): throw error
      case .needsMore:
        if line.source.count - place > limits.recordBytesMax {
          throw CSVError.recordTooLong(
            file: file, line: physicalLine, bytesMax: limits.recordBytesMax)
        }
        line.source.removeFirst(place)
        place = 0
        try feed?.append(to: &line.source)
      }
    }
  }

  private mutating func scan(isComplete: Bool) -> Outcome {
    line.spans.removeAll(keepingCapacity: true)
    line.unescaped.removeAll(keepingCapacity: true)
    var cursor = Cursor(place: place, physicalLine: physicalLine, isComplete: isComplete)
    line.line = physicalLine
    let source = line.source
    let outcome = source.withUnsafeBufferPointer {
      cursor.record($0, delimiter, limits, &line.spans, &line.unescaped)
    }
    switch outcome {
    case .record:
      (place, physicalLine) = (cursor.place, cursor.physicalLine)
      return .record
    case .end: return .end
    case .needsMore: return isComplete ? .end : .needsMore
    case .fault(let fault): return .fault(error(fault))
    }
  }

  private func error(_ fault: Cursor.Fault) -> CSVError {
    switch fault {
    case .unclosedQuote(let line): .unclosedQuote(file: file, line: line)
    case .textAfterQuote(let line): .textAfterQuote(file: file, line: line)
    case .fieldTooLong:
      .fieldTooLong(file: file, line: line.line, bytesMax: limits.fieldBytesMax)
    case .recordTooLong:
      .recordTooLong(file: file, line: line.line, bytesMax: limits.recordBytesMax)
    case .tooManyFields:
      .tooManyFields(file: file, line: line.line, fieldsMax: limits.fieldsMax)
    }
  }
}

/// Where a scanner stands within the bytes in memory.
private struct Cursor {
  enum Fault {
    case unclosedQuote(line: Int)
    case textAfterQuote(line: Int)
    case fieldTooLong, recordTooLong, tooManyFields
  }
  enum Outcome {
    case record, end, needsMore
    case fault(Fault)
  }

  var place: Int
  var physicalLine: Int
  /// Whether the text ends where the bytes end.
  let isComplete: Bool

  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Reads one record.
  mutating func record(
    _ bytes: Bytes, _ delimiter: UInt8, _ limits: CSVReader.Limits, _ spans: inout [CSVLine.Span],
    _ unescaped: inout [UInt8]
  ) -> Outcome {
    guard place < bytes.count else { return isComplete ? .end : .needsMore }
    let start = place
    while true {
      if place < bytes.count, bytes[place] == 0x22 {
        if let outcome = quoted(bytes, delimiter, &spans, &unescaped) { return outcome }
      } else {
        let begin = place
        plain(bytes, delimiter)
        spans.append(.init(start: begin, end: place, isUnescaped: false))
        guard place - begin <= limits.fieldBytesMax else { return .fault(.fieldTooLong) }
      }
      guard spans.count <= limits.fieldsMax else { return .fault(.tooManyFields) }
      guard place < bytes.count else {
        guard isComplete else { return .needsMore }
        return check(place - start, limits, spans)
      }
      let byte = bytes[place]
      if byte == delimiter {
        place += 1
        continue
      }
      let length = place - start
      if byte == 0x0D {
        guard place + 1 < bytes.count || isComplete else { return .needsMore }
        if place + 1 < bytes.count, bytes[place + 1] == 0x0A { place += 1 }
      }
      place += 1
      physicalLine += 1
      return check(length, limits, spans)
    }
  }

  private func check(
    _ length: Int, _ limits: CSVReader.Limits, _ spans: [CSVLine.Span]
  ) -> Outcome {
    if length > limits.fieldBytesMax {
      guard length <= limits.recordBytesMax else { return .fault(.recordTooLong) }
      guard spans.allSatisfy({ $0.end - $0.start <= limits.fieldBytesMax }) else {
        return .fault(.fieldTooLong)
      }
    }
    return .record
  }

  /// Goes to the next delimiter or line break.
  @inline(__always)
  private mutating func plain(_ bytes: Bytes, _ delimiter: UInt8) {
    let count = bytes.count
    while place < count {
      let byte = bytes[place]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { return }
      place += 1
    }
  }

  /// Reads a quoted field; ends on the delimiter, the line break or the end of the text.
  private mutating func quoted(
    _ bytes: Bytes, _ delimiter: UInt8, _ spans: inout [CSVLine.Span], _ unescaped: inout [UInt8]
  ) -> Outcome? {
    let openedOn = physicalLine
    place += 1
    var pieceStart = place
    var unescapedStart = -1
    while true {
      guard place < bytes.count else {
        return isComplete ? .fault(.unclosedQuote(line: openedOn)) : .needsMore
      }
      let byte = bytes[place]
      if byte == 0x22 {
        guard place + 1 < bytes.count else {
          if isComplete { break }
          return .needsMore
        }
        guard bytes[place + 1] == 0x22 else { break }
        if unescapedStart < 0 { unescapedStart = unescaped.count }
        unescaped.append(contentsOf: bytes[pieceStart...place])
        place += 2
        pieceStart = place
        continue
      }
      if byte == 0x0A || byte == 0x0D {
        guard byte == 0x0A || place + 1 < bytes.count || isComplete else { return .needsMore }
        let isPair = byte == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A
        if !isPair { physicalLine += 1 }
      }
      place += 1
    }
    if unescapedStart >= 0 {
      unescaped.append(contentsOf: bytes[pieceStart..<place])
      spans.append(.init(start: unescapedStart, end: unescaped.count, isUnescaped: true))
    } else {
      spans.append(.init(start: pieceStart, end: place, isUnescaped: false))
    }
    place += 1
    guard place < bytes.count else { return nil }
    let next = bytes[place]
    return next == delimiter || next == 0x0A || next == 0x0D
      ? nil : .fault(.textAfterQuote(line: physicalLine))
  }
}
