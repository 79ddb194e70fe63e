/// Stories of ledgers, as ``Scenario`` reads them.
enum ScenarioTable {
  /// Bills: issued, paid by EVN's word, told again, corrected.
  static let bills = """
    == an open bill is what the customer owes
    import a: bill 1 350000                             | new 1
    customer 1                                          | 350000
    account billing                                     | -350000
    entries 1                                           | issued 350000
    events                                              | 1

    == a bill that EVN holds paid is owed by nobody
    import a: bill 1 350000 paid 2024-08-09 wallet      | new 1
    customer 1                                          | 0
    account channel-cashless                            | 350000
    entries 1                                           | issued 350000, paid 350000

    == cash is another account
    import a: bill 1 350000 paid 2024-08-09 cash        | new 1
    account channel-cash                                | 350000
    account channel-cashless                            | 0

    == a channel that nobody knows is an account of its own
    import a: bill 1 350000 paid 2024-08-09 odd         | new 1
    account channel-unknown                             | 350000
    customer 1                                          | 0

    == a bill that is told to be unpaid stays owed
    import a: bill 1 350000 unpaid                      | new 1
    customer 1                                          | 350000

    == a bill of nothing has no entries
    import a: bill 1 0 paid 2024-08-09 cash             | new 1
    entries 1                                           | none
    customer 1                                          | 0

    == a bill below nothing is a correction
    import a: bill 1 -20000                             | new 1
    entries 1                                           | adjusted 20000
    customer 1                                          | -20000
    account billing                                     | 20000

    == a correction of another bill lowers what is owed
    import a: bill 1 350000; bill 2 -50000 of 1         | new 2
    customer 1                                          | 300000
    account billing                                     | -300000

    == the largest amount
    import a: bill 1 9223372036854775807                | new 1
    customer 1                                          | 9223372036854775807

    == several bills of one customer add up
    import a: bill 1 100 of 7; bill 2 200 of 7          | new 2
    import b: bill 3 400 of 7; bill 4 800               | new 2
    customer 7                                          | 700
    customer 4                                          | 800
    customer 5                                          | 0

    == the same file again changes nothing
    import a: bill 1 350000                             | new 1
    import a: bill 1 350000                             | new 0 known 1
    events                                              | 1
    customer 1                                          | 350000

    == the same bill in another file is known
    import a: bill 1 350000                             | new 1
    import b: bill 1 350000; bill 2 1000                | new 1 known 1
    entries 1                                           | issued 350000
    events                                              | 2

    == the same bill twice in one file is known the second time
    import a: bill 1 350000; bill 1 350000              | new 1 known 1
    entries 1                                           | issued 350000

    == a bill that is paid meanwhile
    import a: bill 1 350000                             | new 1
    import b: bill 1 350000 paid 2024-08-30 wallet      | new 1
    entries 1                                           | issued 350000, paid 350000
    events                                              | 3
    bills                                               | 1

    == paid first and open later is still paid
    import a: bill 1 350000 paid 2024-08-30 wallet      | new 1
    import b: bill 1 350000 unpaid                      | new 1
    entries 1                                           | issued 350000, paid 350000
    events                                              | 2

    == both in one file
    import a: bill 1 350000; bill 1 350000 paid 2024-08-30 cash | new 2
    entries 1                                           | issued 350000, paid 350000
    customer 1                                          | 0

    == a later day of payment replaces an earlier one
    import a: bill 1 100 paid 2024-08-09 cash           | new 1
    import b: bill 1 100 paid 2024-08-10 cash           | new 1
    entries 1                                           | issued 100, paid 100, \
    reversal of 2 100, paid 100
    account channel-cash                                | 100

    == a known channel replaces an unknown one
    import a: bill 1 100 paid 2024-08-09                | new 1
    account channel-unknown                             | 100
    import b: bill 1 100 paid 2024-08-09 wallet         | new 1
    account channel-unknown                             | 0
    account channel-cashless                            | 100

    == another amount takes the old one back
    import a: bill 1 100                                | new 1
    import b: bill 1 120 unpaid                         | new 1
    entries 1                                           | issued 100, reversal of 1 100, issued 120
    customer 1                                          | 120
    account billing                                     | -120

    == an amount that comes and goes
    import a: bill 1 100                                | new 1
    import b: bill 1 120 unpaid                         | new 1
    import c: bill 1 130 paid 2024-08-09 cash           | new 1
    customer 1                                          | 0
    account billing                                     | -130
    account channel-cash                                | 130

    == a bill that turns out to be another customer's
    import a: bill 1 100                                | new 1
    import b: bill 1 100 of 2 unpaid                    | new 1
    customer 1                                          | 0
    customer 2                                          | 100
    bills                                               | 1

    == and back again
    import a: bill 1 100                                | new 1
    import b: bill 1 100 of 2 unpaid                    | new 1
    import c: bill 1 100 paid 2024-08-09 cash           | new 1
    customer 1                                          | 0
    customer 2                                          | 0
    account channel-cash                                | 100
    account billing                                     | -100

    == a customer of whom nothing is known
    customer 1                                          | 0
    entries 1                                           | none
    account billing                                     | 0
    events                                              | 0

    == an empty file
    import a                                            | new 0
    events                                              | 1
    import a                                            | new 0

    == EVN corrects a bill upwards by hand
    import a: bill 1 100                                | new 1
    adjusted bill 1 25                                  | event 2
    customer 1                                          | 125
    account adjustments                                 | -25

    == EVN corrects a bill downwards by hand
    import a: bill 1 100                                | new 1
    adjusted bill 1 -25                                 | event 2
    entries 1                                           | issued 100, adjusted 25
    customer 1                                          | 75
    account adjustments                                 | 25

    == what is given up
    import a: bill 1 100                                | new 1
    written-off bill 1 100                              | event 2
    customer 1                                          | 0
    account written-off                                 | 100

    == money that goes back
    import a: bill 1 100 paid 2024-08-09 wallet         | new 1
    refunded bill 1 40                                  | event 2
    customer 1                                          | 40
    account bank                                        | -40

    == money that comes before its bill
    prepaid customer 1 500                              | event 1
    customer 1                                          | -500
    account bank                                        | 500
    import a: bill 1 300                                | new 1
    customer 1                                          | -200

    == entries by hand that cannot be
    import a: bill 1 100                                | new 1
    written-off bill 1 0                                | ledger.unfit-posting
    written-off bill 1 -5                               | ledger.unfit-posting
    refunded customer 1 -5                              | ledger.unfit-posting
    prepaid bill 2 5                                    | ledger.unknown-bill
    adjusted bill 1 -9223372036854775808                | ledger.unfit-posting
    events                                              | 1
    customer 1                                          | 100


    """
}
