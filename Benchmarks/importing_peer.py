"""Reads a CSV with polars, types inferred, and tells CPU seconds and peak memory.

Usage: importing_peer.py FILE
"""
import resource
import sys

try:
    import polars
except ImportError:
    sys.exit("polars is not installed: pip install polars")


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


start = cpu()
frame = polars.read_csv(sys.argv[1], try_parse_dates=True)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{frame.height} rows, cpu {cpu() - start:.3f} s, peak {peak} MiB")
