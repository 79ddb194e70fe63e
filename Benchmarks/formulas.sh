#!/bin/sh
# Parses and computes a million formulas and two chains; beside it engines from PyPI, and LibreOffice's hard
# recalculation of workbooks that `sheet check` reads and computes too.
# Usage: Benchmarks/formulas.sh FORMULAS-BENCH BAKHONG [PYTHON [ROWS]]; the Python needs openpyxl, formulas and pycel.
set -eu
bench=$1
bakhong=$2
python=${3:-python3}
rows=${4:-100000}
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$bench"
if ! "$python" -c 'import openpyxl' 2>/dev/null; then
  echo "no peers: $python lacks openpyxl (pip install openpyxl formulas pycel into a venv, and name its python)"
  exit 0
fi
"$python" "$here/formulas_peers.py" "$folder" "$rows"
for name in products chain; do
  echo "bakhong sheet check $name.xlsx, the whole process: $(
    python3 - "$bakhong" "$folder/$name.xlsx" <<'END'
import resource, subprocess, sys
subprocess.run([sys.argv[1], "sheet", "check", sys.argv[2]], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{used.ru_utime + used.ru_stime:.2f} s")
END
  )"
done
if /usr/bin/python3 -c 'import uno' 2>/dev/null; then
  /usr/bin/python3 "$here/formulas_office.py" "$rows" "$folder/products.xlsx" "$folder/chain.xlsx"
else
  echo "no LibreOffice: /usr/bin/python3 lacks uno (python3-uno)"
fi
