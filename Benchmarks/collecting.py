"""CPU seconds of collecting many forms, half ODS and half XLSX, and of handing a ward's report over.

The forms are the shipped one, filled for invented phố by `sheet set`, which is not timed.

Usage: collecting.py BAKHONG [FORMS [RUNS]]
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from peers import measure

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DENOMINATOR = 120
# 1 says that there are findings to look at.
ALLOWED = (0, 1)


def fields(bakhong, template):
    """The names of the cells that take a figure."""
    told = subprocess.run(
        [bakhong, "sheet", "info", template, "--json"], capture_output=True, text=True, check=True)
    names = [named["name"] for named in json.loads(told.stdout)["named_ranges"]]
    return [name for name in names if "_tu_" in name or "_mau_" in name]


def fill(bakhong, folder, names, number):
    kind = ("ods", "xlsx")[number % 2]
    template = os.path.join(ROOT, "Templates", "phieu-thu-thap." + kind)
    values = {
        "ma_don_vi": "pho-%d" % number, "ten_don_vi": "Phố Số %d" % number, "ky_bao_cao": "2024-08",
        "ngay_lap": "2024-09-05", "lan_bao_cao": "1", "nguoi_lap": "Người Lập %d" % number}
    for name in names:
        after = name.endswith("_sau")
        share = 50 + number % 20 + (30 if after else 0)
        values[name] = str(DENOMINATOR if "_mau_" in name else DENOMINATOR * share // 100)
    edits = ["%s=%s" % item for item in values.items()]
    path = os.path.join(folder, "pho-%04d.%s" % (number, kind))
    measure([bakhong, "sheet", "set", template, *edits, "-o", path])


def main():
    bakhong = os.path.abspath(sys.argv[1])
    forms = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    names = fields(bakhong, os.path.join(ROOT, "Templates", "phieu-thu-thap.ods"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.join(scratch, "phieu")
        os.mkdir(folder)
        for number in range(forms):
            fill(bakhong, folder, names, number)
        with open(os.path.join(folder, "don-vi.yaml"), "w", encoding="utf-8") as units:
            units.write("unit: {id: phuong, name: UBND phường, reporter: Người Lập, date: 2024-09-12}\n")
            units.write("units:\n")
            for number in range(forms):
                units.write("  - {id: pho-%d, name: Phố Số %d}\n" % (number, number))
        times = []
        for _ in range(runs):
            shutil.rmtree(os.path.join(folder, "tong-hop"), ignore_errors=True)
            times.append(measure([bakhong, "collect", folder], ALLOWED)[0])
        told = subprocess.run([bakhong, "collect", folder, "--json"], capture_output=True, text=True)
        print("collect %d forms: median %.2f s CPU; %d counted" % (
            forms, statistics.median(times), json.loads(told.stdout)["counted"]))

        ward = os.path.join(scratch, "ward")
        shutil.copytree(os.path.join(ROOT, "Samples", "dong-hai"), ward)
        measure([bakhong, "run", ward], ALLOWED)
        times = []
        for _ in range(runs):
            for name in os.listdir(os.path.join(ward, "out")):
                if name.startswith("ban-giao"):
                    path = os.path.join(ward, "out", name)
                    shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
            times.append(measure([bakhong, "handover", "-C", ward, "--no-pdf"], ALLOWED)[0])
        print("handover of the sample ward, no PDF: median %.3f s CPU" % statistics.median(times))


main()
