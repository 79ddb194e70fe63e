#!/usr/bin/env bash
# CPU seconds and memory of reading text and EVN's lists, beside polars where Python has it.
# Usage: importing.sh IMPORT-BENCH [ROWS]
set -euo pipefail
cd "$(dirname "$0")/.."
bench=$1
rows=${2:-1000000}
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
