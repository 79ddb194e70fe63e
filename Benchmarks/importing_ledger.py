"""Times `bakhong import` of one list: by the clock, CPU, memory, rows a second.

Usage: importing_ledger.py BAKHONG WORKSPACE FILE ROWS
"""
import os
import resource
import subprocess
import sys
import time

bakhong, folder, path, rows = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
start = time.monotonic()
subprocess.run(
    [bakhong, "-C", folder, "import", os.path.abspath(path), "--quiet"], check=True)
wall = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    f"bakhong import {os.path.basename(path)}: wall {wall:.2f} s, {rows / wall:.0f} rows a second, "
    f"cpu {used.ru_utime + used.ru_stime:.2f} s, peak {used.ru_maxrss // 1024} MiB")
