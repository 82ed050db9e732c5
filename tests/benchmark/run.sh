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
records=()
for path in "$@"; do records+=("$(realpath "$path")"); done
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
work=$(mktemp -d)
declare -A pids=()

figure() { printf '{"name":"%s","value":%s,"unit":"%s"}\n' "$1" "$2" "$3"; }
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.3f", b - a }'; }
rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%.1f", n / s }'; }
field() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "$work/submit.json"; }
trialctl() { "$bin/trialctl" --port-base "$port_base" --timeout 600 "$@"; }

start() {  # <service> <flags…>: returns once it listens
  local service=$1
  shift
  "$bin/trialdex-$service" "$@" 2>"$work/$service.log" &
  pids[$service]=$!
  until grep -q '"listening on' "$work/$service.log"; do kill -0 "${pids[$service]}"; done
}

start_ingest() { start ingest --listen="127.0.0.1:$((port_base + 1))" --data_dir="$work/ingest"; }
start_indexer() {
  start indexer --listen="127.0.0.1:$((port_base + 2))" --data_dir="$work/indexer" \
    --ingest="127.0.0.1:$((port_base + 1))"
}
start_query() {
  start query --listen="127.0.0.1:$((port_base + 3))" --index_dir="$work/indexer/index"
}

stop_all() {
  local service
  for service in "${!pids[@]}"; do
    kill -TERM "${pids[$service]}" 2>/dev/null || true
    wait "${pids[$service]}" 2>/dev/null || true
    unset "pids[$service]"
  done
}
trap 'stop_all; rm -rf "$work"' EXIT

# Prints the peak of a process's anonymous resident memory, in MB, into a file.
watch_memory() {  # <service>
  local pid=${pids[$1]} peak=0 anon
  while anon=$(awk '/^RssAnon/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ -n "$anon" ]; do
    if [ "$anon" -gt "$peak" ]; then
      peak=$anon
      awk -v k="$peak" 'BEGIN { printf "%.1f", k / 1024 }' >"$work/$1.peak"
    fi
    sleep 0.05
  done
}

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
start_ingest
start_indexer
start_query
trialctl status --wait >/dev/null
for service in ingest indexer query; do watch_memory "$service" & done
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
  figure "memory.$service.peak_anonymous" "$(cat "$work/$service.peak")" MB
done
