/// An element of a small part, with all that is in it.
public struct XMLElement: Hashable, Sendable {
  /// The namespace's URI; empty for none.
  public var namespace: String
  /// The local name.
  public var name: String
  /// The attributes.
  public var attributes: [XMLAttribute]
  /// The elements in it, in their order.
  public var children: [XMLElement]
  /// All text directly in it, joined.
  public var text: String
  /// The text of its parent that stands before it, since the element before it.
  public var lead = ""

  /// The value of an attribute by its local name, whatever its namespace; nil where there is none.
  public func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// The first child of this local name.
  public func child(_ name: String) -> XMLElement? {
    children.first { $0.name == name }
  }

  /// The text behind the last child.
  public var tail: String {
    let leads = children.reduce(0) { $0 + $1.lead.utf8.count }
    return String(decoding: text.utf8.dropFirst(leads), as: UTF8.self)
  }

  /// The children of this local name.
  public func all(_ name: String) -> [XMLElement] {
    children.filter { $0.name == name }
  }
}

/// An attribute of an ``XMLElement``.
public struct XMLAttribute: Hashable, Sendable {
  /// The namespace's URI; empty for none.
  public var namespace: String
  /// The local name.
  public var name: String
  /// The value.
  public var value: String
}
