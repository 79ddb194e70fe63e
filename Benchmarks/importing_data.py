"""Makes the files that importing.sh reads: a CSV of typed columns, or a list of EVN's for a month
of 2024, August unless told otherwise.

Usage: importing_data.py csv|evn FILE ROWS [MONTH]
"""
import random
import sys

NAMES = ["Nguyễn Văn", "Trần Thị", "Lê Hữu", "Phạm Ngọc", "Hoàng Minh"]
CHANNELS = ["Ví điện tử", "QR Code", "Thu ngân viên", "Mobile Banking"]
FIELDS = (
    "MA_DVIQLY,MA_SOGCS,MA_KHANG,TEN_KHANG,DCHI_KHANG,LOAI_KHANG,SO_HO,KY,THANG,NAM,NGAY_DKY,"
    "NGAY_CKY,CHISO_CU,CHISO_MOI,HS_NHAN,DIEN_TTHU,SO_TIEN,TYLE_THUE,TIEN_GTGT,TONG_TIEN,ID_HDON,"
    "ID_HDON_DC,NGAY_PHANH,HAN_TTOAN,TTRANG_TTOAN,NGAY_TTOAN,MA_TCHUC,KENH_THANH_TOAN,TONG_NO"
)


def typed(chance, number):
    return (
        f"{number},PA07AB{number:07d},{chance.choice(NAMES)} {number % 977},"
        f"Số {number % 300} phố Đồng Lễ,2024-{1 + number % 12:02d}-{1 + number % 28:02d},"
        f"{chance.randrange(10**6, 10**8)},{chance.random() * 1000:.4f},{number % 7},"
        f"{'true' if number % 3 else 'false'},{chance.choice(CHANNELS)},"
        f"{chance.randrange(10**9)},TT tien dien T{1 + number % 12}24 HD {number}"
    )


def evn(chance, number):
    amount = chance.randrange(50_000, 3_000_000)
    day = 1 + number % 28
    return (
        f"PA07AB,S{number % 90},PA07AB{number:07d},{chance.choice(NAMES)} {number % 977},"
        f"Số {number % 300} phố Đồng Lễ,SH,1,1,{month},2024,01/07/2024,31/07/2024,{number % 9000},"
        f"{number % 9000 + 90},1,90,{amount},8,{amount * 8 // 100},{amount * 108 // 100},"
        f"{(month + 1) * 100_000_000 + number},,{day:02d}/{month:02d}/2024,{day:02d}/09/2024,DATT,"
        f"{day:02d}/{month:02d}/2024,"
        f"NH{number % 20},{CHANNELS[number % 4]},0"
    )


kind, path, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
month = int(sys.argv[4]) if len(sys.argv) > 4 else 8
chance = random.Random(7)
with open(path, "w", encoding="utf-8") as out:
    if kind == "csv":
        out.write("n,code,name,address,day,amount,share,kind,paid,channel,number,narration\n")
    else:
        out.write(FIELDS + "\n")
    for number in range(rows):
        out.write((typed if kind == "csv" else evn)(chance, number) + "\n")
