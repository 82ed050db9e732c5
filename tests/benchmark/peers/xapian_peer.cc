// Xapian in the comparison: words as written and by their stems, BM25, boolean terms for keywords.
#include <xapian.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/benchmark/peers/peer_engine.h"

namespace trialdex {
namespace {

// Xapian takes no longer terms.
constexpr size_t kMaxTermBytes = 240;

// Runs `fn`; what Xapian throws comes back as a Status.
template <typename Fn>
auto Guard(Fn&& fn) -> decltype(fn()) {
  try {
    return fn();
  } catch (const Xapian::Error& error) {
    return absl::InternalError(error.get_description());
  }
}

std::string KeywordTerm(const std::string& keyword) {
  return absl::StrCat("K", keyword).substr(0, kMaxTermBytes);
}

class XapianPeer final : public PeerEngine {
 public:
  absl::Status Create(const std::string& directory, int) override {
    return Guard([&] {
      writer_ = std::make_unique<Xapian::WritableDatabase>(directory, Xapian::DB_CREATE);
      generator_.set_stemmer(stem_);
      return absl::OkStatus();
    });
  }

  absl::Status Upsert(PeerDocument& source) override {
    return Guard([&] {
      Xapian::Document document;
      generator_.set_document(document);
      generator_.set_termpos(0);
      generator_.index_text(source.text);
      document.set_data(source.trial);
      document.add_value(0, source.id);
      for (const std::string& keyword : source.keywords) {
        document.add_boolean_term(KeywordTerm(keyword));
      }
      const std::string id = absl::StrCat("Q", source.id);
      document.add_boolean_term(id);
      writer_->replace_document(id, document);
      return absl::OkStatus();
    });
  }

  absl::Status Commit(uint64_t) override {
    return Guard([&] {
      writer_->commit();
      return absl::OkStatus();
    });
  }

  absl::Status Close() override {
    return Guard([&] {
      writer_->close();
      return absl::OkStatus();
    });
  }

  absl::Status Open(const std::string& directory) override {
    return Guard([&] {
      reader_ = std::make_unique<Xapian::Database>(directory);
      return absl::OkStatus();
    });
  }

  // Its counts are of one value a document.
  bool Answers(const PeerQuery& query) const override { return query.name != "facets"; }

  absl::StatusOr<PeerAnswer> Search(const PeerQuery& query, const PeerMode& mode) override {
    return Guard([&]() -> absl::StatusOr<PeerAnswer> {
      Xapian::Enquire enquire(*reader_);
      enquire.set_query(QueryOf(query));
      const Xapian::doccount check = mode.counted ? reader_->get_doccount() : 0;
      const Xapian::MSet found =
          enquire.get_mset(0, static_cast<Xapian::doccount>(mode.limit), check);
      PeerAnswer answer;
      answer.hits = found.get_matches_lower_bound();
      for (auto hit = found.begin(); hit != found.end(); ++hit) {
        answer.ids.push_back(hit.get_document().get_value(0));
      }
      return answer;
    });
  }

 private:
  Xapian::Query QueryOf(const PeerQuery& query) const {
    const bool phrase = query.op == PeerOperator::kPhrase;
    // Stems have no positions.
    std::vector<std::string> terms;
    for (const std::string& word : query.words) {
      terms.push_back(phrase ? word : absl::StrCat("Z", stem_(word)));
    }
    const auto op = phrase                          ? Xapian::Query::OP_PHRASE
                    : query.op == PeerOperator::kOr ? Xapian::Query::OP_OR
                                                    : Xapian::Query::OP_AND;
    const Xapian::Query words(op, terms.begin(), terms.end());
    if (query.filter.empty()) return words;
    return {Xapian::Query::OP_FILTER, words, Xapian::Query(KeywordTerm(query.filter))};
  }

  const Xapian::Stem stem_{"en"};
  Xapian::TermGenerator generator_;
  std::unique_ptr<Xapian::WritableDatabase> writer_;
  std::unique_ptr<Xapian::Database> reader_;
};

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  trialdex::XapianPeer peer;
  return trialdex::PeerMain(argc, argv, peer);
}
