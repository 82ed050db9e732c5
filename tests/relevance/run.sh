#!/usr/bin/env bash
# Measures how well we rank, beside BM25 of Apache Lucene 8 on the same trials, and prints
# one JSON object a line:
#   {"name": …, "value": …}
#
#   tests/relevance/run.sh [--preset release|dev]
#
# Needs $TRIALDEX_RECORDS_DIR with its folder relevance/ (README.md says what is in it).
# Both sides search for the text of the topics as it is and are measured by trialctl eval.
set -euo pipefail
cd "$(dirname "$0")/../.."

preset=release
if [ "${1:-}" = --preset ] && [ $# -eq 2 ]; then
  preset=$2
elif [ $# -gt 0 ]; then
  sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
records=${TRIALDEX_RECORDS_DIR:?is not set: it names the folder with the records}
judged=$records/relevance

deploy/install_dependencies.sh build relevance >&2
lucene=/usr/share/java/lucene-core-8.7.0.jar:/usr/share/java/lucene-analyzers-common-8.7.0.jar
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --target trialdex-ingest trialdex-indexer trialdex-query trialctl >&2
bin=$PWD/build/$preset/bin
port_base=${TRIALDEX_PORT_BASE:-17200}
work=$(mktemp -d)
pids=()

trialctl() { "$bin/trialctl" --port-base "$port_base" --timeout 600 "$@"; }
start() {  # <service> <flags…>: returns once it listens
  local service=$1
  shift
  "$bin/trialdex-$service" "$@" 2>"$work/$service.log" &
  pids+=($!)
  until grep -q '"listening on' "$work/$service.log"; do kill -0 $!; done
}
stop_all() {
  for pid in "${pids[@]}"; do
    kill -TERM "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}
trap 'stop_all; rm -rf "$work"' EXIT

start ingest --listen="127.0.0.1:$((port_base + 1))" --data_dir="$work/ingest"
start indexer --listen="127.0.0.1:$((port_base + 2))" --data_dir="$work/indexer" \
  --ingest="127.0.0.1:$((port_base + 1))"
start query --listen="127.0.0.1:$((port_base + 3))" --index_dir="$work/indexer/index"
trialctl submit "$records/ctgov-legacy-xml.jsonl.zst" "$records/ctgov-v2.jsonl.zst" \
  "$records/derived-pages.jsonl.zst" >&2
trialctl status --wait >&2

# The peer indexes what we serve: the same trials, read by the same parsers.
trialctl --json search '' --all --full >"$work/trials.jsonl" 2>/dev/null
mkdir "$work/classes"
javac -cp "$lucene" -d "$work/classes" tests/relevance/LuceneBaseline.java

# Prints the mean measures of one side and sets ndcg.
measure() {  # <year> <side> <eval flags…>
  local year=$1 side=$2 mean name
  shift 2
  mean=$(trialctl --json eval --topics "$judged/topics$year.xml" --qrels "$judged/qrels$year.txt" \
    "$@" | tail -n 1)
  for name in ndcg@10 p@10 rr r@100; do
    printf '{"name":"relevance.%s.%s.%s","value":%s}\n' "$year" "$side" "$name" \
      "$(sed -n "s/.*\"$name\":\([0-9.]*\).*/\1/p" <<<"$mean")"
  done
  ndcg=$(sed -n 's/.*"ndcg@10":\([0-9.]*\).*/\1/p' <<<"$mean")
}

for year in 2021 2022; do
  java -cp "$lucene:$work/classes" LuceneBaseline "$work/trials.jsonl" "$judged/topics$year.xml" \
    "$work/peer.run"
  measure "$year" peer --score-run "$work/peer.run"
  peer=$ndcg
  measure "$year" ours
  printf '{"name":"relevance.%s.ratio.ndcg@10","value":%s}\n' "$year" \
    "$(awk -v ours="$ndcg" -v peer="$peer" 'BEGIN { printf "%.3f", ours / peer }')"
done
