// What a reader of an index directory sees, straight from Lucene++, for tests of
// the writer. Include from .cc files only.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_COMMIT_VIEW_H_
#define TRIALDEX_LIBS_INDEX_TESTING_COMMIT_VIEW_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/index/document/trial_codec.h"
#include "libs/index/index_fields.h"
#include "libs/index/lucene/guard.h"

namespace trialdex {

// The newest commit of a directory. Not thread-safe.
class CommitView {
 public:
  explicit CommitView(const std::string& directory)
      : reader_(Lucene::IndexReader::open(
            Lucene::newLucene<Lucene::MMapDirectory>(*lucene::ToWide(directory)), true)) {}
  ~CommitView() { reader_->close(); }

  // Ids and titles of live trials, from what is stored.
  std::map<std::string, std::string> Titles() const {
    std::map<std::string, std::string> titles;
    for (int32_t i = 0; i < reader_->maxDoc(); ++i) {
      if (reader_->isDeleted(i)) continue;
      const Lucene::ByteArray bytes = reader_->document(i)->getBinaryValue(index_fields::kTrial);
      if (!bytes) continue;
      const auto trial = DecodeTrial(absl::string_view(reinterpret_cast<const char*>(bytes.get()),
                                                       static_cast<size_t>(bytes.size())));
      if (!trial.ok()) continue;
      titles[trial->id()] = trial->identification().brief_title();
    }
    return titles;
  }

  // Positions of a word of field `text`, of all live documents.
  std::vector<uint32_t> Positions(const std::string& word) const {
    std::vector<uint32_t> found;
    const auto positions = reader_->termPositions(
        Lucene::newLucene<Lucene::Term>(index_fields::kText, *lucene::ToWide(word)));
    while (positions->next()) {
      for (int32_t i = 0; i < positions->freq(); ++i) {
        found.push_back(static_cast<uint32_t>(positions->nextPosition()));
      }
    }
    return found;
  }

  // Live documents with the term.
  int DocFreq(const wchar_t* field, const std::string& term) const {
    int count = 0;
    const auto documents =
        reader_->termDocs(Lucene::newLucene<Lucene::Term>(field, *lucene::ToWide(term)));
    while (documents->next()) ++count;
    return count;
  }

  std::vector<std::string> Rows() const {
    std::vector<std::string> rows;
    const auto positions =
        reader_->termPositions(Lucene::newLucene<Lucene::Term>(index_fields::kColumns, L"c"));
    while (positions->next()) {
      positions->nextPosition();
      const int32_t size = positions->getPayloadLength();
      const Lucene::ByteArray bytes = positions->getPayload(Lucene::ByteArray(), 0);
      rows.emplace_back(reinterpret_cast<const char*>(bytes.get()), static_cast<size_t>(size));
    }
    return rows;
  }

  std::string CommitData(const std::string& key) const {
    return lucene::FromWide(reader_->getCommitUserData().get(*lucene::ToWide(key)));
  }

 private:
  const Lucene::IndexReaderPtr reader_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_COMMIT_VIEW_H_
