# shellcheck shell=bash disable=SC2154
# Starts and stops the three services for the benchmarks and reads what they use; to be
# sourced. Sets `work`, a folder that goes with the script; expects `bin`, the folder of the
# programs, and `port_base`.
work=$(mktemp -d)
declare -A pids=()

figure() { printf '{"name":"%s","value":%s,"unit":"%s"}\n' "$1" "$2" "$3"; }
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.3f", b - a }'; }
rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%.1f", n / s }'; }
trialctl() { "$bin/trialctl" --port-base "$port_base" --timeout 600 "$@"; }

start() {  # <service> <flags…>: returns once it listens
  local service=$1
  shift
  "$bin/trialdex-$service" "$@" 2>"$work/$service.log" &
  pids[$service]=$!
  until grep -q '"listening on' "$work/$service.log"; do
    kill -0 "${pids[$service]}"
    sleep 0.05
  done
}

start_ingest() {
  start ingest --listen="127.0.0.1:$((port_base + 1))" --data_dir="$work/ingest"
}
start_indexer() {
  start indexer --listen="127.0.0.1:$((port_base + 2))" --data_dir="$work/indexer" \
    --ingest="127.0.0.1:$((port_base + 1))"
}
start_query() {
  start query --listen="127.0.0.1:$((port_base + 3))" --index_dir="$work/indexer/index"
}

start_services() {
  start_ingest
  start_indexer
  start_query
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

# Keeps the peak of a process's anonymous resident memory until it ends. Starts no process at
# any look, which would take a tenth of what is measured.
watch_memory() {  # <name> <pid>
  local page pages peak=0 resident shared pause
  page=$(getconf PAGESIZE)
  exec {pause}<> <(:)
  while { read -r _ resident shared _ <"/proc/$2/statm"; } 2>/dev/null && ((resident > 0)); do
    pages=$((resident - shared))
    if ((pages > peak)); then
      peak=$pages
      echo $((peak * page)) >>"$work/$1.peaks"
    fi
    read -rt 0.1 -u "$pause" || true
  done
}

peak_memory() {  # <name>: what watch_memory has seen so far, in MB
  tail -n 1 "$work/$1.peaks" | awk '{ printf "%.1f", $1 / 1048576 }'
}

# Seconds of processor time that a process has taken so far.
cpu_seconds() {  # <pid>
  awk -v hz="$(getconf CLK_TCK)" '{ sub(/^.*\) /, ""); printf "%.2f", ($12 + $13) / hz }' \
    "/proc/$1/stat"
}
