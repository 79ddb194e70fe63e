internal import Records

/// Chooses one version of what several files tell differently.
enum Versions {
  /// Of each key, all records of the last import that showed the key, in the order they were added.
  ///
  /// A later file corrects an earlier one; two lines of one file under one key both stand.
  static func latest<Value, Key: Hashable>(
    _ stored: [Stored<Value>], by key: (Value) -> Key
  ) -> [Value] {
    var last: [Key: Int64] = [:]
    for item in stored { last[key(item.value), default: 0].raise(to: item.lastEvent) }
    return stored.filter { last[key($0.value)] == $0.lastEvent }.map(\.value)
  }

  /// Of each Mã hộ, the household of the last import that showed it; ties by identity.
  static func latest(_ stored: [Stored<Household>]) -> [Household] {
    var chosen: [String: Stored<Household>] = [:]
    for item in stored {
      guard let other = chosen[item.value.id] else {
        chosen[item.value.id] = item
        continue
      }
      if (other.lastEvent, other.identity) < (item.lastEvent, item.identity) {
        chosen[item.value.id] = item
      }
    }
    return chosen.values.map(\.value).sorted { $0.id.precedes($1.id) }
  }

  /// Of each bill id, the version that knows most of its payment, whatever the order of imports.
  ///
  /// Paid beats unpaid beats unknown; then the later day of payment, then a known channel, then the
  /// contents. An export of a later month thus replaces the bill as it was when still unpaid. The
  /// bills come in the order in which each was first met.
  static func bills(_ stored: [Stored<Bill>]) -> [Bill] {
    var places: [String: Int] = [:]
    places.reserveCapacity(stored.count)
    // Numbers rather than bills, which are large to move.
    var chosen: [Int] = []
    for index in stored.indices {
      if let place = places[stored[index].value.id] {
        if stored[chosen[place]].knowsLess(than: stored[index]) { chosen[place] = index }
      } else {
        places[stored[index].value.id] = chosen.count
        chosen.append(index)
      }
    }
    return chosen.map { stored[$0].value }
  }
}

extension Stored<Bill> {
  fileprivate func knowsLess(than other: Self) -> Bool { standing < other.standing }

  private var standing: BillStanding {
    let payment = value.payment
    return BillStanding(
      isPaid: payment.isPaid, paidOn: Int64(payment.paidOn?.number ?? 0),
      isChannelKnown: payment.channel.isCashless != nil, identity: identity)
  }
}

extension String {
  /// Whether it comes first in the order of bytes.
  fileprivate func precedes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension Int64 {
  fileprivate mutating func raise(to other: Int64) {
    self = Swift.max(self, other)
  }
}
