#include "libs/index/writing/segment_merger.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "libs/base/eight_bytes.h"
#include "libs/base/status_macros.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/term_cursor.h"
#include "libs/index/writing/postings_writer.h"
#include "libs/index/writing/term_dictionary_writer.h"

namespace trialdex {
namespace {

constexpr uint64_t kTermsBetweenChecks = 4096;

// One input on its way through the terms.
class Source {
 public:
  Source(const SegmentInput& segment, const DocMap& map)
      : map_(map),
        whole_(std::find(map.begin(), map.end(), kGone) == map.end() && !map.empty()),
        cursor_(segment),
        documents_(segment.file(SegmentFile::kDocuments)),
        positions_(segment.file(SegmentFile::kPositions)) {}

  bool Next() { return cursor_.Next(); }
  absl::Status status() const { return cursor_.status(); }
  SegmentField field() const { return cursor_.field(); }
  absl::string_view text() const { return cursor_.text(); }

  // Adds what the current term has here. False if it is damaged.
  bool CopyPostings(PostingsKind kind, PostingsWriter& writer) {
    documents_.Seek(cursor_.postings().documents);
    positions_.Seek(cursor_.postings().positions);
    return whole_ && kind != PostingsKind::kPayloads ? CopyRuns(kind, writer)
                                                     : CopyOneByOne(kind, writer);
  }

 private:
  // The same where every document is kept: but for the first, none changes its distance from
  // the one before.
  bool CopyRuns(PostingsKind kind, PostingsWriter& writer) {
    uint64_t doc = map_.front();
    for (uint32_t left = cursor_.postings().document_frequency; left > 0;) {
      const bool first = left == cursor_.postings().document_frequency;
      const uint32_t count = first ? 1 : std::min(left, writer.MostInRun());
      const uint64_t begin = documents_.offset();
      uint64_t distance = 0;
      uint64_t occurrences = 0;
      if (kind == PostingsKind::kDocuments) {
        for (uint32_t i = 0; i < count; ++i) distance += documents_.Vint();
      } else {
        for (uint32_t i = 0; i < count; ++i) {
          const uint64_t code = documents_.Vint();
          distance += code >> 1;
          occurrences += (code & 1) != 0 ? 1 : documents_.Vint();
        }
      }
      doc += distance;
      const absl::string_view positions = positions_.VintBytes(occurrences);
      if (doc > map_.back() || !documents_.ok() || !positions_.ok()) return false;
      if (first) {
        writer.AddDocument(static_cast<uint32_t>(doc), static_cast<uint32_t>(occurrences));
        writer.positions().Bytes(positions);
      } else {
        writer.AddRun(count, static_cast<uint32_t>(distance), documents_.BytesSince(begin),
                      positions);
      }
      left -= count;
    }
    return true;
  }

  bool CopyOneByOne(PostingsKind kind, PostingsWriter& writer) {
    uint64_t doc = 0;
    uint64_t payload_size = 0;
    for (uint32_t left = cursor_.postings().document_frequency; left > 0; --left) {
      const uint64_t code = documents_.Vint();
      uint64_t frequency = 1;
      if (kind == PostingsKind::kDocuments) {
        doc += code;
      } else {
        doc += code >> 1;
        if ((code & 1) == 0) frequency = documents_.Vint();
      }
      if (doc >= map_.size() || !documents_.ok()) return false;
      const uint32_t kept = map_[doc];
      if (kept != kGone) writer.AddDocument(kept, static_cast<uint32_t>(frequency));
      if (kind == PostingsKind::kPositions) {
        const absl::string_view bytes = positions_.VintBytes(frequency);
        if (kept != kGone) writer.positions().Bytes(bytes);
      } else if (kind == PostingsKind::kPayloads) {
        if ((positions_.Vint() & 1) != 0) payload_size = positions_.Vint();
        const absl::string_view payload = positions_.Bytes(payload_size);
        if (kept != kGone) writer.AddPayload(payload);
      }
    }
    return documents_.ok() && positions_.ok();
  }

  const DocMap& map_;
  // No document was deleted.
  const bool whole_;
  TermCursor cursor_;
  ByteInput documents_;
  ByteInput positions_;
};

// The inputs that still have terms, as a heap: the one with the first term is on top,
// of several with the same term the one that comes first.
class TermQueue {
 public:
  TermQueue(const std::vector<MergeInput>& inputs, const std::vector<DocMap>& maps) {
    for (size_t i = 0; i < inputs.size(); ++i) {
      sources_.push_back(std::make_unique<Source>(*inputs[i].segment, maps[i]));
      if (sources_[i]->Next()) heap_.push_back(EntryOf(i));
    }
    for (size_t at = heap_.size() / 2; at-- > 0;) SinkFrom(at);
  }

