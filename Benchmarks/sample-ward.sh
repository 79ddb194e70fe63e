#!/bin/bash
# Prints the CPU time (user + system) of `bakhong run` and `bakhong report` on the sample ward:
# the least and the median of several runs. Nothing asserts these figures.
# Usage: Benchmarks/sample-ward.sh BAKHONG WORKSPACE
set -euo pipefail
bakhong=$(realpath "$1")
sample=$(realpath "$2")
runs=9

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
TIMEFORMAT='%3U %3S'

# The time of one command; findings (exit 1) are fine, anything above is not.
seconds() {
  { time "$@" >"$scratch/output" 2>&1 </dev/null || [ $? -eq 1 ] || cat "$scratch/output"; } 2>&1 |
    awk 'NF == 2 && $1 + 0 == $1 { printf "%.3f\n", $1 + $2; next } { print > "/dev/stderr" }'
}

summary() {
  LC_ALL=C sort -n | awk -v what="$1" '
    { time[NR] = $1 }
    END { printf "%-28s least %.3f s   median %.3f s   (%d runs)\n",
      what, time[1], time[int((NR + 1) / 2)], NR }'
}

# A whole run starts from the inbox alone, so every time on a fresh copy.
for ((i = 0; i < runs; i++)); do
  rm -rf "$scratch/ward"
  cp -r "$sample" "$scratch/ward"
  rm -rf "$scratch/ward/out" "$scratch"/ward/ledger.sqlite*
  seconds "$bakhong" run "$scratch/ward"
done | summary "bakhong run (CPU)"

for ((i = 0; i < runs; i++)); do
  seconds "$bakhong" -C "$scratch/ward" report
done | summary "bakhong report (CPU)"
