#!/usr/bin/env bash
# Checks what a compiler does not: protos, documented errors, names of types, shell scripts,
# formatting, file sizes.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v npm >/dev/null; then
  (cd proto && npm exec --yes --package=@bufbuild/buf@1.75.0 -- buf lint)
  echo "protos: clean"
else
  echo "protos: SKIPPED, buf needs npm" >&2
fi

mapfile -t reasons < <(git ls-files 'libs/*.cc' 'libs/*.h' 'services/*.cc' | grep -v _test |
  xargs grep -Pzoh '(ReasonedError|FieldError|ParseError|UnknownNameError)\((?:[^;"]|"[^"]*")*?"[A-Z]+_[A-Z_]+"' |
  tr '\0' '\n' | grep -oE '"[A-Z]+_[A-Z_]+"$' | tr -d '"' | sort -u)
for reason in "${reasons[@]}"; do
  grep -q "\`$reason\`" docs/clients.md docs/operations.md || {
    echo "reason $reason stands neither in docs/clients.md nor in docs/operations.md" >&2
    exit 1
  }
done
echo "reasons: ${#reasons[@]}, documented"

twins=$(git grep -hoE '^(struct|class) [A-Z]\w+( final)?( :[^{]*)? \{' -- '*.h' |
  awk '{ print $2 }' | sort | uniq -d)
if [ -n "$twins" ]; then
  echo "types that two headers define, which a linker takes for one: $twins" >&2
  exit 1
fi
echo "types: each defined once"

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
