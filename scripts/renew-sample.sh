#!/bin/sh
# Generates the sample ward beside the old one and takes its place once it is whole.
# Usage: scripts/renew-sample.sh BAKHONG WORKSPACE
set -eu
bakhong=$1
workspace=$2
fresh=.build/sample-fresh

rm -rf "$fresh"
"$bakhong" init "$fresh" --sample
rm -rf "$workspace"
mkdir -p "$(dirname "$workspace")"
mv "$fresh" "$workspace"
