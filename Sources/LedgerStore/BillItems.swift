/// How bills and their items are found in SQL.
///
/// An item is a bill of one customer. Its number is that of its first version, whose own `item` is
/// empty; rows of version 2 of the ledger have numbers of their own and name their item.
enum BillItems {
  /// The condition that a row of `table` is a version of the item `number`.
  static func isVersion(of number: String, in table: String = "bill") -> String {
    "((\(table).id = \(number) AND \(table).item IS NULL) OR \(table).item = \(number))"
  }

  /// Gives `bill_id` and `same_as` of the item `number`, one of which is there; nothing where the
  /// number is that of no bill.
  static func first(of number: String, in table: String = "bill") -> String {
    "SELECT \(table).bill_id, \(table).same_as FROM bill \(table) "
      + "WHERE \(isVersion(of: number, in: table)) "
      + "AND (\(table).bill_id IS NOT NULL OR \(table).same_as IS NOT NULL)"
  }

  /// Gives the id of the bill of the item `number`.
  static func billID(of number: String) -> String {
    """
    SELECT coalesce(f.bill_id, (
      SELECT o.bill_id FROM bill o
      WHERE o.bill_id IS NOT NULL AND \(isVersion(of: "f.same_as", in: "o"))))
    FROM bill f WHERE \(isVersion(of: number, in: "f"))
      AND (f.bill_id IS NOT NULL OR f.same_as IS NOT NULL)
    """
  }

  /// Gives the number of the item of the bill with the id `name`.
  static func item(billID name: String) -> String {
    "SELECT item FROM bill_of_id WHERE bill_id = \(name)"
  }

  /// The items of bills that were another customer's before, and that customer's items.
  static let kin =
    "SELECT coalesce(item, id) AS id, same_as FROM bill WHERE same_as IS NOT NULL"
}

/// Which version of which bill a row is.
struct VersionPlace {
  var id: Int64
  /// The item; nil where it is the first version of one.
  var item: Int64?
  /// The bill's id; of the very first version alone.
  var billID: String?
  /// The first item of the bill, where this begins one for another customer.
  var sameAs: Int64?
}
