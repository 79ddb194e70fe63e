import Records
import Testing

/// Customer codes as people write them, and what is known of a channel.
@Suite struct CustomerCodeTests {
  @Test(arguments: [
    "PA07AB0001234", "pa07ab0001234", " PA07 AB 0001234 ", "PA07.AB-000_1234", "PA07\tAB0001234",
  ])
  func bringsSpellingsToOne(text: String) {
    #expect(CustomerCode(text)?.text == "PA07AB0001234")
  }

  @Test(arguments: ["", " ", ".-_", String(repeating: "A", count: 33)])
  func refusesWhatIsNoCode(text: String) {
    #expect(CustomerCode(text) == nil)
  }

  @Test func holdsUpTo32Characters() {
    #expect(CustomerCode(String(repeating: "a", count: 32))?.text.count == 32)
  }

  @Test func ordersByBytes() {
    let codes = ["PB", "PA9", "PA10"].compactMap { CustomerCode($0) }
    #expect(codes.sorted().map(\.text) == ["PA10", "PA9", "PB"])
  }

  @Test func anUnknownChannelIsNeitherCashNorCashless() {
    #expect(Channel.known(name: "QR", isCashless: true).isCashless == true)
    #expect(Channel.known(name: "thu ngân", isCashless: false).isCashless == false)
    #expect(Channel.unknown(word: "?").isCashless == nil)
  }
}
