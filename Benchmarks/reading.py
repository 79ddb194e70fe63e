#!/usr/bin/env python3
"""Compares reading with fastexcel, python-calamine and polars: whole processes, paired.

usage: reading.py BAKHONG [--rows N ...] [--pairs N] [--folder FOLDER]

Data come from workbook_data.py, peers from the package index; both go into a folder that is thrown
away, unless one is named. Each pair runs one job of ours and one of a peer directly after each
other, so that a machine whose speed drifts treats both alike. Told: the median of our CPU seconds
(user + system, all threads), that of the peer, the median of the ratios, and the peak memory.
"""
import argparse
import os
import subprocess
import sys

import peers

HERE = os.path.dirname(os.path.abspath(__file__))
FORM = os.path.join(HERE, "..", "Templates", "bao-cao-3-khong.xlsx")
CODE = {
    "fastexcel": "import sys, fastexcel; s = fastexcel.read_excel(sys.argv[1]).load_sheet(0); print(s.height)",
    "python-calamine": "import sys, python_calamine as c; print(len(c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()))",
    "polars": "import sys, polars; print(polars.read_excel(sys.argv[1]).height)",
}


def jobs(folder, sizes):
    yield "form of 25 rows", FORM, "python-calamine", "info"
    for rows in sizes:
        for name in (f"bills-{rows}-shared.xlsx", f"bills-{rows}-inline.xlsx", f"bills-{rows}.ods"):
            path = os.path.join(folder, name)
            yield name, path, "fastexcel", "info"
            yield name, path, "fastexcel", "cat"
            if rows <= 100_000:
                yield name, path, "python-calamine", "info"
                if name.endswith("xlsx"):
                    yield name, path, "polars", "cat"
    for name in ("doubles.xlsx", "doubles.ods"):
        yield name, os.path.join(folder, name), "fastexcel", "info"
        yield name, os.path.join(folder, name), "fastexcel", "cat"


def compare(options, folder):
    subprocess.check_call([sys.executable, os.path.join(HERE, "workbook_data.py"), folder,
                           *map(str, options.rows)])
    python, found = peers.environment(folder, ["fastexcel", "python-calamine", "polars"])
    print(f"{peers.machine()}; medians of {options.pairs} pairs\n")
    print("| file | ours | peer | ours s | peer s | ratio | ours MiB | peer MiB |\n" + "|---" * 8 + "|")
    for name, path, peer, verb in jobs(folder, options.rows):
        ours = [options.bakhong, "sheet", verb, path] + (["--count"] if verb == "info" else [])
        work = {"ours": lambda: peers.measure(ours)}
        if peer in found:
            work[peer] = lambda: peers.measure([python, "-c", CODE[peer], path])
        told = peers.in_turn(work, options.pairs)
        cpu, memory, _ = told["ours"]
        other = told.get(peer)
        theirs = f"{other[0]:.3f} | {other[2]:.2f}" if other else "missing | –"
        print(f"| {name} | {verb} | {peer} | {cpu:.3f} | {theirs} | {memory:.0f} | "
              + (f"{other[1]:.0f} |" if other else "– |"), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bakhong")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000])
    peers.compare(parser, compare)


if __name__ == "__main__":
    main()
