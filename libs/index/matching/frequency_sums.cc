#include "libs/index/matching/frequency_sums.h"

#include <algorithm>
#include <utility>

#include "libs/schema/exclusion_field.h"

namespace trialdex {
namespace {

// Lengths come from memory while others are weighed: so many counts ahead they are sent for.
constexpr size_t kAhead = 32;

// Sorts `items` by document. They come in runs that are sorted already, which end at `ends`; of
// one document those of earlier runs stay first.
template <typename T>
void MergeRuns(std::vector<size_t> ends, std::vector<T>& items) {
  const auto before = [](const T& a, const T& b) { return a.doc < b.doc; };
  while (ends.size() > 1) {
    std::vector<size_t> merged;
    auto begin = items.begin();
    for (size_t i = 0; i < ends.size(); i += 2) {
      const size_t last = std::min(i + 1, ends.size() - 1);
      const auto end = items.begin() + static_cast<ptrdiff_t>(ends[last]);
      std::inplace_merge(begin, items.begin() + static_cast<ptrdiff_t>(ends[i]), end, before);
      merged.push_back(ends[last]);
      begin = end;
    }
    ends = std::move(merged);
  }
}

}  // namespace

// Where one document ends and the next begins cannot be foreseen: no step depends on it.
absl::Span<FrequencySums::Weighed> FrequencySums::Weigh(absl::Span<const FieldCount> counts) {
  weighed_.resize(std::max(weighed_.size(), counts.size()));
  const FieldLengths& lengths = columns_.lengths();
  const size_t last = counts.size() - 1;
  Weighed* to = weighed_.data();
  Weighed of_doc = {counts.front().doc, 0, 0};
  for (size_t i = 0; i < counts.size(); ++i) {
    const FieldCount& ahead = counts[std::min(i + kAhead, last)];
    lengths.Prefetch(ahead.doc, ahead.field);
    const FieldCount in_field = counts[i];
    const uint32_t goes_on = in_field.doc == of_doc.doc ? 1 : 0;
    to += 1 - goes_on;
    const uint32_t length = lengths.Get(in_field.doc, in_field.field);
    const uint32_t searched = normalizer_.Searches(in_field.field) ? 1 : 0;
    const uint32_t elsewhere = searched & (in_field.field != kExclusionOrdinal ? 1 : 0);
    of_doc = {in_field.doc, (of_doc.elsewhere & goes_on) | elsewhere,
              of_doc.sum * goes_on + normalizer_.Weigh(in_field.field, in_field.count,
                                                       length > 0 ? length : in_field.count)};
    *to = of_doc;
  }
  return absl::MakeSpan(weighed_.data(), static_cast<size_t>(to - weighed_.data()) + 1);
}

void FrequencySums::Add(absl::Span<const FieldCount> counts, double weight) {
  if (counts.empty()) return;
  const absl::Span<Weighed> weighed = Weigh(counts);
  if (!all_docs() && listed_.size() + weighed.size() > most_listed_) {
    sums_.resize(columns_.doc_count());
    docs_ = DocSet(columns_.doc_count());
    elsewhere_ = DocSet(columns_.doc_count());
    for (const Weighed& of_doc : listed_) AddToAll(of_doc);
    listed_.clear();
  }
  for (Weighed& of_doc : weighed) {
    of_doc.sum *= weight;
    if (all_docs()) {
      AddToAll(of_doc);
    } else if (of_doc.sum > 0) {
      listed_.push_back(of_doc);
    }
  }
}

void FrequencySums::AddToAll(const Weighed& of_doc) {
  sums_[of_doc.doc] += of_doc.sum;
  if (of_doc.sum > 0) docs_.Add(of_doc.doc);
  if (of_doc.elsewhere != 0) elsewhere_.Add(of_doc.doc);
}

void FrequencySums::EndForm() {
  if (ends_.empty() || ends_.back() < listed_.size()) ends_.push_back(listed_.size());
}

PartList FrequencySums::ToList() && { return all_docs() ? ListAll() : ListListed(); }

PartList FrequencySums::ListAll() {
  const std::vector<uint32_t> docs = docs_.ToVector();
  std::vector<float> parts(docs.size());
  std::vector<bool> only_in_exclusion;
  for (size_t i = 0; i < docs.size(); ++i) {
    parts[i] = FrequencyPart(sums_[docs[i]]);
    if (elsewhere_.Contains(docs[i])) continue;
    // Few words have any.
    if (only_in_exclusion.empty()) only_in_exclusion.resize(docs.size());
    only_in_exclusion[i] = true;
  }
  return PartList(docs, std::move(parts), columns_.doc_count(), std::move(only_in_exclusion));
}

PartList FrequencySums::ListListed() {
  MergeRuns(std::move(ends_), listed_);
  std::vector<uint32_t> docs;
  std::vector<float> parts;
  std::vector<bool> only_in_exclusion;
  docs.reserve(listed_.size());
  parts.reserve(listed_.size());
  only_in_exclusion.reserve(listed_.size());
  for (size_t i = 0; i < listed_.size();) {
    Weighed of_doc = listed_[i];
    for (++i; i < listed_.size() && listed_[i].doc == of_doc.doc; ++i) {
      of_doc.sum += listed_[i].sum;
      of_doc.elsewhere |= listed_[i].elsewhere;
    }
    docs.push_back(of_doc.doc);
    parts.push_back(FrequencyPart(of_doc.sum));
    only_in_exclusion.push_back(of_doc.elsewhere == 0);
  }
  return PartList(docs, std::move(parts), columns_.doc_count(), std::move(only_in_exclusion));
}

}  // namespace trialdex
