# Puts the figures of two engines side by side: medians of what their programs printed in all
# runs, and how many times better ours is.
#
#   awk -v peer=NAME -f compare.awk OURS THEIRS
function median(list,    count, i, j, value, values) {
  count = split(list, values, " ")
  for (i = 2; i <= count; ++i) {
    value = values[i] + 0
    for (j = i - 1; j >= 1 && values[j] + 0 > value; --j) values[j + 1] = values[j]
    values[j + 1] = value
  }
  return count % 2 ? values[(count + 1) / 2] + 0 : (values[count / 2] + values[count / 2 + 1]) / 2
}
BEGIN { FS = "\t" }
FNR == NR {
  if (!($1 in ours)) names[++count] = $1
  ours[$1] = ours[$1] " " $2
  unit[$1] = $3
  next
}
{ theirs[$1] = theirs[$1] " " $2 }
END {
  for (i = 1; i <= count; ++i) {
    name = names[i]
    if (!(name in theirs)) continue
    a = median(ours[name])
    b = median(theirs[name])
    # Of rates more is better, of times and sizes less; of documents found neither.
    more = unit[name] ~ /\/s$/ || unit[name] == "documents"
    above = more ? a : b
    below = more ? b : a
    ratio = above == below ? 1 : below > 0 ? above / below : 0
    printf "{\"name\":\"%s\",\"ours\":%.6g,\"%s\":%.6g,\"ratio\":%.2f,\"unit\":\"%s\"}\n", name, a, peer, b, ratio, unit[name]
  }
}
