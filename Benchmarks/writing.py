#!/usr/bin/env python3
"""Measures writing against peers: CPU seconds of whole processes, peak memory, file size.

usage: writing.py WRITING_BENCH [ROWS [RUNS]]

Runs are interleaved, ours first, then each peer that is installed: rustpy-xlsxwriter (Rust),
XlsxWriter in constant memory, openpyxl write-only. The figures are medians; the ratio is that of
our CPU time to the peer's in the same round. Nothing asserts them.
"""
import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))

DATA = """
import sys; sys.path.insert(0, %r)
from workbook_data import bills, COLUMNS
import datetime
path, count = sys.argv[1], int(sys.argv[2])
epoch = datetime.date(1899, 12, 30)
def rows():
    for row in bills(count):
        yield [epoch + datetime.timedelta(v[0]) if isinstance(v, tuple) else v for v in row]
""" % HERE

PEERS = {
    "rustpy_xlsxwriter": """
from rustpy_xlsxwriter import write_worksheet
write_worksheet(({k: v for k, v in zip(COLUMNS, row)} for row in rows()), path, sheet_name="HOADON")
""",
    "xlsxwriter": """
import xlsxwriter
book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
sheet = book.add_worksheet("HOADON")
sheet.write_row(0, 0, COLUMNS)
for place, row in enumerate(rows(), 1):
    for column, value in enumerate(row): sheet.write(place, column, value)
book.close()
""",
    "openpyxl": """
import openpyxl
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("HOADON")
sheet.append(COLUMNS)
for row in rows(): sheet.append(row)
book.save(path)
""",
    "(rows alone)": """
for row in rows(): pass
open(path, "w").close()
""",
}


def measure(command, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        raise SystemExit(f"{command[0]} failed")
    size = os.path.getsize(path)
    os.remove(path)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, size / 1e6


def main():
    bench = sys.argv[1]
    count = sys.argv[2] if len(sys.argv) > 2 else "100000"
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory() as folder:
        jobs = {
            f"ours {ending}": ([bench, f"{folder}/x.{ending}", count], f"{folder}/x.{ending}")
            for ending in ("xlsx", "ods")
        }
        for name, code in PEERS.items():
            if name.isidentifier() and importlib.util.find_spec(name) is None:
                continue
            path = f"{folder}/{name.strip('()').replace(' ', '-')}.xlsx"
            jobs[name] = ([sys.executable, "-c", DATA + code, path, count], path)
        results = {name: [] for name in jobs}
        for _ in range(runs):
            for name, (command, path) in jobs.items():
                results[name].append(measure(command, path))
    ours = [run[0] for run in results["ours xlsx"]]
    print(f"{count} rows, medians of {runs} interleaved runs")
    for name, all_runs in results.items():
        cpu, memory, size = (statistics.median(run[i] for run in all_runs) for i in range(3))
        ratio = statistics.median(one / run[0] for one, run in zip(ours, all_runs))
        print(f"{name:20} {cpu:8.2f} s {memory:8.0f} MiB {size:8.1f} MB   ours / it {ratio:.3f}")


if __name__ == "__main__":
    main()
