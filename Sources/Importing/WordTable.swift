/// Remembers what the last words came to: columns such as channels have few, over and over.
struct WordTable<Value> {
  private var places = [(word: String, value: Value)?](repeating: nil, count: 64)

  /// The value of a word, made where it is not remembered.
  mutating func value(of word: String, else make: (String) -> Value) -> Value {
    let place = Self.place(of: word, among: places.count)
    if let known = places[place], known.word == word { return known.value }
    let value = make(word)
    places[place] = (word, value)
    return value
  }

  /// - Source: the hash FNV-1a of 32 bits.
  private static func place(of word: String, among count: Int) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    var word = word
    word.withUTF8 { for byte in $0 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 } }
    return Int(hash % UInt32(truncatingIfNeeded: count))
  }
}
