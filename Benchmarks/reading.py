#!/usr/bin/env python3
"""Compares reading with fastexcel, python-calamine and polars: whole processes, paired.

usage: reading.py BAKHONG [FOLDER] [--pairs N] [--rows N ...]

Data come from workbook_data.py (made in FOLDER when missing), peers from the package index into a
throw-away environment. Each pair runs one job of ours and one of a peer directly after each other,
so that a machine whose speed drifts treats both alike. Told: the median of our CPU seconds (user +
system, all threads), that of the peer, the median of the ratios, and the peak memory of each.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = {
    "fastexcel": "import sys, fastexcel; s = fastexcel.read_excel(sys.argv[1]).load_sheet(0); print(s.height)",
    "python-calamine": "import sys, python_calamine as c; print(len(c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()))",
    "polars": "import sys, polars; print(polars.read_excel(sys.argv[1]).height)",
}


def run(command):
    """CPU seconds and peak KiB of a process and of what it started."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command[0]} failed: {errors.decode()[:300]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def pairs(ours, theirs, count):
    mine, other = [], []
    for _ in range(count):
        mine.append(run(ours))
        other.append(run(theirs))
    ratio = statistics.median(a[0] / b[0] for a, b in zip(mine, other))
    return (statistics.median(t for t, _ in mine), statistics.median(t for t, _ in other), ratio,
            max(m for _, m in mine) // 1024, max(m for _, m in other) // 1024)


def environment(folder):
    python = os.path.join(folder, "venv", "bin", "python")
    if not os.path.exists(python):
        subprocess.check_call([sys.executable, "-m", "venv", os.path.join(folder, "venv")])
        subprocess.check_call([python, "-m", "pip", "-q", "install", "fastexcel", "python-calamine", "polars"])
    return python


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bakhong")
    parser.add_argument("folder", nargs="?", default=os.path.join(tempfile.gettempdir(), "bakhong-bench"))
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    options = parser.parse_args()
    subprocess.check_call([sys.executable, os.path.join(HERE, "workbook_data.py"), options.folder,
                           *map(str, options.rows)])
    python = environment(options.folder)
    form = os.path.join(HERE, "..", "Templates", "bao-cao-3-khong.xlsx")
    jobs = [("form", form, "python-calamine", "info")]
    for rows in options.rows:
        for name in (f"bills-{rows}-shared.xlsx", f"bills-{rows}-inline.xlsx", f"bills-{rows}.ods"):
            path = os.path.join(options.folder, name)
            jobs.append((name, path, "fastexcel", "info"))
            jobs.append((name, path, "fastexcel", "cat"))
            if rows <= 100_000:
                jobs.append((name, path, "python-calamine", "info"))
                if name.endswith("xlsx"):
                    jobs.append((name, path, "polars", "cat"))
    for name in ("doubles.xlsx", "doubles.ods"):
        jobs.append((name, os.path.join(options.folder, name), "fastexcel", "info"))
    print("| file | ours | peer | ours s | peer s | ratio | ours MiB | peer MiB |\n|---|---|---|---|---|---|---|---|")
    for name, path, peer, verb in jobs:
        ours = [options.bakhong, "sheet", verb, path] + (["--count"] if verb == "info" else [])
        count = options.pairs if "1000000" not in name else max(3, options.pairs // 2)
        mine, other, ratio, memory, peak = pairs(ours, [python, "-c", PEERS[peer], path], count)
        print(f"| {name} | {verb} | {peer} | {mine:.3f} | {other:.3f} | {ratio:.2f} | {memory} | {peak} |", flush=True)


if __name__ == "__main__":
    main()
