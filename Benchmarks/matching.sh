#!/bin/sh
# Matches a million bills and 1.2 million lines with all tiers, from records to rates, then one more file; beside it
# duckdb and polars do only the exact join of the codes and amounts that they are given.
# Usage: Benchmarks/matching.sh MATCHING-BENCH [PYTHON]; the Python needs duckdb, polars and pyarrow.
set -eu
bench=$1
python=${2:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$bench" speed 111112 9
if "$python" -c 'import duckdb, polars, pyarrow' 2>/dev/null; then
  "$bench" export "$folder" 111112 9
  "$python" "$(dirname "$0")/matching-peers.py" join "$folder"
else
  echo "no peers: $python lacks duckdb, polars or pyarrow (pip install them into a venv, and name its python)"
fi
