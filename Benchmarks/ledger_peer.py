"""Plain SQLite through Python: the same bills and payment lines as ledger-bench.

Every field of EVN's export is a column, as are file and line; nothing is looked up, checked or
digested. Three indexes a table are made at the end.

Usage: ledger_peer.py FILE BILLS
"""
import os
import resource
import sqlite3
import sys
import time

FIELDS = (
    "MA_DVIQLY MA_SOGCS MA_KHANG TEN_KHANG DCHI_KHANG LOAI_KHANG SO_HO KY THANG NAM NGAY_DKY NGAY_CKY "
    "CHISO_CU CHISO_MOI HS_NHAN DIEN_TTHU SO_TIEN TYLE_THUE TIEN_GTGT TONG_TIEN ID_HDON ID_HDON_DC "
    "NGAY_PHANH HAN_TTOAN TTRANG_TTOAN NGAY_TTOAN MA_TCHUC KENH_THANH_TOAN TONG_NO").split()


def bill(number, count):
    customers = max(count // 5, 1)
    customer = number % customers
    month = 3 + number // customers % 5
    amount = 100000 + number * 7919 % 900000
    paid = number % 10 > 0
    day = "%02d/%02d/2024" % (1 + number % 28, month)
    return (
        "PA07AB", "GCS%03d" % (customer % 200), "PA07AB%07d" % customer, "Người Thứ %d" % customer,
        "%d Đường Số %d, phố %d" % (customer % 300, customer % 40, customer % 9), "SH", 1, 1, month,
        2024, "01/%02d/2024" % month, "28/%02d/2024" % month, number % 9000, number % 9000 + 150, 1,
        150, amount * 10 // 11, 10, amount - amount * 10 // 11, amount, 900000000 + number, None, day,
        "%02d/%02d/2024" % (1 + number % 28, month + 1), "DATT" if paid else "CHUATT",
        day if paid else None, "NH%d" % (number % 20),
        ("Ví điện tử", "QR Code", "Thu ngân viên")[number % 3], 0, 1, number + 2)


def payment(number, count):
    customers = max(count // 5, 1)
    customer = number % customers
    month = 3 + number // customers % 5
    code = "PA07AB%07d" % customer
    return (
        20240000 + month * 100 + 1 + number % 28, 100000 + number * 7919 % 900000,
        "%s_TT tien dien %02d2024 NGUOI THU %d %s CSD%04d" % (
            code, month, customer, code, number % 10000),
        "FT24%09d" % number, code, 900000000 + number % count, 2, number + 2)


def now():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return time.monotonic(), usage.ru_utime + usage.ru_stime


def since(begin):
    return [end - start for start, end in zip(begin, now())]


path, count = sys.argv[1], int(sys.argv[2])
database = sqlite3.connect(path)
database.execute("PRAGMA synchronous = FULL")
database.execute(
    "CREATE TABLE bill (id INTEGER PRIMARY KEY, %s, source INTEGER, line INTEGER)" % ", ".join(FIELDS))
database.execute(
    "CREATE TABLE payment (id INTEGER PRIMARY KEY, day INTEGER, amount INTEGER, narration TEXT,"
    " reference TEXT, customer_code TEXT, bill_id INTEGER, source INTEGER, line INTEGER)")
seconds = []
for table, columns, make, rows in (
        ("bill", 31, bill, count), ("payment", 8, payment, count * 6 // 5)):
    made = [make(number, count) for number in range(rows)]
    begin = now()
    with database:
        database.executemany(
            "INSERT INTO %s VALUES (NULL, %s)" % (table, ", ".join("?" * columns)), made)
    seconds.append(since(begin))
begin = now()
with database:
    for table, column in (
            ("bill", "ID_HDON"), ("bill", "MA_KHANG"), ("bill", "source, line"),
            ("payment", "reference"), ("payment", "customer_code"), ("payment", "source, line")):
        name = "%s_%s" % (table, column.split(",")[0])
        database.execute("CREATE INDEX %s ON %s (%s)" % (name, table, column))
seconds.append(since(begin))
database.close()
wall, cpu = zip(*seconds)
print("plain SQLite: wall %.2f s, cpu %.2f s (%d bills %.2f, %d payments %.2f, indexes %.2f), %.0f MB" % (
    sum(wall), sum(cpu), count, wall[0], count * 6 // 5, wall[1], wall[2],
    os.path.getsize(path) / 1e6))
