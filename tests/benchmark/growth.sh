#!/usr/bin/env bash
# Measures how loading, memory, disk and searches grow with the number of trials, and prints
# one JSON object a line: {"name": "growth.TRIALS.…", "value": …, "unit": …}
#
#   tests/benchmark/growth.sh [--preset NAME] [--corpus DIR] TRIALS…
#
# Trials are made by corpus_multiplier out of the API records in $TRIALDEX_RECORDS_DIR and kept
# in DIR as TRIALS.jsonl.zst, if there is one. The client and the three services share this
# machine. 600,000 trials take about 12 GB of disk and ten minutes.
set -euo pipefail
# shellcheck source=tests/benchmark/usage.sh
source "$(dirname "$0")/usage.sh"
preset=release
corpus=
sizes=()
while [ $# -gt 0 ]; do
  case $1 in
    --preset) preset=$2; shift ;;
    --corpus) corpus=$(realpath "$2"); shift ;;
    -h | --help)
      print_usage
      exit 0
      ;;
    *)
      [[ $1 =~ ^[1-9][0-9]*$ ]] || wrong_usage "'$1' is no number of trials"
      sizes+=("$1")
      ;;
  esac
  shift
done
[ ${#sizes[@]} -gt 0 ] || wrong_usage "no number of trials"
[ -n "${TRIALDEX_RECORDS_DIR:-}" ] || wrong_usage "TRIALDEX_RECORDS_DIR is not set"
cd "$(dirname "$0")/../.."

cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --target trialdex-ingest trialdex-indexer trialdex-query \
  trialctl corpus_multiplier search_latency >&2
bin=$PWD/build/$preset/bin
port_base=${TRIALDEX_PORT_BASE:-17400}
source tests/benchmark/services.sh
[ -n "$corpus" ] || corpus=$work

measure() {  # <trials> <records>
  local name=growth.$1 input=$2 from service
  start_services
  trialctl status --wait >/dev/null
  for service in ingest indexer query; do watch_memory "$service" "${pids[$service]}" & done

  from=$(now)
  trialctl submit "$input" >/dev/null
  figure "$name.accepted" "$(rate "$1" "$(since "$from")")" records/s
  trialctl status --wait >/dev/null
  figure "$name.searchable" "$(rate "$1" "$(since "$from")")" records/s
  figure "$name.documents" "$(trialctl search --count '')" documents
  for service in ingest indexer query; do
    figure "$name.cpu.$service" "$(cpu_seconds "${pids[$service]}")" s
    figure "$name.memory.load.$service" "$(peak_memory "$service")" MB
  done
  figure "$name.disk.log" "$(du -sb "$work/ingest" | cut -f 1)" bytes
  figure "$name.disk.index" "$(du -sb "$work/indexer" | cut -f 1)" bytes

  kill -TERM "${pids[query]}"
  wait "${pids[query]}"
  rm "$work/query.peaks"
  from=$(now)
  start_query
  until trialctl search --count cancer >/dev/null 2>&1; do kill -0 "${pids[query]}"; done
  figure "$name.first_answer" "$(since "$from")" s
  watch_memory query "${pids[query]}" &
  "$bin/search_latency" --query "127.0.0.1:$((port_base + 3))" \
    --queries tests/benchmark/queries.tsv --seconds 20 | sed "s/\"name\":\"/&$name./"
  figure "$name.memory.search.query" "$(peak_memory query)" MB
  stop_all
  rm -rf "$work/ingest" "$work/indexer" "$work"/*.peaks
}

for size in "${sizes[@]}"; do
  file=$corpus/$size.jsonl.zst
  [ -f "$file" ] || "$bin/corpus_multiplier" --count "$size" --output "$file" \
    "$TRIALDEX_RECORDS_DIR"/{ctgov-v2,derived-v2-from-xml}.jsonl.zst >&2
  measure "$size" "$file"
done
