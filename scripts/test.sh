#!/bin/bash
# Runs the tests and ends with their closing line, after a list of what was skipped and why.
# When the tests crash, it ends with where, and with the tests that were running then.
# Tests of chance repeat one run, so that only a change can break them; with an empty BAKHONG_SEED each
# run draws and prints a new one.
# Usage: scripts/test.sh SWIFT [ARGUMENT OF swift test…]
set -euo pipefail
swift=$1
shift
export BAKHONG_SEED=${BAKHONG_SEED-20240803}

# There are no XCTest cases: without this option the last word would be "Executed 0 tests".
# The closing line is held back so that it comes after the skipped tests, and comes once.
"$swift" test --disable-xctest "$@" 2>&1 </dev/null | awk '
  / Test run with [0-9]+ tests? / { closing = $0; next }
  / skipped/ { skipped[count++] = $0 }
  match($0, / Test .* started\.$/) { running[substr($0, RSTART, RLENGTH - 9)]++ }
  match($0, / Test .* (passed|failed) after /) { running[substr($0, RSTART, RLENGTH - 14)]-- }
  /Program crashed:|Fatal error/ { crash[crashes++] = $0; crashed = 1 }
  / crashed:$/ { frames = 40 }
  /^Registers:/ { frames = 0 }
  frames > 0 && crashed { crash[crashes++] = $0; frames-- }
  { print; fflush() }
  END {
    if (count) print "\nBỏ qua · Skipped:"
    for (i = 0; i < count; i++) print "  " skipped[i]
    if (crashes) {
      print "\nĐang chạy khi hỏng · Running at the crash:"
      for (test in running) if (running[test] > 0) print " " test
      for (i = 0; i < crashes && i < 60; i++) print substr(crash[i], 1, 400)
    }
    if (closing != "") print closing
  }'
