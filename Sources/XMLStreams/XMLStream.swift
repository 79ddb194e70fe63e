internal import Diagnostics
public import Storage

/// Finds elements, attributes and text in a part of any size as it comes, in memory that does not
/// grow with it.
///
/// What an event says is valid until the next one is asked for. Readers of bulk cells may look at
/// the bytes between ``cursor`` and ``limit`` themselves, take whole elements, and move the cursor
/// behind them.
///
/// - Shape: UTF-8 without a document type is scanned as it comes; any other part goes through
///   libxml2 first, and is held whole.
/// - Limits: ``XMLLimits``.
/// - Source: XML 1.0 (fifth edition) §2, §3.1; Namespaces in XML 1.0 §3, §6.
@safe
public struct XMLStream: ~Copyable {
  /// What was found.
  public enum Event: Sendable {
    /// A start tag; an empty element gives a start and then an end.
    case start
    /// An end tag.
    case end
    /// Text between tags or in a CDATA section, or a piece of such a text.
    case text
  }

  /// One attribute of a start tag.
  @safe
  struct Attribute {
    var prefix: Int
    var name: UnsafePointer<UInt8>
    var nameCount: Int
    var value: UnsafePointer<UInt8>
    var valueCount: Int
  }

  struct OpenElement {
    var nameStart: Int
    var prefixCount: Int
    var namespace: Int
    var bindingCount: Int
  }

  struct Binding {
    var prefix: [UInt8]
    var namespace: Int
  }

  /// The first byte that was not read yet.
  public var cursor: UnsafePointer<UInt8>
  /// Behind the last byte that is in memory; ``ChunkPipe/padding`` zeros follow.
  public internal(set) var limit: UnsafePointer<UInt8>
  /// Whether the element of the last start event ends in the same tag.
  public internal(set) var isEmptyElement = false
  /// How many elements are open, the one of a start or end event included.
  public internal(set) var depth = 0

  let namespaces: [XMLNamespace]
  private var pipe: ChunkPipe
  private var isLast = false
  /// The byte that stands at ``passed``.
  private var base: UnsafePointer<UInt8>
  private var passed = 0
  private var own: UnsafeMutablePointer<UInt8>
  private var ownCapacity: Int

  var open: [OpenElement] = []
  var openNames: [UInt8] = []
  var bindings: [Binding] = []
  var attributes: [Attribute] = []
  var hasRoot = false
  private var pendingEnd = false
  private var pendingPop = false
  private var isInCDATA = false
  var textStart: UnsafePointer<UInt8>
  var textCount = 0
  var isCDATA = false
  /// Of the last start or end event: the local name and its namespace's place, or -1.
  var local: UnsafePointer<UInt8>
  var localCount = 0
  var prefixCount = 0
  var tagStart: UnsafePointer<UInt8>
  /// The place of the namespace of the last start or end event in the list, or -1.
  public internal(set) var namespace = -1

  /// Starts before the first byte of a part.
  ///
  /// - Parameters:
  ///   - namespaces: Those that ``isElement(_:_:)`` asks for by their place in this list.
  ///   - open: Opens the part with an inspector that must see every chunk.
  /// - Returns: The stream.
  /// - Throws: What `open` or its pipe throws; ``XMLError``.
  public static func open(
    _ namespaces: [XMLNamespace], _ open: (@escaping ChunkPipe.Inspector) throws -> ChunkPipe
  ) throws -> XMLStream {
    let check = XMLByteCheck()
    let pipe = try unsafe open { try unsafe check.check($0) }
    var stream = XMLStream(namespaces, pipe)
    try stream.refill()
    if check.isPlain == false { try stream.convert() }
    let hasMark =
      unsafe stream.limit - stream.cursor >= 3
      && ByteSearch.equal(stream.cursor, 3, "\u{FEFF}")
    if hasMark { unsafe stream.cursor += 3 }
    return stream
  }

  private init(_ namespaces: [XMLNamespace], _ pipe: ChunkPipe) {
    self.namespaces = namespaces
    self.pipe = pipe
    ownCapacity = ChunkPipe.padding
    unsafe own = .allocate(capacity: ownCapacity)
    unsafe own.update(repeating: 0, count: ownCapacity)
    unsafe cursor = UnsafePointer(own)
    unsafe limit = cursor
    unsafe base = cursor
    unsafe textStart = cursor
    unsafe local = cursor
    unsafe tagStart = cursor
  }

