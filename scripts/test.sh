#!/bin/bash
# Runs the tests and ends with their closing line, after a list of what was skipped and why.
# Usage: scripts/test.sh SWIFT [ARGUMENT OF swift test…]
set -euo pipefail
swift=$1
shift

# There are no XCTest cases: without this option the last word would be "Executed 0 tests".
# The closing line is held back so that it comes after the skipped tests, and comes once.
"$swift" test --disable-xctest "$@" 2>&1 </dev/null | awk '
  / Test run with [0-9]+ tests? / { closing = $0; next }
  / skipped/ { skipped[count++] = $0 }
  { print; fflush() }
  END {
    if (count) print "\nBỏ qua · Skipped:"
    for (i = 0; i < count; i++) print "  " skipped[i]
    if (closing != "") print closing
  }'
