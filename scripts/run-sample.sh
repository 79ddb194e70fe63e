#!/bin/sh
# Makes the report of the sample ward and says where it lies.
# Usage: scripts/run-sample.sh BAKHONG WORKSPACE
set -eu
bakhong=$1
workspace=$2

status=0
"$bakhong" run "$workspace" || status=$?
# 1 is "done, with findings to look at", which is no failure.
[ "$status" -le 1 ] || exit "$status"

echo
echo "Báo cáo nằm ở · The report lies in $workspace/out:"
find "$workspace/out" -type f | LC_ALL=C sort | sed 's/^/  /'