  deinit {
    pipe.stop()
    unsafe own.deallocate()
  }

  /// Where the next event begins, in bytes from the part's beginning.
  public var byteOffset: Int { unsafe passed + (cursor - base) }

  /// Takes the part through libxml2, which knows other encodings and document types.
  private mutating func convert() throws {
    var bytes = unsafe Array(UnsafeBufferPointer(start: cursor, count: limit - cursor))
    while let chunk = try unsafe pipe.next() {
      unsafe bytes.append(contentsOf: chunk)
      guard bytes.count <= XMLLimits.convertedBytesMax else {
        throw XMLError.limit("convertedBytesMax", max: XMLLimits.convertedBytesMax, byteOffset: 0)
      }
    }
    let check = XMLByteCheck()
    pipe.stop()
    pipe = try unsafe ChunkPipe.of(XMLPart.converted(bytes)) { try unsafe check.check($0) }
    unsafe cursor = limit
    isLast = false
    try refill()
  }

  /// Brings more bytes behind those from ``cursor`` on, which may move.
  ///
  /// - Returns: False at the part's end.
  /// - Throws: What the pipe throws; ``XMLError/limit(_:max:byteOffset:)`` for one tag that is
  ///   larger than `tokenBytesMax`.
  @discardableResult
  public mutating func refill() throws -> Bool {
    guard !isLast else { return false }
    guard let chunk = try unsafe pipe.next(), let fresh = chunk.baseAddress else {
      isLast = true
      return false
    }
    let kept = unsafe limit - cursor
    guard kept <= XMLLimits.tokenBytesMax else {
      throw XMLError.limit(
        "tokenBytesMax", max: XMLLimits.tokenBytesMax, byteOffset: byteOffset)
    }
    passed = byteOffset
    if kept <= ChunkPipe.headroom {
      let start = unsafe fresh - kept
      unsafe start.update(from: cursor, count: kept)
      unsafe cursor = UnsafePointer(start)
    } else {
      unsafe keepLong(kept, chunk)
    }
    unsafe base = cursor
    unsafe limit = cursor + kept + chunk.count
    return true
  }

