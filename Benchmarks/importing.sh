#!/usr/bin/env bash
# CPU seconds and memory of reading text and EVN's lists, beside polars where Python has it; then
# what `bakhong import` takes to bring a list into a new ledger, the month after it, and the first
# list once more in another order.
# Usage: importing.sh IMPORT-BENCH BAKHONG [ROWS]
set -euo pipefail
cd "$(dirname "$0")/.."
bench=$1
bakhong=$(realpath "$2")
rows=${3:-1000000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 Benchmarks/importing_data.py csv "$folder/typed.csv" "$rows"
python3 Benchmarks/importing_data.py evn "$folder/evn.csv" "$rows"
python3 Benchmarks/importing_data.py evn "$folder/short.csv" 20000
for _ in 1 2 3; do
  echo "import-bench csv: $("$bench" csv "$folder/typed.csv")"
  echo "polars: $(python3 Benchmarks/importing_peer.py "$folder/typed.csv" 2>&1 | tail -1)"
done
echo "import-bench evn: $("$bench" evn "$folder/evn.csv" Layouts)"
echo "import-bench detect: $("$bench" detect "$folder/short.csv" Layouts)"
python3 Benchmarks/importing_data.py evn "$folder/next.csv" "$rows" 9
(head -1 "$folder/evn.csv"; tail -n +2 "$folder/evn.csv" | shuf --random-source=<(yes)) \
  > "$folder/again.csv"
for _ in 1 2 3; do
  rm -rf "$folder/ward"
  "$bakhong" init "$folder/ward" --quiet
  for list in evn next again; do
    python3 Benchmarks/importing_ledger.py "$bakhong" "$folder/ward" "$folder/$list.csv" "$rows"
  done
done
