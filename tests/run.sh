#!/usr/bin/env bash
# Installs what is missing, builds, runs every test.
#   tests/run.sh [--preset dev|release|asan|tsan|fuzz] [ctest arguments…]
# Tests over real registry records look in $TRIALDEX_RECORDS_DIR and say that
# they are skipped when it is not set.
set -euo pipefail
script=$(realpath "$0")
cd "$(dirname "$script")/.."

preset=dev
if [ "${1:-}" = --preset ]; then
  preset=${2:?--preset needs a name}
  shift 2
fi
case "${1:-}" in
  -h | --help)
    sed -n '2,5s/^# \{0,1\}//p' "$script"
    exit 0
    ;;
esac

deploy/install_dependencies.sh build test
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
ctest --preset "$preset" --parallel "$(nproc)" "$@"
