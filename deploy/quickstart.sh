#!/usr/bin/env bash
# From a clone to answers: installs, builds, starts the three services on
# loopback, submits records, waits until they can be searched, runs a search.
#   deploy/quickstart.sh [--port-base N] [--data-dir DIR] [RECORDS…]
#   deploy/quickstart.sh --stop [--data-dir DIR]
# RECORDS are files or folders; without any, the samples in deploy/samples.
# Running it again is harmless: what runs goes on, what is known is UNCHANGED.
set -euo pipefail
caller=$PWD
script=$(realpath "$0")
cd "$(dirname "$script")/.."

usage() { sed -n '2,8s/^# \{0,1\}//p' "$script"; }
wrong_usage() {
  echo "quickstart: $1" >&2
  usage >&2
  exit 2
}
from_caller() {  # <path>: as the caller meant it
  case "$1" in
    /* | -) echo "$1" ;;
    *) echo "$caller/$1" ;;
  esac
}

port_base=${TRIALDEX_PORT_BASE:-7100}
data_dir=$PWD/build/quickstart
stop=false
records=()
while [ $# -gt 0 ]; do
  case "$1" in
    --port-base)
      [ $# -ge 2 ] || wrong_usage "--port-base needs a number"
      port_base=$2
      shift 2
      ;;
    --data-dir)
      [ $# -ge 2 ] || wrong_usage "--data-dir needs a folder"
      data_dir=$(from_caller "$2")
      shift 2
      ;;
    --stop)
      stop=true
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    --)
      shift
      while [ $# -gt 0 ]; do
        records+=("$(from_caller "$1")")
        shift
      done
      ;;
    -?*) wrong_usage "unknown option '$1'" ;;
    *)
      records+=("$(from_caller "$1")")
      shift
      ;;
  esac
done
[[ $port_base =~ ^[1-9][0-9]{0,4}$ && $port_base -le 65532 ]] ||
  wrong_usage "--port-base '$port_base' is not a number from 1 to 65532"
for path in "${records[@]}"; do
  [ "$path" = - ] || [ -e "$path" ] || wrong_usage "no file or folder '$path'"
done

services=(ingest indexer query)
bin=$PWD/build/release/bin
run_dir=$data_dir/run

is_running() {  # <service>: its recorded process lives and is ours
  local pid
  pid=$(cat "$run_dir/$1.pid" 2>/dev/null) || return 1
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$(printf '%.15s' "trialdex-$1")" ] &&
    ! grep -q '^State:.*Z' "/proc/$pid/status" 2>/dev/null
}

is_taken() {  # <port>
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Services of another data folder would take our records, and their answers would look like ours.
check_ports() {
  local i held
  for i in 0 1 2; do
    if is_running "${services[i]}"; then
      held=$(cat "$run_dir/port_base" 2>/dev/null) || continue
      [ "$held" -eq "$port_base" ] && continue
      echo "quickstart: the services of $data_dir run with --port-base $held already; use that, or --stop" >&2
      exit 1
    elif is_taken "$((port_base + 1 + i))"; then
      echo "quickstart: port $((port_base + 1 + i)) is in use by another program; choose others with --port-base" >&2
      exit 1
    fi
  done
}

stop_all() {
  local service waited
  for service in query indexer ingest; do
    if is_running "$service"; then
      kill -TERM "$(cat "$run_dir/$service.pid")"
      waited=0
      while is_running "$service"; do
        sleep 0.1
        waited=$((waited + 1))
        if [ "$waited" -eq 200 ]; then
          echo "quickstart: $service did not end in 20 s and is killed; nothing acknowledged is lost" >&2
          kill -KILL "$(cat "$run_dir/$service.pid")"
        fi
      done
      echo "stopped $service"
    fi
    rm -f "$run_dir/$service.pid"
  done
}

if $stop; then
  ls "$run_dir"/*.pid >/dev/null 2>&1 || echo "nothing runs from $data_dir"
  stop_all
  exit 0
fi

start() {  # <service> <port> <flags…>
  local service=$1 port=$2
  shift 2
  if is_running "$service"; then
    echo "$service is running already"
    return
  fi
  # Not connected to this terminal, so that it outlives the script.
  setsid "$bin/trialdex-$service" --listen="127.0.0.1:$port" "$@" </dev/null >>"$run_dir/$service.log" 2>&1 &
  echo $! >"$run_dir/$service.pid"
}

fail_with_log() {  # <service>
  echo "quickstart: $1 did not start; the end of its log, $run_dir/$1.log:" >&2
  tail -n 5 "$run_dir/$1.log" >&2
  stop_all >&2
  exit 1
}

deploy/install_dependencies.sh build
echo "building (the first time takes some minutes)"
cmake --preset release >/dev/null
cmake --build --preset release --target trialdex-ingest trialdex-indexer trialdex-query trialctl

mkdir -p "$run_dir"
check_ports
echo "$port_base" >"$run_dir/port_base"
start ingest $((port_base + 1)) --data_dir="$data_dir/ingest"
start indexer $((port_base + 2)) --data_dir="$data_dir/indexer" --ingest="127.0.0.1:$((port_base + 1))"
start query $((port_base + 3)) --index_dir="$data_dir/indexer/index" --state_dir="$data_dir/query" \
  --synonyms="$PWD/deploy/synonyms/clinical.txt"

trialctl() { "$bin/trialctl" --port-base "$port_base" "$@"; }

waited=0
until trialctl --timeout 5 status --wait >/dev/null 2>&1; do
  for service in "${services[@]}"; do
    is_running "$service" || fail_with_log "$service"
  done
  waited=$((waited + 1))
  [ "$waited" -lt 120 ] || fail_with_log query
  sleep 0.25
done
echo "serving: ingest :$((port_base + 1)), indexer :$((port_base + 2)), query :$((port_base + 3)); data in $data_dir"

[ ${#records[@]} -gt 0 ] || records=("$PWD/deploy/samples")
submitted=0
trialctl submit "${records[@]}" || submitted=$?
trialctl --timeout 600 status --wait

echo
echo "\$ trialctl search 'stage IV breast cancer surgery' --page-size 3"
trialctl search 'stage IV breast cancer surgery' --page-size 3

options=""
[ "$port_base" -eq 7100 ] || options=" --port-base $port_base"
stop_options=""
[ "$data_dir" = "$PWD/build/quickstart" ] || stop_options=$(printf ' --data-dir %q' "$data_dir")
cat <<END

Next:
  build/release/bin/trialctl$options search 'AREA[Condition] stroke' --highlight
  build/release/bin/trialctl$options search --filter 'overall_status = RECRUITING' --sort 'start_date desc'
  build/release/bin/trialctl$options status
  deploy/quickstart.sh --stop$stop_options
END
exit "$submitted"
