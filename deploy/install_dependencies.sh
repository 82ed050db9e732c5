#!/usr/bin/env bash
# Installs what is missing of the Debian packages in dependencies.txt.
#   deploy/install_dependencies.sh [build] [runtime] [test] [relevance] [peers]      default: build
# Does nothing, and needs no privileges, when everything is there.
set -euo pipefail
cd "$(dirname "$0")"

[ $# -gt 0 ] || set -- build

packages_of() {  # <purpose>
  awk -v wanted="[$1]" '/^\[/ { inside = ($0 == wanted); next } inside && NF && !/^#/' dependencies.txt
}

missing=()
for purpose in "$@"; do
  while read -r package; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
  done < <(packages_of "$purpose")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "not root and no sudo; ask an administrator to run: apt-get install ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi
echo "installing ${#missing[@]} Debian packages: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