  bool empty() const { return heap_.empty(); }
  Source& top() { return *sources_[heap_.front().source]; }

  // Moves the top input to its next term.
  void Advance() {
    if (top().Next()) {
      heap_.front() = EntryOf(heap_.front().source);
    } else {
      heap_.front() = heap_.back();
      heap_.pop_back();
    }
    SinkFrom(0);
  }

  absl::Status status() const {
    for (const auto& source : sources_) RETURN_IF_ERROR(source->status());
    return absl::OkStatus();
  }

 private:
  // Where an input stands. The number compares as the first bytes of the term do, and most
  // terms differ in them.
  struct Entry {
    SegmentField field;
    uint64_t first_bytes;
    size_t source;
  };

  Entry EntryOf(size_t source) const {
    const absl::string_view text = sources_[source]->text();
    return {sources_[source]->field(), __builtin_bswap64(EightBytes(text)), source};
  }

  bool IsBefore(const Entry& a, const Entry& b) const {
    if (a.field != b.field) return a.field < b.field;
    if (a.first_bytes != b.first_bytes) return a.first_bytes < b.first_bytes;
    const int order = sources_[a.source]->text().compare(sources_[b.source]->text());
    return order != 0 ? order < 0 : a.source < b.source;
  }

  // Brings entry `at`, behind which all is in order, to its place.
  void SinkFrom(size_t at) {
    while (2 * at + 1 < heap_.size()) {
      size_t child = 2 * at + 1;
      if (child + 1 < heap_.size() && IsBefore(heap_[child + 1], heap_[child])) ++child;
      if (!IsBefore(heap_[child], heap_[at])) return;
      std::swap(heap_[child], heap_[at]);
      at = child;
    }
  }

  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<Entry> heap_;
};

absl::Status MergeTerms(TermQueue& queue, const std::atomic<bool>& cancelled,
                        SegmentOutput& output) {
  PostingsWriter postings(output.file(SegmentFile::kDocuments),
                          output.file(SegmentFile::kPositions));
  TermDictionaryWriter dictionary(output.file(SegmentFile::kTerms),
                                  output.file(SegmentFile::kTermIndex));
  std::string text;
  for (uint64_t count = 0; !queue.empty(); ++count) {
    if (count % kTermsBetweenChecks == 0 && cancelled) return absl::CancelledError("merge ended");
    const SegmentField field = queue.top().field();
    text.assign(queue.top().text().data(), queue.top().text().size());
    const PostingsKind kind = InfoOf(field).postings;
    postings.BeginTerm(kind);
    while (!queue.empty() && queue.top().field() == field && queue.top().text() == text) {
      if (!queue.top().CopyPostings(kind, postings)) {
        return absl::DataLossError("postings of a segment are damaged");
      }
      queue.Advance();
    }
    const TermPostings merged = postings.EndTerm();
    if (merged.document_frequency > 0) dictionary.Add(field, text, merged);
  }
  dictionary.Finish();
  return queue.status();
}

}  // namespace

std::vector<DocMap> NumberDocuments(const std::vector<MergeInput>& inputs) {
  std::vector<DocMap> maps;
  uint32_t next = 0;
  for (const MergeInput& input : inputs) {
    DocMap& map = maps.emplace_back(input.segment->doc_count());
    for (uint32_t doc = 0; doc < map.size(); ++doc) {
      map[doc] = input.deleted != nullptr && input.deleted->Contains(doc) ? kGone : next++;
    }
  }
  return maps;
}

absl::Status MergeSegments(const std::vector<MergeInput>& inputs, const std::vector<DocMap>& maps,
                           const std::atomic<bool>& cancelled, SegmentOutput& output) {
  for (const MergeInput& input : inputs) input.segment->ReadAhead();
  TermQueue queue(inputs, maps);
  RETURN_IF_ERROR(MergeTerms(queue, cancelled, output));
  for (size_t i = 0; i < inputs.size(); ++i) {
    for (uint32_t doc = 0; doc < maps[i].size(); ++doc) {
      if (maps[i][doc] == kGone) continue;
      const absl::string_view stored = inputs[i].segment->StoredBytes(doc);
      if (stored.empty()) return absl::DataLossError("stored fields of a segment are damaged");
      output.AddStoredBytes(stored);
      if (cancelled) return absl::CancelledError("merge ended");
    }
  }
  return output.Finish();
}

}  // namespace trialdex
