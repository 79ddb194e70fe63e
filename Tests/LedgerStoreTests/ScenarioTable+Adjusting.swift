extension ScenarioTable {
  /// Bills that adjust other bills (ID_HDON_DC), through all that may become of them.
  static let adjusting = """
    == a bill that adjusts another one upwards
    import a: bill 1 100                                | new 1
    import b: bill 5 20 of 1 adjusts 1                  | new 1
    entries 5                                           | adjusted 20
    customer 1                                          | 120
    account billing                                     | -100
    account adjustments                                 | -20

    == and one downwards
    import a: bill 1 100                                | new 1
    import b: bill 5 -30 of 1 adjusts 1                 | new 1
    entries 1                                           | issued 100
    entries 5                                           | adjusted 30
    customer 1                                          | 70
    account adjustments                                 | 30

    == one to nothing
    import a: bill 1 100; bill 5 -100 of 1 adjusts 1    | new 2
    customer 1                                          | 0
    account adjustments                                 | 100

    == one of nothing
    import a: bill 1 100; bill 5 0 of 1 adjusts 1       | new 2
    entries 5                                           | none
    customer 1                                          | 100

    == the adjustment may come before its bill
    import b: bill 5 -30 of 1 adjusts 1                 | new 1
    customer 1                                          | -30
    import a: bill 1 100                                | new 1
    customer 1                                          | 70

    == the same adjustment twice is one
    import a: bill 1 100; bill 5 -30 of 1 adjusts 1     | new 2
    import b: bill 5 -30 of 1 adjusts 1                 | new 0 known 1
    customer 1                                          | 70

    == an adjustment is paid like a bill
    import a: bill 1 100 paid 2024-08-09 wallet; bill 5 20 of 1 adjusts 1 | new 2
    import p: pay 20                                    | new 1
    accepted p 1 to 5=20                                | event 3
    entries 5                                           | adjusted 20, paid 20
    customer 1                                          | 0

    == and by EVN's word
    import a: bill 1 100; bill 5 20 of 1 adjusts 1      | new 2
    import b: bill 5 20 of 1 adjusts 1 paid 2024-08-20 cash | new 1
    entries 5                                           | adjusted 20, paid 20
    account channel-cash                                | 20
    customer 1                                          | 100

    == in part, and too much
    import a: bill 5 20 of 1 adjusts 1                  | new 1
    import p: pay 5; pay 30                             | new 2
    split p 1 to 5=5                                    | event 3
    customer 1                                          | 15
    split p 2 to 5=30                                   | event 4
    entries 5                              | adjusted 20, partly-paid 5, paid 15, overpaid 15
    customer 1                                          | -15

    == money goes back for what was adjusted
    import a: bill 1 100 paid 2024-08-09 wallet; bill 5 -30 of 1 adjusts 1 | new 2
    customer 1                                          | -30
    refunded bill 5 30                                  | event 2
    customer 1                                          | 0
    account bank                                        | -30

    == an adjustment is given up
    import a: bill 1 100; bill 5 20 of 1 adjusts 1      | new 2
    written-off bill 5 20                               | event 2
    customer 1                                          | 100
    undo 2                                              | event 3
    customer 1                                          | 120

    == undoing takes the adjustment back, and nothing else
    import a: bill 1 100                                | new 1
    import b: bill 5 -30 of 1 adjusts 1                 | new 1
    undo 2                                              | event 3
    entries 5                                           | adjusted 30, reversal of 1 30
    customer 1                                          | 100
    account adjustments                                 | 0
    undo 3                                              | event 4
    customer 1                                          | 70

    == a bill that turns out to adjust another one
    import a: bill 5 20 of 1                            | new 1
    account billing                                     | -20
    import b: bill 5 20 of 1 adjusts 1 unpaid           | new 1
    entries 5                                           | issued 20, reversal of 1 20, adjusted 20
    account billing                                     | 0
    account adjustments                                 | -20
    customer 1                                          | 20

    == an adjustment of another amount
    import a: bill 5 20 of 1 adjusts 1                  | new 1
    import b: bill 5 25 of 1 adjusts 1 unpaid           | new 1
    entries 5                                           | adjusted 20, reversal of 1 20, adjusted 25

    == a closed month takes no adjustment
    import a: bill 1 100                                | new 1
    lock 2024-08                                        | event 2
    import b: bill 5 -30 of 1 adjusts 1                 | ledger.period-locked
    customer 1                                          | 100
    import c: bill 5 -30 of 1 for 2024-09 adjusts 1     | new 1
    customer 1                                          | 70

    == an adjustment under another customer
    import a: bill 1 100; bill 5 -30 of 1 adjusts 1     | new 2
    import b: bill 5 -30 of 2 adjusts 1 unpaid          | new 1
    customer 1                                          | 100
    customer 2                                          | -30

    == everything that can become of a bill
    import a: bill 1 100                                | new 1
    import p: pay 40; pay 70                            | new 2
    prepaid customer 1 5                                | event 3
    split p 1 to 1=40                                   | event 4
    customer 1                                          | 55
    split p 2 to 1=70                                   | event 5
    entries 1                              | issued 100, partly-paid 40, paid 60, overpaid 10
    customer 1                                          | -15
    import b: bill 5 -20 of 1 adjusts 1                 | new 1
    customer 1                                          | -35
    refunded customer 1 35                              | event 7
    customer 1                                          | 0
    undo 5                                              | event 8
    customer 1                                          | 70
    written-off bill 1 60                               | event 9
    customer 1                                          | 10
    account written-off                                 | 60


    """
}
