"""Plain SQLite through Python: the same bills as ledger-bench, without entries or digests.

Usage: ledger_peer.py FILE BILLS
"""
import resource
import sqlite3
import sys
import time


def bill(number, count):
    customers = max(count // 5, 1)
    month = 3 + number // customers % 5
    issued = 20240000 + month * 100 + 1 + number % 28
    paid = number % 10 > 0
    return (
        str(900000000 + number), "PA07AB%07d" % (number % customers), 202400 + month, 1, issued,
        100000 + number * 7919 % 900000, 1, int(paid), issued if paid else None,
        ("Ví điện tử", "QR Code", "Thu ngân viên")[number % 3], int(number % 3 < 2),
        "NH%d" % (number % 20), 1, None, number + 2,
    )


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


path, count = sys.argv[1], int(sys.argv[2])
rows = [bill(number, count) for number in range(count)]
database = sqlite3.connect(path)
database.execute("PRAGMA synchronous = FULL")
database.execute(
    "CREATE TABLE bill (id INTEGER PRIMARY KEY, bill_id TEXT, customer_code TEXT, month INTEGER,"
    " cycle INTEGER, issued_on INTEGER, amount_vnd INTEGER, is_residential INTEGER,"
    " is_paid INTEGER, paid_on INTEGER, channel TEXT, is_cashless INTEGER, collector TEXT,"
    " source INTEGER, sheet TEXT, line INTEGER)")
begin = cpu(), time.monotonic()
places = ", ".join("?" * 15)
with database:
    database.executemany("INSERT INTO bill VALUES (NULL, %s)" % places, rows)
inserted = cpu()
with database:
    for column in ("bill_id", "customer_code", "source, line"):
        database.execute(
            "CREATE INDEX bill_%s ON bill (%s)" % (column.split(",")[0], column))
database.close()
print("plain SQLite %d bills: cpu %.2f s (rows %.2f, indexes %.2f), wall %.2f s" % (
    count, cpu() - begin[0], inserted - begin[0], cpu() - inserted, time.monotonic() - begin[1]))
