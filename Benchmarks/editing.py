#!/usr/bin/env python3
"""Measures editing: filling the form, and one cell in a bill list of 100 000 x 12.

usage: editing.py BAKHONG [--pairs N] [--rows N] [--folder FOLDER]

Whole processes, paired: ours, and directly after it the peer. The peer of an edit is openpyxl
reading and writing the whole list in its fastest modes (read_only and write_only), for ODS too, as
no program edits ODS in place; and our own reading of the list (`sheet info --count`). Told: the
median of our CPU seconds (user + system, all threads), that of the peer, the median of the ratios,
our peak memory.
"""
import argparse
import os
import subprocess
import sys

import peers

HERE = os.path.dirname(os.path.abspath(__file__))
REWRITE = """
import sys, openpyxl
old = openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0]
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet()
for number, row in enumerate(old.iter_rows(values_only=True)):
    if number == 50_000:
        row = row[:8] + (1,) + row[9:]
    sheet.append(row)
book.save(sys.argv[2])
"""


def filling(folder):
    """A manifest and data for the form's figures."""
    manifest, data = (os.path.join(folder, name) for name in ("fill.yaml", "fill-data.yaml"))
    criteria = [f"ct{number:02d}_{when}" for number in range(1, 17) for when in ("truoc", "sau")]
    with open(manifest, "w") as file:
        file.write("fields:\n  - {name: don_vi, type: text}\n")
        file.writelines(f"  - {{name: {name}, type: percent}}\n" for name in criteria)
    with open(data, "w") as file:
        file.write("don_vi: Phường Đông Hải\n")
        file.writelines(f"{name}: 0.{place + 10}\n" for place, name in enumerate(criteria))
    return ["--manifest", manifest, "--data", data]


def compare(options, folder):
    subprocess.check_call([sys.executable, os.path.join(HERE, "workbook_data.py"), folder,
                           str(options.rows)])
    python, found = peers.environment(folder, ["openpyxl"])
    out = os.path.join(folder, "edited")
    fields = filling(folder)
    print(f"{peers.machine()}; medians of {options.pairs} pairs\n")
    print("| job | ours s | peer | peer s | ratio | ours MiB |\n" + "|---" * 6 + "|")
    for ending in ("ods", "xlsx"):
        form = os.path.join(HERE, "..", "Templates", f"bao-cao-3-khong.{ending}")
        fill = [options.bakhong, "sheet", "fill", form, *fields, "-o", f"{out}.{ending}"]
        cpu, memory, _ = peers.in_turn({"ours": lambda: peers.measure(fill)}, options.pairs * 3)["ours"]
        print(f"| fill the form, {ending} | {cpu:.3f} | – | – | – | {memory:.0f} |", flush=True)
    xlsx = os.path.join(folder, f"bills-{options.rows}-shared.xlsx")
    for name in (f"bills-{options.rows}-shared.xlsx", f"bills-{options.rows}-inline.xlsx",
                 f"bills-{options.rows}.ods"):
        path = os.path.join(folder, name)
        set_one = [options.bakhong, "sheet", "set", path, f"I{options.rows // 2}=1", "-o",
                   f"{out}{os.path.splitext(name)[1]}"]
        theirs = {"our own read": [options.bakhong, "sheet", "info", path, "--count"]}
        if "openpyxl" in found:
            theirs["openpyxl"] = [python, "-c", REWRITE, xlsx, f"{out}-peer.xlsx"]
        for peer, command in theirs.items():
            told = peers.in_turn({"ours": lambda: peers.measure(set_one),
                                  peer: lambda: peers.measure(command)}, options.pairs)
            (cpu, memory, _), (other, _, ratio) = told["ours"], told[peer]
            print(f"| one cell, {name} | {cpu:.3f} | {peer} | {other:.3f} | {ratio:.2f} | {memory:.0f} |",
                  flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bakhong")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=100_000)
    peers.compare(parser, compare)


if __name__ == "__main__":
    main()
