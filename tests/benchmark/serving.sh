#!/usr/bin/env bash
# Measures the services under load on this machine and prints one JSON object a line:
# freshness at growing rates, the last as fast as ingest takes records; the time from the
# start of the query service to its first answer; searches by 1 to 64 clients and past
# what the service can answer.
#
#   tests/benchmark/serving.sh RECORDS…
#
# RECORDS are files as trialctl submit takes them; every record should be news. $RATES and
# $SECONDS_EACH say how fast they come and how long each step takes. The clients run on the same
# processors as the services; but at $SPLIT_RATES, if they are set, each has one of its own, so that
# more calls come than the service can answer.
set -euo pipefail
# shellcheck source=tests/benchmark/usage.sh
source "$(dirname "$0")/usage.sh"
records=()
for path in "$@"; do take_records "$path"; done
[ ${#records[@]} -gt 0 ] || wrong_usage "no records"
cd "$(dirname "$0")/../.."
deploy/install_dependencies.sh build >&2
preset=${PRESET:-release}
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --target trialdex-ingest trialdex-indexer trialdex-query \
  trialctl load_benchmark freshness_benchmark >&2
bin=$PWD/build/$preset/bin
port_base=${TRIALDEX_PORT_BASE:-17300}
source tests/benchmark/services.sh
seconds=${SECONDS_EACH:-5}
query=127.0.0.1:$((port_base + 3))

start_services
"$bin/freshness_benchmark" --ingest "127.0.0.1:$((port_base + 1))" --query "$query" \
  --rate "${RATES:-250,500,1000,0}" --seconds "$seconds" \
  --pid "${pids[ingest]},${pids[indexer]},${pids[query]}" "${records[@]}"
# What the steps left over.
trialctl submit "${records[@]}" >/dev/null
trialctl status --wait >/dev/null

kill -TERM "${pids[query]}"
wait "${pids[query]}"
from=$(now)
start_query
until trialctl search --page-size 1 cancer >/dev/null 2>&1; do kill -0 "${pids[query]}"; done
figure first_answer "$(since "$from")" s

clients_on=()
load() {
  "${clients_on[@]}" "$bin/load_benchmark" --query "$query" --queries tests/benchmark/queries.tsv \
    --seconds "$seconds" --pid "${pids[query]}" "$@"
}
load --clients 1,2,4,8,16,32,64
load --rate "${SEARCH_RATES:-200,1000,5000}"
if [ -n "${SPLIT_RATES:-}" ]; then
  taskset --all-tasks --pid --cpu-list 0 "${pids[query]}" >&2
  clients_on=(taskset --cpu-list 1)
  load --rate "$SPLIT_RATES"
fi
