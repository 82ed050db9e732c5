#!/usr/bin/env bash
# Indexes and asks the samples with each engine's program that was built. For CTest.
#
#   smoke_test.sh BINARIES SAMPLES
set -euo pipefail
bin=$1
samples=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$bin/dump_peer_documents" "$work/documents" "$samples"
printf '%s\n' $'or2\tor\tstroke cancer\t' $'and2\tand\tbreast cancer\t' \
  $'phrase\tphrase\tbreast cancer\t' $'filtered\tand\tcancer\toverall_status=RECRUITING' \
  $'facets\tand\tcancer\t' >"$work/queries"
for engine in trialdex sqlite xapian; do
  program=$bin/${engine}_peer
  [ -x "$program" ] || continue
  "$program" index --documents "$work/documents" --directory "$work/$engine" --threads 2 \
    --commit-every 3 >/dev/null
  "$program" search --directory "$work/$engine" --queries "$work/queries" --warm-rounds 0 \
    --rounds 1 >"$work/figures"
  grep -qP '^search.disagreements\t0\t' "$work/figures"
  grep -qP '^search.or2.hits\t4\t' "$work/figures"
  grep -qP '^search.filtered.hits\t2\t' "$work/figures"
done
