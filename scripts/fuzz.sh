#!/bin/bash
# Fuzzes the readers with libFuzzer: first the planted fault, then each target for some minutes.
# Usage: [SWIFT=swift] scripts/fuzz.sh MINUTES [TARGET…]
# What is found, and what was learnt, lies in .build/fuzz/TARGET.
set -euo pipefail
minutes=$1
shift
targets=${*:-zip xml ods xlsx csv xls formula}
export BAKHONG_FUZZ=1
# Telling where a fault lies takes longer than a try may: the fuzzer keeps the bytes.
export SWIFT_BACKTRACE=enable=no

# A folder of its own: code that counts its branches is of no use to other builds.
"${SWIFT:-swift}" build -c release --sanitize fuzzer --product Fuzzer --scratch-path .build/fuzzer
fuzzer=$(pwd)/.build/fuzzer/release/Fuzzer

fuzz() { # TARGET SECONDS
  export BAKHONG_FUZZ_TARGET=$1
  local folder=.build/fuzz/$1
  mkdir -p "$folder/seeds" "$folder/learnt"
  BAKHONG_FUZZ_SEEDS=$folder/seeds "$fuzzer"
  if [ "$1" = xls ] && command -v soffice >/dev/null; then
    soffice --headless --convert-to xls --outdir "$folder/seeds" Templates/phieu-thu-thap.ods >/dev/null 2>&1 || true
  fi
  nice "$fuzzer" -max_total_time="$2" -timeout=5 -rss_limit_mb=512 -max_len=65536 \
    -artifact_prefix="$folder/" -print_final_stats=1 "$folder/learnt" "$folder/seeds" \
    >"$folder/log" 2>&1
}

echo "canary: a planted fault that must be found"
rm -rf .build/fuzz/canary
if fuzz canary 60; then
  echo "canary: the planted fault was NOT found: the fuzzer is blind" >&2
  exit 1
fi

failed=0
for target in $targets; do
  if fuzz "$target" $((minutes * 60)); then
    echo "$target: $(grep -h 'stat::number_of_executed_units' ".build/fuzz/$target/log" | grep -o '[0-9]*$') tries, nothing found"
  else
    echo "$target: FOUND, see .build/fuzz/$target/log" >&2
    failed=1
  fi
done
exit $failed
