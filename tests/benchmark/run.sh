#!/usr/bin/env bash
# Measures the whole pipeline on this machine and prints one JSON object a line:
#   {"name": …, "value": …, "unit": …}
#
#   tests/benchmark/run.sh [RECORDS…]
#
# RECORDS are files as trialctl submit takes them; without any, all of ClinicalTrials.gov's
# in $TRIALDEX_RECORDS_DIR, or the samples. Every figure comes from real processes on
# loopback, durable settings as shipped. Nothing is asserted: compare runs on one machine.
set -euo pipefail
# shellcheck source=tests/benchmark/usage.sh
source "$(dirname "$0")/usage.sh"
records=()
for path in "$@"; do take_records "$path"; done
cd "$(dirname "$0")/../.."

if [ ${#records[@]} -eq 0 ]; then
  if [ -n "${TRIALDEX_RECORDS_DIR:-}" ]; then
    records=("$TRIALDEX_RECORDS_DIR"/ctgov-legacy-xml.jsonl.zst
      "$TRIALDEX_RECORDS_DIR"/ctgov-v2.jsonl.zst
      "$TRIALDEX_RECORDS_DIR"/derived-v2-from-xml.jsonl.zst)
  else
    records=("$PWD/deploy/samples")
  fi
fi

deploy/install_dependencies.sh build >&2
cmake --preset release >/dev/null
cmake --build --preset release --target trialdex-ingest trialdex-indexer trialdex-query trialctl \
  parse_benchmark search_latency >&2
bin=$PWD/build/release/bin
port_base=${TRIALDEX_PORT_BASE:-17100}
source tests/benchmark/services.sh

field() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "$work/submit.json"; }

"$bin/parse_benchmark" "${records[@]}"

# Durable ingest alone, one format after the other into a fresh log.
for path in "${records[@]}"; do
  name=$(basename "$path")
  name=${name%%.*}
  rm -rf "$work/ingest"
  start_ingest
  trialctl --json submit "$path" >"$work/submit.json"
  figure "ingest.$name" "$(rate "$(field records)" "$(field seconds)")" records/s
  figure "ingest.$name.log_bytes" "$(du -sb "$work/ingest" | cut -f 1)" bytes
  stop_all
done

# Indexing what the last log holds.
start_ingest
from=$(now)
start_indexer
start_query
trialctl status --wait >/dev/null
took=$(since "$from")
documents=$(trialctl search --count '')
figure index.documents "$(rate "$documents" "$took")" documents/s
figure index.records "$(rate "$(($(field bytes) / 1000))" "$(awk -v s="$took" 'BEGIN { print s * 1000 }')")" MB/s
stop_all
rm -rf "$work/ingest" "$work/indexer"

# End to end: from the first byte to everything searchable.
start_services
trialctl status --wait >/dev/null
for service in ingest indexer query; do watch_memory "$service" "${pids[$service]}" & done
from=$(now)
trialctl submit "${records[@]}" >/dev/null
figure end_to_end.submitted "$(since "$from")" s
trialctl status --wait >/dev/null
figure end_to_end.searchable "$(since "$from")" s
figure end_to_end.documents "$(trialctl search --count '')" documents

"$bin/search_latency" --query "127.0.0.1:$((port_base + 3))" --queries tests/benchmark/queries.tsv
"$bin/search_latency" --query "127.0.0.1:$((port_base + 3))" --queries tests/benchmark/queries.tsv \
  --clients 8

figure disk.log "$(du -sb "$work/ingest" | cut -f 1)" bytes
figure disk.index "$(du -sb "$work/indexer" | cut -f 1)" bytes
for service in ingest indexer query; do
  figure "memory.$service.peak_anonymous" "$(peak_memory "$service")" MB
done
