extension XMLStream {
  /// The element of the last start event with all that is in it; goes on to its end event.
  ///
  /// - Returns: The element; of its namespace and those of its attributes nothing is kept.
  /// - Throws: ``XMLError`` past ``XMLLimits/treeBytesMax``; what the stream throws.
  public mutating func element() throws -> XMLElement {
    let start = byteOffset
    var open = [try bare()]
    var texts: [[UInt8]] = [[]]
    while let event = try next() {
      guard byteOffset - start <= XMLLimits.treeBytesMax else {
        throw XMLError.limit("treeBytesMax", max: XMLLimits.treeBytesMax, byteOffset: byteOffset)
      }
      switch event {
      case .start:
        open.append(try bare())
        texts.append([])
      case .text: try appendText(to: &texts[texts.count - 1])
      case .end:
        var done = open.removeLast()
        done.text = String(decoding: texts.removeLast(), as: UTF8.self)
        if open.isEmpty { return done }
        open[open.count - 1].children.append(done)
      }
    }
    throw malformed("an end tag")
  }

  private func bare() throws -> XMLElement {
    var element = XMLElement(
      namespace: "", name: localName, attributes: [], children: [], text: "")
    for index in attributes.indices {
      let attribute = attributes[index]
      let prefix = attribute.prefix
      let name = unsafe String(
        decoding: UnsafeBufferPointer(
          start: attribute.name + prefix, count: attribute.nameCount - prefix), as: UTF8.self)
      let value = unsafe UnsafeBufferPointer(
        start: attribute.value, count: attribute.valueCount)
      unsafe element.attributes.append(
        XMLAttribute(namespace: "", name: name, value: try attributeText(value)))
    }
    return element
  }
}
