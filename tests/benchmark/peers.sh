#!/usr/bin/env bash
# Indexes the same trials with this project and with other engines and asks all of them the same
# queries, in turn. Prints one JSON object a line:
#   {"name": …, "ours": …, "lucene": …, "ratio": how many times better ours is, "unit": …}
#
#   tests/benchmark/peers.sh [options] [RECORDS…]
#     --multiply N      make N trials out of the records, which must be of API v2
#     --corpus FILE     what is to be indexed: made if it is not there, else used as it is
#     --peers LIST      of lucene, sqlite, xapian; default lucene,sqlite,xapian, of more than
#                       200,000 trials lucene
#     --threads LIST    default 1,2; of more than 200,000 trials 2. One thread has one processor
#     --runs N          of each engine, in turn; the median counts. Default 3, of more than
#                       200,000 trials 1
#     --preset NAME     build preset; default release
#     --work DIR        where indexes go, which are then kept
#
# RECORDS are files as trialctl submit takes them; default: those of $TRIALDEX_RECORDS_DIR, which
# the queries are drawn from in any case. README.md says what the figures mean.
set -euo pipefail
# shellcheck source=tests/benchmark/usage.sh
source "$(dirname "$0")/usage.sh"
multiply=0 corpus='' peers='' threads='' runs='' preset=release work=''
records=()
while [ $# -gt 0 ]; do
  case $1 in
    --multiply | --corpus | --peers | --threads | --runs | --preset | --work)
      [ $# -ge 2 ] || wrong_usage "$1 needs a value"
      declare "${1#--}=$2"
      shift
      ;;
    *) take_records "$1" ;;
  esac
  shift
done
[ -z "$corpus" ] || corpus=$(realpath -m "$corpus")
[ -z "$work" ] || work=$(realpath -m "$work")
[ -n "${TRIALDEX_RECORDS_DIR:-}" ] || wrong_usage "TRIALDEX_RECORDS_DIR is not set"
real=$TRIALDEX_RECORDS_DIR
cd "$(dirname "$0")/../.."

if [ ${#records[@]} -eq 0 ] && [ "$multiply" -gt 0 ]; then
  records=("$real"/ctgov-v2.jsonl.zst "$real"/derived-v2-from-xml.jsonl.zst)
elif [ ${#records[@]} -eq 0 ]; then
  records=("$real"/ctgov-legacy-xml.jsonl.zst "$real"/ctgov-v2.jsonl.zst
    "$real"/derived-pages.jsonl.zst)
fi
if [ "$multiply" -gt 200000 ]; then
  : "${peers:=lucene}" "${threads:=2}" "${runs:=1}"
fi
: "${peers:=lucene,sqlite,xapian}" "${threads:=1,2}" "${runs:=3}"
IFS=, read -ra peers <<<"$peers"
IFS=, read -ra threads <<<"$threads"

deploy/install_dependencies.sh build peers >&2
cmake --preset "$preset" >/dev/null
targets=(corpus_multiplier dump_peer_documents draw_peer_queries trialdex_peer)
for peer in "${peers[@]}"; do
  [ "$peer" = lucene ] || targets+=("${peer}_peer")
done
cmake --build --preset "$preset" --target "${targets[@]}" >&2
bin=$PWD/build/$preset/bin

if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work/classes" "$work/figures"
rm -f "$work/figures"/*
: "${corpus:=$work/documents}"
queries=$work/queries.tsv

jars=/usr/share/java/lucene-core-8.7.0.jar:/usr/share/java/lucene-analyzers-common-8.7.0.jar
jars=$jars:/usr/share/java/lucene-facet-8.7.0.jar
javac -cp "$jars" -d "$work/classes" tests/benchmark/peers/*.java
java=(java -Xms4g -Xmx4g -cp "$jars:$work/classes")

# As many as all peers of a run commit together, and as many as warm the Java machine up.
commit_every=5000
warm_documents=60000
warm_rounds=5
rounds=10

if [ ! -e "$corpus" ]; then
  if [ "$multiply" -gt 0 ]; then
    "$bin/corpus_multiplier" --count "$multiply" --output - "${records[@]}" |
      "$bin/dump_peer_documents" "$corpus.part" -
  else
    "$bin/dump_peer_documents" "$corpus.part" "${records[@]}"
  fi
  mv "$corpus.part" "$corpus"
fi
"$bin/draw_peer_queries" "$real"/vocab/trial_conditions_freq.jsonl.zst \
  "$real"/vocab/trial_keywords_freq.jsonl.zst >"$queries"

index() {  # <engine> <threads>
  local on=(taskset -c "0-$(($2 - 1))") collector=-XX:+UseParallelGC
  [ "$2" -gt 1 ] || collector=-XX:+UseSerialGC
  if [ "$1" = lucene ]; then
    "${on[@]}" "${java[@]}" "$collector" LucenePeer index "$corpus" "$work/$1" "$2" \
      "$commit_every" "$warm_documents"
  else
    "${on[@]}" "$bin/$1_peer" index --documents "$corpus" --directory "$work/$1" \
      --threads "$2" --commit-every "$commit_every"
  fi >>"$work/figures/$1"
}

search() {  # <engine>
  if [ "$1" = lucene ]; then
    "${java[@]}" -XX:+UseParallelGC LucenePeer search "$work/$1" "$queries" "$warm_rounds" "$rounds"
  else
    "$bin/$1_peer" search --directory "$work/$1" --queries "$queries" \
      --warm-rounds "$warm_rounds" --rounds "$rounds"
  fi >>"$work/figures/$1"
}

for count in "${threads[@]}"; do
  for ((run = 0; run < runs; ++run)); do
    for engine in trialdex "${peers[@]}"; do
      case $engine in
        trialdex | lucene) index "$engine" "$count" ;;
        # These know one thread only.
        *) [ "$count" != "${threads[0]}" ] || index "$engine" 1 ;;
      esac
    done
  done
done
for ((run = 0; run < runs; ++run)); do
  for engine in trialdex "${peers[@]}"; do search "$engine"; done
done
for peer in "${peers[@]}"; do
  awk -v peer="$peer" -f tests/benchmark/peers/compare.awk "$work/figures/trialdex" \
    "$work/figures/$peer"
done
