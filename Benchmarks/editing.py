#!/usr/bin/env python3
"""Measures editing: filling the form, and one cell in a bill list of 100 000 x 12.

usage: editing.py BAKHONG [FOLDER] [--pairs N] [--rows N]

Whole processes, paired: ours, and directly after it the peer. The peer of an edit is openpyxl
reading and writing the whole list in its fastest modes (read_only and write_only), for ODS too, as
no program edits ODS in place; and our own reading of the list (`sheet info --count`). Told: the
median of our CPU seconds (user + system, all threads), that of the peer, the median of the ratios,
our peak memory.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile

from reading import HERE, pairs, run

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


def environment(folder):
    python = os.path.join(folder, "venv-editing", "bin", "python")
    if not os.path.exists(python):
        subprocess.check_call([sys.executable, "-m", "venv", os.path.join(folder, "venv-editing")])
        subprocess.check_call([python, "-m", "pip", "-q", "install", "openpyxl"])
    return python


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bakhong")
    parser.add_argument("folder", nargs="?", default=os.path.join(tempfile.gettempdir(), "bakhong-bench"))
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    subprocess.check_call([sys.executable, os.path.join(HERE, "workbook_data.py"), options.folder,
                           str(options.rows)])
    python = environment(options.folder)
    out = os.path.join(options.folder, "edited")
    manifest, data = (os.path.join(options.folder, name) for name in ("fill.yaml", "fill-data.yaml"))
    criteria = [f"ct{number:02d}_{when}" for number in range(1, 17) for when in ("truoc", "sau")]
    with open(manifest, "w") as file:
        file.write("fields:\n  - {name: don_vi, type: text}\n")
        file.writelines(f"  - {{name: {name}, type: percent}}\n" for name in criteria)
    with open(data, "w") as file:
        file.write("don_vi: Phường Đông Hải\n")
        file.writelines(f"{name}: 0.{place + 10}\n" for place, name in enumerate(criteria))

    print("| job | ours s | peer | peer s | ratio | ours MiB |\n|---|---|---|---|---|---|")
    for ending in ("ods", "xlsx"):
        form = os.path.join(HERE, "..", "Templates", f"bao-cao-3-khong.{ending}")
        fill = [options.bakhong, "sheet", "fill", form, "--manifest", manifest, "--data", data,
                "-o", f"{out}.{ending}"]
        runs = [run(fill) for _ in range(options.pairs * 3)]
        print(f"| fill the form, {ending} | {statistics.median(t for t, _ in runs):.3f} | – | – | – | "
              f"{max(m for _, m in runs) // 1024} |", flush=True)
    xlsx = os.path.join(options.folder, f"bills-{options.rows}-shared.xlsx")
    for name in (f"bills-{options.rows}-shared.xlsx", f"bills-{options.rows}-inline.xlsx",
                 f"bills-{options.rows}.ods"):
        path = os.path.join(options.folder, name)
        ending = name.rsplit(".", 1)[1]
        ours = [options.bakhong, "sheet", "set", path, f"I{options.rows // 2}=1", "-o",
                f"{out}.{ending}"]
        peers = {"openpyxl": [python, "-c", REWRITE, xlsx, f"{out}-peer.xlsx"],
                 "our own read": [options.bakhong, "sheet", "info", path, "--count"]}
        for peer, theirs in peers.items():
            mine, other, ratio, memory, _ = pairs(ours, theirs, options.pairs)
            print(f"| one cell, {name} | {mine:.3f} | {peer} | {other:.3f} | {ratio:.2f} | {memory} |",
                  flush=True)


if __name__ == "__main__":
    main()
