/// An element's or attribute's namespace, under each of the names it goes by.
public struct XMLNamespace: Sendable {
  let uris: [StaticString]

  /// Makes a namespace from its names: the transitional and the strict one, for example.
  public init(_ uris: StaticString...) {
    self.uris = uris
  }
}
