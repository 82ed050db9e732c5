#include "libs/index/writing/catalog.h"

#include <algorithm>
#include <utility>

namespace trialdex {

void Catalog::Add(NewSegment segment) { segments_.push_back(std::move(segment)); }

std::vector<NewSegment>::iterator Catalog::Find(SegmentKey key) {
  return std::find_if(segments_.begin(), segments_.end(),
                      [key](const NewSegment& segment) { return segment.key == key; });
}

void Catalog::Delete(const std::vector<DocLocation>& locations) {
  absl::flat_hash_map<SegmentKey, std::shared_ptr<DocSet>> changed;
  for (const DocLocation& location : locations) {
    std::shared_ptr<DocSet>& deleted = changed[location.segment];
    if (deleted == nullptr) {
      const auto segment = Find(location.segment);
      if (segment == segments_.end()) continue;
      deleted = segment->stored.deleted == nullptr
                    ? std::make_shared<DocSet>(segment->stored.doc_count)
                    : std::make_shared<DocSet>(*segment->stored.deleted);
    }
    deleted->Add(location.doc);
  }
  for (auto& [key, deleted] : changed) {
    if (deleted != nullptr) Find(key)->stored.deleted = std::move(deleted);
  }
}

std::vector<NewSegment> Catalog::TakeMerge(const MergePolicyOptions& options) {
  std::vector<MergeCandidate> candidates;
  for (const NewSegment& segment : segments_) {
    const StoredSegment& stored = segment.stored;
    const double live = static_cast<double>(stored.live_count()) / stored.doc_count;
    candidates.push_back({static_cast<uint64_t>(static_cast<double>(stored.bytes) * live), 1 - live,
                          busy_.count(segment.key) > 0});
  }
  std::vector<NewSegment> inputs;
  for (const size_t i : PickMerge(candidates, options)) {
    inputs.push_back(segments_[i]);
    busy_.insert(segments_[i].key);
  }
  return inputs;
}

bool Catalog::Moves::Apply(DocLocation& location) const {
  const auto map = maps_.find(location.segment);
  if (map == maps_.end()) return false;
  location = {merged_, (*map->second)[location.doc]};
  return true;
}

Catalog::Moves Catalog::Replace(const FinishedMerge& merge, SegmentKey key) {
  Moves moves;
  moves.merged_ = key;
  std::vector<DocLocation> deleted;
  for (size_t i = 0; i < merge.job.inputs.size(); ++i) {
    const NewSegment& before = merge.job.inputs[i];
    const DocMap& map = merge.maps[i];
    moves.maps_[before.key] = &map;
    busy_.erase(before.key);
    const auto now = Find(before.key);
    // Segments that lost their last document meanwhile are gone already.
    if (now == segments_.end()) {
      for (const uint32_t doc : map) {
        if (doc != kGone) deleted.push_back({key, doc});
      }
      continue;
    }
    if (now->stored.deleted != before.stored.deleted) {
      now->stored.deleted->ForEach([&](uint32_t doc) {
        if (map[doc] != kGone) deleted.push_back({key, map[doc]});
      });
    }
    segments_.erase(now);
  }
  segments_.push_back({key, merge.merged});
  Delete(deleted);
  return moves;
}

void Catalog::DropEmpty() {
  std::erase_if(segments_,
                [](const NewSegment& segment) { return segment.stored.live_count() == 0; });
}

std::vector<StoredSegment> Catalog::stored() const {
  std::vector<StoredSegment> stored;
  for (const NewSegment& segment : segments_) stored.push_back(segment.stored);
  return stored;
}

}  // namespace trialdex
