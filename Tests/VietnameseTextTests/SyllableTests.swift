import Testing

@testable import VietnameseText

@Test(arguments: [
  "Nguyễn", "thị", "QUỲNH", "giường", "gì", "giếng", "nghiêng", "khuya", "ương", "yến", "đã",
  "khuỷu", "quốc", "gia", "hòa", "hoà", "quyết", "quýt",
])
func theseAreSyllables(word: String) {
  #expect(Syllable.isValid(word))
}

@Test(arguments: ["Nguyeãn", "thÞ", "đ", "â", "hàc", "hiêòu", "straße", "élan", "ngàc", "ờở", ""])
func theseAreNone(word: String) {
  #expect(!Syllable.isValid(word))
}
