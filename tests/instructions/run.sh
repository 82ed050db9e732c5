#!/usr/bin/env bash
# Counts the instructions of fixed work and compares them with counts.tsv.
#
#   tests/instructions/run.sh COUNTED_WORK [--update]
#
# COUNTED_WORK is the program of that name, of the dev preset. Fails if a figure is more than
# 3 % above the committed one. A change that is worth its price, or makes things faster,
# commits new figures: --update writes them. Exit 77, skipped, without valgrind.
# Figures hold for Debian 12's compiler and libraries; another processor may choose other
# variants of the C library's functions, which is well within the 3 %.
set -euo pipefail
work_program=$(realpath "${1:?the path of counted_work is missing; see --help in the first lines}")
update=${2:-}
cd "$(dirname "$0")"

if ! command -v valgrind >/dev/null; then
  echo "skipped: valgrind is not installed" >&2
  exit 77
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

count() {  # <work>: millions of instructions
  valgrind --tool=callgrind --callgrind-out-file="$out/$1" "$work_program" "$1" \
    ../../deploy/samples 2>"$out/$1.log" || { cat "$out/$1.log" >&2; return 1; }
  awk '/^(summary|totals):/ { printf "%.1f\n", $2 / 1e6; exit }' "$out/$1"
}

committed() { awk -v work="$1" '$1 == work { print $2 }' counts.tsv; }

failed=0
declare -A counted=()
for work in parse index search; do
  counted[$work]=$(count "$work")
  awk -v work="$work" -v now="${counted[$work]}" -v before="$(committed "$work")" 'BEGIN {
    printf "{\"name\":\"instructions.%s\",\"value\":%s,\"committed\":%s,\"ratio\":%.3f,\"unit\":\"1e6\"}\n",
           work, now, before + 0, (before > 0 ? now / before : 0)
    exit (before > 0 && now > before * 1.03)
  }' || failed=1
done

if [ "$update" = --update ]; then
  {
    echo "# Millions of instructions: see run.sh."
    for work in parse index search; do printf '%s\t%s\n' "$work" "${counted[$work]}"; done
  } >counts.tsv
elif [ $failed -ne 0 ]; then
  echo "more instructions than committed: make it cheaper, or commit new counts with --update" >&2
  exit 1
fi
