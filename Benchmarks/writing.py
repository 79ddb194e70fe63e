#!/usr/bin/env python3
"""Compares writing and converting with peers: CPU seconds of whole processes, memory, file size.

usage: writing.py WRITING_BENCH [BAKHONG] [--rows N ...] [--rounds N] [--folder FOLDER]

Every job runs once a round, ours first. Peers: rustpy-xlsxwriter (Rust), XlsxWriter in constant
memory, PyExcelerate, each from a generator in Python whose own cost is told as "(rows alone)", and
Debian's libxlsxwriter through writing_peer.c, which makes its rows as ours does. With BAKHONG, files
of workbook_data.py are converted, against polars, and calamine with rustpy-xlsxwriter.
"""
import argparse
import os
import shutil
import subprocess
import sys

import peers

HERE = os.path.dirname(os.path.abspath(__file__))

DATA = """
import sys; sys.path.insert(0, %r)
from workbook_data import bills, doubles, COLUMNS
import datetime
path, kind, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
epoch = datetime.date(1899, 12, 30)
names = COLUMNS if kind == "bills" else ["x%%d" %% i for i in range(20)]
def rows():
    if kind == "doubles":
        yield from doubles(count)
    else:
        for row in bills(count):
            yield [epoch + datetime.timedelta(v[0]) if isinstance(v, tuple) else v for v in row]
""" % HERE

CODE = {
    "rustpy-xlsxwriter": """
from rustpy_xlsxwriter import write_worksheet
write_worksheet((dict(zip(names, row)) for row in rows()), path, sheet_name="HOADON")
""",
    "xlsxwriter": """
import xlsxwriter
book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
sheet = book.add_worksheet("HOADON")
sheet.write_row(0, 0, names)
for place, row in enumerate(rows(), 1): sheet.write_row(place, 0, row)
book.close()
""",
    "pyexcelerate": """
from pyexcelerate import Workbook
book = Workbook()
book.new_sheet("HOADON", data=[names] + list(rows()))
book.save(path)
""",
    "(rows alone)": """
for row in rows(): pass
open(path, "w").close()
""",
}

CONVERT = {
    "polars": "import sys, polars; polars.read_excel(sys.argv[1]).write_csv(sys.argv[2])",
    "python-calamine and rustpy-xlsxwriter": """
import sys, python_calamine as c, rustpy_xlsxwriter as r
rows = c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
r.write_worksheet((dict(zip(rows[0], row)) for row in rows[1:]), sys.argv[2], sheet_name="HOADON")
""",
}


def writes(command, path):
    """A job that measures a command, and the size in MB of the file it writes."""
    def job():
        cpu, memory = peers.measure(command)
        size = os.path.getsize(path) / 1e6
        os.remove(path)
        return cpu, memory, size
    return job


def tell(title, told):
    print(f"\n{title}\n")
    print("| job | CPU s | peak MiB | MB | ours : it |\n" + "|---" * 5 + "|")
    for name, (cpu, memory, size, ratio) in told.items():
        print(f"| {name} | {cpu:.2f} | {memory:.0f} | {size:.1f} | {ratio:.2f} |", flush=True)


def libxlsxwriter(folder):
    """The peer in C; nil where the compiler or the library is missing."""
    program = os.path.join(folder, "writing-peer")
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return print("missing: a C compiler, so libxlsxwriter is left out")
    made = subprocess.run([compiler, "-O2", "-o", program, os.path.join(HERE, "writing_peer.c"),
                           "-lxlsxwriter", "-lm"], capture_output=True)
    return program if made.returncode == 0 else print("missing: libxlsxwriter-dev; left out")


def write(options, folder, python, found, in_c):
    sizes = [("bills", rows) for rows in options.rows] + [("doubles", 100_000)]
    for kind, rows in sizes:
        path = {ending: os.path.join(folder, "written." + ending) for ending in ("xlsx", "ods")}
        jobs = {
            "ours, " + ending.upper(): writes([options.bench, path[ending], str(rows), kind],
                                              path[ending])
            for ending in ("xlsx", "ods")
        }
        for name, code in CODE.items():
            if python and (name in found or name.startswith("(")):
                jobs[name] = writes([python, "-c", DATA + code, path["xlsx"], kind, str(rows)],
                                    path["xlsx"])
        if in_c:
            jobs["libxlsxwriter, constant memory"] = writes([in_c, path["xlsx"], str(rows), kind],
                                                            path["xlsx"])
        tell(f"Writing {kind}, {rows} rows", peers.in_turn(jobs, options.rounds))


def convert(options, folder, python, found):
    rows = 100_000
    subprocess.check_call([sys.executable, os.path.join(HERE, "workbook_data.py"), folder, str(rows)])
    for source, ending, peer in [
        (f"bills-{rows}-shared.xlsx", "csv", "polars"), (f"bills-{rows}-inline.xlsx", "csv", "polars"),
        (f"bills-{rows}.ods", "xlsx", "python-calamine and rustpy-xlsxwriter"),
    ]:
        source, path = os.path.join(folder, source), os.path.join(folder, "converted." + ending)
        jobs = {"ours": writes([options.bakhong, "sheet", "convert", source, path], path)}
        if python and all(name in found for name in peer.split(" and ")):
            jobs[peer] = writes([python, "-c", CONVERT[peer], source, path], path)
        tell(f"{os.path.basename(source)} to {ending}", peers.in_turn(jobs, options.rounds))


def compare(options, folder):
    python, found = peers.environment(
        folder, ["rustpy-xlsxwriter", "xlsxwriter", "pyexcelerate", "polars", "fastexcel",
                 "python-calamine"])
    in_c = libxlsxwriter(folder)
    print(f"{peers.machine()}; medians of {options.rounds} rounds")
    write(options, folder, python, found, in_c)
    if options.bakhong:
        convert(options, folder, python, found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("bakhong", nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000])
    peers.compare(parser, compare)


if __name__ == "__main__":
    main()
