import Storage
import Testing

/// SHA-256 against the examples of FIPS 180-4 and of NIST's list of byte-oriented messages.
@Suite struct SHA256DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func agreesWithThePublishedExamples(text: String, hex: String) {
    #expect(SHA256Digest(of: Array(text.utf8)).hex == hex)
    #expect(SHA256Digest(of: text.utf8.lazy.map { $0 }).hex == hex)
  }

  @Test func agreesOnAMillionLetters() {
    let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    let hex = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256Digest(of: million).hex == hex)
  }

  @Test func doesNotDependOnThePieces() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = SHA256Digest(of: bytes)
    for size in [1, 3, 63, 64, 65, 999] {
      var hasher = SHA256Hasher()
      for start in stride(from: 0, to: bytes.count, by: size) {
        hasher.update(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(hasher.finish() == whole, "pieces of \(size)")
    }
  }
}
