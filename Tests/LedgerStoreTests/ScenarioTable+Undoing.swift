extension ScenarioTable {
  /// What is taken back, and done again.
  static let undoing = """
    == an import is taken back
    import a: bill 1 100 paid 2024-08-09 cash           | new 1
    undo 1                                              | event 2
    customer 1                                          | 0
    account channel-cash                                | 0
    bills                                               | 0
    entries 1                                           | issued 100, paid 100, \
    reversal of 1 100, reversal of 2 100

    == and imported again
    import a: bill 1 100                                | new 1
    undo 1                                              | event 2
    import a: bill 1 100                                | new 1
    customer 1                                          | 100
    bills                                               | 1
    import a: bill 1 100                                | new 0 known 1
    entries 1                                           | issued 100, reversal of 1 100, issued 100

    == and the undoing taken back
    import a: bill 1 100                                | new 1
    undo 1                                              | event 2
    undo 2                                              | event 3
    customer 1                                          | 100
    undo 3                                              | event 4
    customer 1                                          | 0
    undo 4                                              | event 5
    customer 1                                          | 100

    == nothing is taken back twice
    import a: bill 1 100                                | new 1
    undo 1                                              | event 2
    undo 1                                              | ledger.undone-already
    undo 2                                              | event 3
    undo 2                                              | ledger.undone-already
    undo 1                                              | ledger.undone-already
    undo 3                                              | event 4
    customer 1                                          | 0

    == what there is not
    undo 1                                              | ledger.unknown-event
    undo 0                                              | ledger.unknown-event
    undo -1                                             | ledger.unknown-event
    events                                              | 0

    == without a reason
    import a: bill 1 100                                | new 1
    undo 1 silently                                     | ledger.reason-missing
    lock 2024-08 silently                               | ledger.reason-missing
    events                                              | 1

    == only that import and nothing else
    import a: bill 1 100; bill 2 200                    | new 2
    import b: bill 3 400                                | new 1
    import p: pay 100                                   | new 1
    undo 2                                              | event 4
    customer 1                                          | 100
    customer 3                                          | 0
    account bank                                        | 100
    bills                                               | 2

    == what another file told too stays
    import a: bill 1 100; bill 2 200                    | new 2
    import b: bill 1 100                                | new 0 known 1
    undo 1                                              | event 3
    customer 1                                          | 100
    customer 2                                          | 0
    bills                                               | 1
    undo 2                                              | event 4
    customer 1                                          | 0
    bills                                               | 0
    import b: bill 1 100                                | new 1
    customer 1                                          | 100

    == the file that told it again is taken back first
    import a: bill 1 100                                | new 1
    import b: bill 1 100                                | new 0 known 1
    undo 2                                              | event 3
    customer 1                                          | 100
    undo 1                                              | event 4
    customer 1                                          | 0

    == a better version is taken back
    import a: bill 1 100                                | new 1
    import b: bill 1 100 paid 2024-08-30 wallet         | new 1
    undo 2                                              | event 4
    customer 1                                          | 100
    account channel-cashless                            | 0
    undo 4                                              | event 5
    customer 1                                          | 0

    == the first version is taken back
    import a: bill 1 100                                | new 1
    import b: bill 1 120 paid 2024-08-30 wallet         | new 1
    undo 1                                              | event 4
    customer 1                                          | 0
    account billing                                     | -120
    undo 2                                              | event 5
    account billing                                     | 0

    == what followed from an import cannot be taken back by itself
    import a: bill 1 100                                | new 1
    import b: bill 1 120 unpaid                         | new 1
    undo 3                                              | ledger.not-undoable
    customer 1                                          | 120

    == one match and nothing else
    import a: bill 1 100; bill 2 200                    | new 2
    import p: pay 100; pay 200                          | new 2
    accepted p 1 to 1=100                               | event 3
    accepted p 2 to 2=200                               | event 4
    undo 3                                              | event 5
    customer 1                                          | 100
    customer 2                                          | 0
    account suspense                                    | -100
    undo 5                                              | event 6
    customer 1                                          | 0

    == the decision before it holds again
    import a: bill 1 100; bill 2 100                    | new 2
    import p: pay 100                                   | new 1
    match p 1 to 1=100                                  | event 3
    chosen p 1 to 2=100                                 | event 4
    rejected p 1                                        | event 5
    undo 5                                              | event 6
    customer 2                                          | 0
    decisions                                           | ruled chosen! rejected
    undo 4                                              | event 7
    customer 1                                          | 0
    customer 2                                          | 100
    undo 3                                              | event 8
    customer 1                                          | 100
    decisions                                           | ruled chosen rejected

    == an earlier decision is taken back
    import a: bill 1 100; bill 2 100                    | new 2
    import p: pay 100                                   | new 1
    accepted p 1 to 1=100                               | event 3
    chosen p 1 to 2=100                                 | event 4
    undo 3                                              | event 5
    customer 1                                          | 100
    customer 2                                          | 0

    == payments that are taken back leave their bills open
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    accepted p 1 to 1=100                               | event 3
    undo 2                                              | event 4
    customer 1                                          | 100
    account bank                                        | 0
    account suspense                                    | 0
    decisions                                           | none
    accepted p 1 to 1=100                               | ledger.unknown-payment

    == and pay them again when they come again
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    accepted p 1 to 1=100                               | event 3
    undo 2                                              | event 4
    import p: pay 100                                   | new 1
    customer 1                                          | 0
    account suspense                                    | 0
    decisions                                           | accepted!

    == a bill that is taken back leaves its payment waiting
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    accepted p 1 to 1=100                               | event 3
    undo 1                                              | event 4
    customer 1                                          | 0
    account suspense                                    | -100
    import b: bill 1 100; bill 2 5                      | new 2
    customer 1                                          | 0
    account suspense                                    | 0

    == an entry by hand is taken back
    import a: bill 1 100                                | new 1
    written-off bill 1 100                              | event 2
    undo 2                                              | event 3
    customer 1                                          | 100
    undo 3                                              | event 4
    customer 1                                          | 0
    account written-off                                 | 100

    == a prepayment is taken back
    prepaid customer 1 500                              | event 1
    undo 1                                              | event 2
    customer 1                                          | 0
    account bank                                        | 0

    == a bill of two customers is taken back
    import a: bill 1 100                                | new 1
    import b: bill 1 100 of 2 paid 2024-08-09 cash      | new 1
    customer 2                                          | 0
    undo 2                                              | event 4
    customer 1                                          | 100
    account channel-cash                                | 0
    undo 1                                              | event 5
    customer 1                                          | 0
    account billing                                     | 0

    == everything is taken back, the last first
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    accepted p 1 to 1=100                               | event 3
    import b: bill 1 150 unpaid                         | new 1
    undo 4                                              | event 6
    undo 3                                              | event 7
    undo 2                                              | event 8
    undo 1                                              | event 9
    customer 1                                          | 0
    account bank                                        | 0
    account suspense                                    | 0
    account billing                                     | 0

    == everything is taken back, the first first
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    accepted p 1 to 1=100                               | event 3
    import b: bill 1 150 unpaid                         | new 1
    undo 1                                              | event 6
    undo 2                                              | event 7
    undo 3                                              | event 8
    undo 4                                              | event 9
    customer 1                                          | 0
    account bank                                        | 0
    account suspense                                    | 0
    account billing                                     | 0


    """

  /// Months that are closed.
  static let locking = """
    == a closed month takes no new bill
    import a: bill 1 100                                | new 1
    lock 2024-08                                        | event 2
    import b: bill 2 200                                | ledger.period-locked
    customer 2                                          | 0
    events                                              | 2
    import c: bill 3 400 for 2024-09                    | new 1

    == what is known already is no change
    import a: bill 1 100                                | new 1
    lock 2024-08                                        | event 2
    import b: bill 1 100                                | new 0 known 1
    import c: bill 1 100 paid 2024-09-02 cash           | ledger.period-locked
    import d: bill 1 100 unpaid; bill 4 1 for 2024-09   | new 2
    customer 1                                          | 100

    == a closed month takes no new payment
    lock 2024-08                                        | event 1
    import p: pay 100                                   | ledger.period-locked
    import p: pay 100 on 2024-09-01                     | new 1
    account bank                                        | 100

    == a bill of a closed month takes no later payment
    import a: bill 1 100                                | new 1
    lock 2024-08                                        | event 2
    import p: pay 100 on 2024-09-01                     | new 1
    accepted p 1 to 1=100                               | ledger.period-locked
    unlock 2024-08                                      | event 4
    accepted p 1 to 1=100                               | event 5
    customer 1                                          | 0

    == an import of a closed month stays
    import a: bill 1 100                                | new 1
    lock 2024-08                                        | event 2
    undo 1                                              | ledger.period-locked
    undo 2                                              | ledger.not-undoable
    unlock 2024-08                                      | event 3
    undo 1                                              | event 4
    customer 1                                          | 0

    == closing twice, opening twice
    lock 2024-08                                        | event 1
    lock 2024-08                                        | ledger.locked-already
    unlock 2024-08                                      | event 2
    unlock 2024-08                                      | ledger.not-locked
    lock 2024-08                                        | event 3

    == several months
    lock 2024-03-to-2024-08                             | event 1
    lock 2024-08-to-2024-09                             | ledger.locked-already
    unlock 2024-05-to-2024-06                           | event 2
    import a: bill 1 100 for 2024-05                    | new 1
    import b: bill 2 100 for 2024-04                    | ledger.period-locked
    import c: bill 2 100 for 2024-07                    | ledger.period-locked
    unlock 2024-03-to-2024-08                           | ledger.not-locked
    lock 2024-05                                        | event 4
    unlock 2024-03-to-2024-05                           | event 5
    import b: bill 2 100 for 2024-04                    | new 1

    == months of two years
    lock 2024-11-to-2025-02                             | event 1
    import a: bill 1 100 for 2025-01                    | ledger.period-locked
    import b: bill 1 100 for 2025-03                    | new 1

    == an entry by hand in a closed month
    import a: bill 1 100                                | new 1
    lock 2024-08                                        | event 2
    written-off bill 1 100 2024-09-01                   | ledger.period-locked
    prepaid customer 1 100 2024-08-31                   | ledger.period-locked
    prepaid customer 1 100 2024-09-01                   | event 3


    """
}
