extension ScenarioTable {
  /// Payment lines and what was decided about them.
  static let payments = """
    == a line waits until its bill is known
    import p: pay 350000                                | new 1
    account bank                                        | 350000
    account suspense                                    | -350000
    payment 1                                           | received 350000

    == a line of a list with a channel is no bank account's
    import p: pay 350000 list cash                      | new 1
    account channel-cash                                | 350000
    account bank                                        | 0

    == a line of a list without a channel
    import p: pay 350000 list                           | new 1
    account channel-unknown                             | 350000

    == a bank line that names its channel
    import p: pay 350000 wallet                         | new 1
    account channel-cashless                            | 350000

    == true twins come to two
    import p: pay 100; pay 100 again                    | new 2
    account bank                                        | 200

    == a line that pays its bill
    import a: bill 1 350000                             | new 1
    import p: pay 350000                                | new 1
    match p 1 to 1=350000                               | event 3
    customer 1                                          | 0
    account suspense                                    | 0
    account bank                                        | 350000
    entries 1                                           | issued 350000, paid 350000

    == rules that say the same again say nothing
    import a: bill 1 100; bill 2 100                    | new 2
    import p: pay 100                                   | new 1
    match p 1 to                                        | nothing
    match p 1 to 1=100                                  | event 3
    match p 1 to 1=100                                  | nothing
    match p 1 to 2=100                                  | event 4
    customer 1                                          | 100
    customer 2                                          | 0
    match p 1 to                                        | event 5
    account suspense                                    | -100

    == a line that EVN knows of too counts once
    import a: bill 1 350000 paid 2024-08-20 wallet      | new 1
    import p: pay 350000                                | new 1
    accepted p 1 to 1=350000                            | event 3
    customer 1                                          | 0
    account bank                                        | 350000
    account channel-cashless                            | 0
    account suspense                                    | 0

    == EVN hears of it after the line was matched
    import a: bill 1 350000                             | new 1
    import p: pay 350000                                | new 1
    accepted p 1 to 1=350000                            | event 3
    import b: bill 1 350000 paid 2024-08-20 wallet      | new 1
    events                                              | 4
    customer 1                                          | 0
    account channel-cashless                            | 0

    == a part of a bill
    import a: bill 1 350000                             | new 1
    import p: pay 200000                                | new 1
    accepted p 1 to 1=200000                            | event 3
    customer 1                                          | 150000
    entries 1                                           | issued 350000, partly-paid 200000

    == two parts of a bill
    import a: bill 1 350000                             | new 1
    import p: pay 200000; pay 150000                    | new 2
    accepted p 1 to 1=200000                            | event 3
    accepted p 2 to 1=150000                            | event 4
    customer 1                                          | 0
    entries 1                                           | issued 350000, partly-paid 200000, \
    paid 150000

    == a part by a line and the rest by EVN's word
    import a: bill 1 350000 paid 2024-08-21 cash        | new 1
    import p: pay 200000                                | new 1
    accepted p 1 to 1=200000                            | event 3
    customer 1                                          | 0
    account channel-cash                                | 150000
    account bank                                        | 200000

    == more than the bill is the customer's credit
    import a: bill 1 350000                             | new 1
    import p: pay 400000                                | new 1
    accepted p 1 to 1=400000                            | event 3
    customer 1                                          | -50000
    entries 1                                           | issued 350000, paid 350000, overpaid 50000

    == paid twice
    import a: bill 1 100                                | new 1
    import p: pay 100; pay 100 again                    | new 2
    accepted p 1 to 1=100                               | event 3
    accepted p 2 to 1=100                               | event 4
    customer 1                                          | -100
    entries 1                                           | issued 100, paid 100, overpaid 100
    refunded bill 1 100                                 | event 5
    customer 1                                          | 0
    account bank                                        | 100

    == one line for several bills
    import a: bill 1 100 of 7; bill 2 200 of 7; bill 3 400 | new 3
    import p: pay 700                                   | new 1
    split p 1 to 1=100 2=200 3=400                      | event 3
    customer 7                                          | 0
    customer 3                                          | 0
    account suspense                                    | 0

    == a line that is divided in part
    import a: bill 1 100; bill 2 200                    | new 2
    import p: pay 700                                   | new 1
    split p 1 to 1=100 2=200                            | event 3
    account suspense                                    | -400

    == a person's word stands against rules
    import a: bill 1 100; bill 2 100                    | new 2
    import p: pay 100                                   | new 1
    match p 1 to 1=100                                  | event 3
    chosen p 1 to 2=100                                 | event 4
    match p 1 to 1=100                                  | nothing
    customer 1                                          | 100
    customer 2                                          | 0
    decisions                                           | ruled chosen!

    == a line that is turned down
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    match p 1 to 1=100                                  | event 3
    rejected p 1                                        | event 4
    customer 1                                          | 100
    account suspense                                    | -100
    entries 1                                           | issued 100, paid 100, reversal of 2 100

    == turned down and taken after all
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    rejected p 1                                        | event 3
    accepted p 1 to 1=100                               | event 4
    customer 1                                          | 0
    decisions                                           | rejected accepted!

    == a bill grows after it was paid by a line
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    accepted p 1 to 1=100                               | event 3
    import b: bill 1 130 unpaid                         | new 1
    customer 1                                          | 30
    entries 1                                           | issued 100, paid 100, \
    reversal of 1 100, reversal of 2 100, issued 130, partly-paid 100

    == a bill shrinks after it was paid by a line
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    accepted p 1 to 1=100                               | event 3
    import b: bill 1 80 unpaid                          | new 1
    customer 1                                          | -20

    == decisions that cannot be
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    accepted p 2 to 1=100                               | ledger.unknown-payment
    accepted q 1 to 1=100                               | ledger.unknown-payment
    accepted p 1 to 2=100                               | ledger.unknown-bill
    accepted p 1 to 1=101                               | ledger.shares-exceed-payment
    split p 1 to 1=60 1=60                              | ledger.shares-exceed-payment
    split p 1 to 1=0                                    | ledger.shares-exceed-payment
    split p 1 to 1=-1                                   | ledger.shares-exceed-payment
    rejected p 1 to 1=100                               | ledger.shares-of-rejected
    events                                              | 2
    decisions                                           | none

    == the same bill twice in one division
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    split p 1 to 1=40 1=60                              | event 3
    customer 1                                          | 0
    entries 1                                           | issued 100, partly-paid 40, paid 60

    == a line in two files is one payment
    import p: pay 100                                   | new 1
    import q: pay 100; pay 200                          | new 1 known 1
    account bank                                        | 300
    payments                                            | 2

    == a line is decided about by either of its places
    import a: bill 1 100                                | new 1
    import p: pay 100                                   | new 1
    import q: pay 7; pay 100                            | new 1 known 1
    accepted q 2 to 1=100                               | event 4
    customer 1                                          | 0
    rejected p 1                                        | event 5
    customer 1                                          | 100


    """
}
