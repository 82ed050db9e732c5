#!/usr/bin/env bash
# Measures how fast records become searchable: a client, the three services and this machine.
# Prints one JSON object a line: {"name": …, "value": …, "unit": …}
#
#   tests/benchmark/end_to_end.sh [--preset NAME] [RECORDS…]
#
# RECORDS are files as trialctl submit takes them; without any, the API records of
# ClinicalTrials.gov in $TRIALDEX_RECORDS_DIR, or the samples. Settings are those shipped.
# Processor time is that of the load alone, from the first byte to everything searchable.
set -euo pipefail
# shellcheck source=tests/benchmark/usage.sh
source "$(dirname "$0")/usage.sh"
preset=release
records=()
while [ $# -gt 0 ]; do
  case $1 in
    --preset) preset=$2; shift ;;
    *) take_records "$1" ;;
  esac
  shift
done
cd "$(dirname "$0")/../.."
if [ ${#records[@]} -eq 0 ]; then
  records=("$PWD/deploy/samples")
  if [ -n "${TRIALDEX_RECORDS_DIR:-}" ]; then
    records=("$TRIALDEX_RECORDS_DIR/derived-v2-from-xml.jsonl.zst")
  fi
fi

cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" \
  --target trialdex-ingest trialdex-indexer trialdex-query trialctl >&2
bin=$PWD/build/$preset/bin
port_base=${TRIALDEX_PORT_BASE:-17200}
source tests/benchmark/services.sh

start_services
trialctl status --wait >/dev/null
declare -A cpu_before=()
for service in "${!pids[@]}"; do
  watch_memory "$service" "${pids[$service]}" &
  cpu_before[$service]=$(cpu_seconds "${pids[$service]}")
done

from=$(now)
TIMEFORMAT='%U %S'
{ time trialctl --json submit "${records[@]}" >"$work/submit.json"; } 2>"$work/client.cpu"
accepted=$(since "$from")
trialctl status --wait >/dev/null
searchable=$(since "$from")

count=$(sed -n 's/.*"records":\([0-9]*\).*/\1/p' "$work/submit.json")
bytes=$(sed -n 's/.*"bytes":\([0-9]*\).*/\1/p' "$work/submit.json")
documents=$(trialctl search --count '')
figure end_to_end.records "$count" records
figure end_to_end.documents "$documents" documents
figure end_to_end.accepted "$(rate "$count" "$accepted")" records/s
figure end_to_end.searchable "$(rate "$count" "$searchable")" records/s
figure end_to_end.searchable_bytes \
  "$(awk -v b="$bytes" -v s="$searchable" 'BEGIN { printf "%.1f", b / 1e6 / s }')" MB/s

client=$(awk '{ print $1 + $2 }' "$work/client.cpu")
total=$client
figure end_to_end.cpu.client "$client" s
for service in ingest indexer query; do
  used=$(awk -v a="${cpu_before[$service]}" -v b="$(cpu_seconds "${pids[$service]}")" \
    'BEGIN { printf "%.2f", b - a }')
  total=$(awk -v a="$total" -v b="$used" 'BEGIN { print a + b }')
  figure "end_to_end.cpu.$service" "$used" s
  figure "end_to_end.memory.$service.peak_anonymous" "$(peak_memory "$service")" MB
done
figure end_to_end.cpu.total "$total" s
figure end_to_end.cpu.each "$(awk -v s="$total" -v n="$count" 'BEGIN { printf "%.3f", s * 1000 / n }')" \
  ms/record
figure end_to_end.disk.log "$(du -sb "$work/ingest" | cut -f 1)" bytes
figure end_to_end.disk.index "$(du -sb "$work/indexer" | cut -f 1)" bytes
