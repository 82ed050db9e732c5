#!/usr/bin/env bash
# Compares the packages of deploy/dependencies.txt that programs need to run with those whose
# libraries the programs link.
#   tests/deploy/runtime_packages.sh PROGRAM…
set -euo pipefail
dependencies=$(dirname "$0")/../../deploy/dependencies.txt

package_of() {  # <soname>
  local path
  path=$(ldconfig -p | awk -v name="$1" '$1 == name && /x86-64|AArch64/ { print $NF; exit }')
  # The files that packages have may be known by the path from before /usr was merged.
  { dpkg-query -S "$(realpath "$path")" 2>/dev/null || dpkg-query -S "/usr$path" 2>/dev/null ||
    dpkg-query -S "$path"; } | cut -d: -f1 | head -n 1
}

linked=$(for program in "$@"; do readelf -d "$program"; done |
  sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p' | sort -u |
  while read -r library; do package_of "$library"; done | sort -u)
listed=$(awk '/^\[/ { inside = ($0 == "[runtime]"); next } inside && NF && !/^#/' "$dependencies" | sort -u)

diff <(echo "$listed") <(echo "$linked") >&2 || {
  echo "< is listed in [runtime] and not linked, > is linked and not listed" >&2
  exit 1
}
echo "$(wc -l <<<"$linked") packages, as listed"