  /// Puts bytes that pass the headroom and a chunk together in memory of our own.
  private mutating func keepLong(_ kept: Int, _ chunk: UnsafeMutableBufferPointer<UInt8>) {
    let needed = kept + chunk.count + ChunkPipe.padding
    let isOwn = unsafe cursor >= UnsafePointer(own) && cursor < UnsafePointer(own) + ownCapacity
    let place = unsafe isOwn ? cursor - UnsafePointer(own) : ownCapacity
    if ownCapacity - place < needed {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: needed * 2)
      unsafe larger.update(from: cursor, count: kept)
      unsafe own.deallocate()
      unsafe own = unsafe larger
      ownCapacity = needed * 2
      unsafe cursor = UnsafePointer(larger)
    }
    let end = unsafe UnsafeMutablePointer(mutating: cursor) + kept
    if let fresh = chunk.baseAddress {
      unsafe end.update(from: fresh, count: chunk.count + ChunkPipe.padding)
    }
  }

  /// Finds the next event.
  ///
  /// - Returns: The event, or nil after the root element's end.
  /// - Throws: ``XMLError`` with the byte offset; what the pipe throws.
  public mutating func next() throws -> Event? {
    if pendingPop { pop() }
    if pendingEnd {
      pendingEnd = false
      pendingPop = true
      return .end
    }
    while true {
      // Enough for every sign that begins something; a chunk may be smaller than that.
      while unsafe limit - cursor < 16, try refill() {}
      guard unsafe cursor < limit else { break }
      if isInCDATA {
        if try scanCDATA() { return .text }
      } else if unsafe cursor[0] != UInt8(ascii: "<") {
        if try scanText() { return .text }
      } else {
        switch unsafe cursor[1] {
        case UInt8(ascii: "/"):
          try scanEnd()
          pendingPop = true
          return .end
        case UInt8(ascii: "!"): try scanDeclaration()
        case UInt8(ascii: "?"):
          unsafe cursor += 2
          try skip(past: UInt8(ascii: "?"), UInt8(ascii: ">"))
        default:
          try scanStart()
          pendingEnd = isEmptyElement
          return .start
        }
      }
    }
    guard depth == 0 else { throw malformed("an end tag") }
    guard hasRoot else { throw malformed("an element") }
    return nil
  }

  // MARK: - Text and declarations

  private mutating func scanText() throws -> Bool {
    let found = unsafe ByteSearch.first(UInt8(ascii: "<"), from: cursor, to: limit)
    var end = unsafe found
    if unsafe found == limit && !isLast { unsafe end = wholeText(to: found) }
    guard unsafe end > cursor else {
      try refill()
      return false
    }
    unsafe textStart = cursor
    textCount = unsafe end - cursor
    isCDATA = false
    if depth == 0 {
      for index in 0..<textCount where unsafe !isXMLSpace(textStart[index]) {
        throw malformed("no text outside the root element")
      }
    }
    unsafe cursor = unsafe end
    return depth > 0
  }

  /// The end of a piece of text that cuts neither a reference nor a pair of line ends.
  private func wholeText(to end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    if unsafe end[-1] == 0x0D { return unsafe end - 1 }
    var place = unsafe end - 1
    let first = unsafe max(cursor, end - 12)
    while unsafe place >= first {
      if unsafe place[0] == UInt8(ascii: ";") { break }
      if unsafe place[0] == UInt8(ascii: "&") { return unsafe place }
      unsafe place -= 1
    }
    return unsafe end
  }

  private mutating func scanCDATA() throws -> Bool {
    var place = unsafe cursor
    while true {
      unsafe place = ByteSearch.first(UInt8(ascii: "]"), from: place, to: limit)
      if unsafe limit - place < 3 { break }
      if unsafe place[1] == UInt8(ascii: "]") && place[2] == UInt8(ascii: ">") {
        giveCDATA(unsafe place - cursor)
        unsafe cursor += 3
        isInCDATA = false
        return true
      }
      unsafe place += 1
    }
    guard !isLast else { throw malformed("]]>") }
    // A carriage return waits for the line feed that may follow it.
    while unsafe place > cursor && place[-1] == 0x0D { unsafe place -= 1 }
    guard unsafe place > cursor else {
      guard try refill() else { throw malformed("]]>") }
      return false
    }
    giveCDATA(unsafe place - cursor)
    return true
  }

  private mutating func giveCDATA(_ count: Int) {
    unsafe textStart = cursor
    textCount = count
    isCDATA = true
    unsafe cursor += count
  }

  private mutating func scanDeclaration() throws {
    if unsafe cursor[2] == UInt8(ascii: "-") && cursor[3] == UInt8(ascii: "-") {
      unsafe cursor += 4
      try skip(past: UInt8(ascii: "-"), UInt8(ascii: "-"))
      if unsafe cursor == limit { try refill() }
      guard unsafe cursor[0] == UInt8(ascii: ">") else { throw malformed("-->") }
      unsafe cursor += 1
      return
    }
    guard depth > 0, unsafe ByteSearch.equal(cursor, 9, "<![CDATA[") else {
      throw malformed("no declaration here")
    }
    unsafe cursor += 9
    isInCDATA = true
  }

  /// Moves behind the next pair of bytes, wherever it is.
  private mutating func skip(past first: UInt8, _ second: UInt8) throws {
    while true {
      let place = unsafe ByteSearch.first(first, from: cursor, to: limit)
      unsafe cursor = unsafe place
      if unsafe limit - cursor < 2 {
        guard try refill() else { throw malformed("the end of what begins here") }
        continue
      }
      if unsafe cursor[1] == second {
        unsafe cursor += 2
        return
      }
      unsafe cursor += 1
    }
  }

  private mutating func pop() {
    pendingPop = false
    guard let last = open.popLast() else { return }
    openNames.removeSubrange(last.nameStart...)
    if bindings.count > last.bindingCount {
      bindings.removeSubrange(last.bindingCount...)
    }
    depth -= 1
  }

  func malformed(_ reason: String) -> XMLError {
    .malformed(reason: reason, byteOffset: byteOffset)
  }
}
