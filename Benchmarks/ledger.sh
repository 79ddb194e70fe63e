#!/bin/bash
# Times the ledger beside plain SQLite through Python, in turn; nothing asserts these figures.
# Usage: Benchmarks/ledger.sh LEDGER-BENCH [BILLS [RUNS]]
set -euo pipefail
bench=$(realpath "$1")
bills=${2:-1000000}
runs=${3:-3}
here=$(dirname "$(realpath "$0")")

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for ((i = 0; i < runs; i++)); do
  rm -f "$scratch"/*.sqlite*
  "$bench" import "$scratch/ours.sqlite" "$bills"
  python3 "$here/ledger_peer.py" "$scratch/plain.sqlite" "$bills"
  "$bench" verify "$scratch/ours.sqlite"
  "$bench" balance "$scratch/ours.sqlite"
done
rm -f "$scratch"/*.sqlite*
"$bench" lean "$scratch/ours.sqlite" "$bills"
