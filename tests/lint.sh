#!/usr/bin/env bash
# Checks what a compiler does not: protos, shell scripts, formatting, file sizes.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v npm >/dev/null; then
  (cd proto && npm exec --yes --package=@bufbuild/buf@1.75.0 -- buf lint)
  echo "protos: clean"
else
  echo "protos: SKIPPED, buf needs npm" >&2
fi

mapfile -t scripts < <(git ls-files '*.sh' .ci)
shellcheck "${scripts[@]}"
echo "shell: clean"

mapfile -t sources < <(git ls-files '*.cc' '*.h')
clang-format-14 --dry-run --Werror "${sources[@]}"
echo "format: clean"

too_long=$(wc -l "${sources[@]}" | awk '$2 != "total" && $1 > 500 { print $2 ": " $1 " lines" }')
if [ -n "$too_long" ]; then
  echo "files above 500 lines: $too_long" >&2
  exit 1
fi
echo "sizes: clean"
