// SQLite's FTS5 in the comparison: words by their stems, bm25(), documents and keywords in tables.
#include <sqlite3.h>

#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status_macros.h"
#include "tests/benchmark/peers/peer_engine.h"

namespace trialdex {
namespace {

constexpr char kSchema[] = R"(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -262144;
  CREATE TABLE documents(number INTEGER PRIMARY KEY, id TEXT UNIQUE, trial BLOB);
  CREATE TABLE keywords(document INTEGER, keyword TEXT,
                        PRIMARY KEY(document, keyword)) WITHOUT ROWID;
  CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61');
)";

absl::Status ErrorOf(sqlite3* database) { return absl::InternalError(sqlite3_errmsg(database)); }

// A prepared statement. Not thread-safe.
class Statement {
 public:
  static absl::StatusOr<Statement> Prepare(sqlite3* database, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
    if (code != SQLITE_OK) return ErrorOf(database);
    return Statement(database, statement);
  }

  // Values of the parameters, in order; valid until the next step at least.
  void Bind(int64_t value) { sqlite3_bind_int64(statement_.get(), ++bound_, value); }
  void Bind(absl::string_view text) {
    sqlite3_bind_text(statement_.get(), ++bound_, text.data(), static_cast<int>(text.size()),
                      SQLITE_STATIC);
  }
  void BindBlob(absl::string_view bytes) {
    sqlite3_bind_blob(statement_.get(), ++bound_, bytes.data(), static_cast<int>(bytes.size()),
                      SQLITE_STATIC);
  }

  // True if there is a row. At the end the statement can be bound anew.
  absl::StatusOr<bool> Step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    sqlite3_reset(statement_.get());
    bound_ = 0;
    if (code != SQLITE_DONE) return ErrorOf(database_);
    return false;
  }

  int64_t Number(int column) { return sqlite3_column_int64(statement_.get(), column); }
  std::string Text(int column) {
    return reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  }

 private:
  Statement(sqlite3* database, sqlite3_stmt* statement)
      : database_(database), statement_(statement, sqlite3_finalize) {}

  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement_;
  int bound_ = 0;
};

class SqlitePeer final : public PeerEngine {
 public:
  absl::Status Create(const std::string& directory, int) override {
    RETURN_IF_ERROR(OpenDatabase(directory));
    RETURN_IF_ERROR(Run(kSchema));
    return Run("BEGIN");
  }

  absl::Status Upsert(PeerDocument& document) override {
    RETURN_IF_ERROR(Remove(document.id));
    ASSIGN_OR_RETURN(Statement * insert, Cached("INSERT INTO documents(id, trial) VALUES(?, ?)"));
    insert->Bind(document.id);
    insert->BindBlob(document.trial);
    RETURN_IF_ERROR(insert->Step().status());
    const int64_t number = sqlite3_last_insert_rowid(database_.get());
    ASSIGN_OR_RETURN(Statement * text, Cached("INSERT INTO texts(rowid, text) VALUES(?, ?)"));
    text->Bind(number);
    text->Bind(document.text);
    RETURN_IF_ERROR(text->Step().status());
    ASSIGN_OR_RETURN(Statement * keyword, Cached("INSERT OR IGNORE INTO keywords VALUES(?, ?)"));
    for (const std::string& each : document.keywords) {
      keyword->Bind(number);
      keyword->Bind(each);
      RETURN_IF_ERROR(keyword->Step().status());
    }
    return absl::OkStatus();
  }

  absl::Status Commit(uint64_t) override { return Run("COMMIT; BEGIN"); }
  absl::Status Close() override { return Run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)"); }

  absl::Status Open(const std::string& directory) override {
    RETURN_IF_ERROR(OpenDatabase(directory));
    return Run("PRAGMA cache_size = -262144; PRAGMA mmap_size = 17179869184");
  }

  absl::StatusOr<PeerAnswer> Search(const PeerQuery& query, const PeerMode& mode) override {
    const std::string match = MatchOf(query);
    const std::string from = absl::StrCat(
        " FROM texts WHERE texts MATCH ?",
        query.filter.empty() ? ""
                             : " AND EXISTS(SELECT 1 FROM keywords WHERE document = texts.rowid "
                               "AND keyword = ?)");
    PeerAnswer answer;
    ASSIGN_OR_RETURN(Statement * best,
                     Cached(absl::StrCat("SELECT (SELECT id FROM documents WHERE number = ranked)"
                                         " FROM (SELECT rowid AS ranked",
                                         from, " ORDER BY rank LIMIT ?)")));
    best->Bind(match);
    if (!query.filter.empty()) best->Bind(query.filter);
    best->Bind(static_cast<int64_t>(mode.limit));
    while (true) {
      ASSIGN_OR_RETURN(const bool found, best->Step());
      if (!found) break;
      answer.ids.push_back(best->Text(0));
    }
    answer.hits = static_cast<int64_t>(answer.ids.size());
    if (query.name == "facets") RETURN_IF_ERROR(CountFacets(match));
    if (!mode.counted) return answer;
    ASSIGN_OR_RETURN(Statement * count, Cached(absl::StrCat("SELECT count(*)", from)));
    count->Bind(match);
    if (!query.filter.empty()) count->Bind(query.filter);
    for (bool found = true; found;) {
      ASSIGN_OR_RETURN(found, count->Step());
      if (found) answer.hits = count->Number(0);
    }
    return answer;
  }

 private:
  static std::string MatchOf(const PeerQuery& query) {
    switch (query.op) {
      case PeerOperator::kAnd:
        return absl::StrJoin(query.words, " AND ");
      case PeerOperator::kOr:
        return absl::StrJoin(query.words, " OR ");
      case PeerOperator::kPhrase:
        return absl::StrCat("\"", absl::StrJoin(query.words, " "), "\"");
    }
    return "";
  }

  absl::Status OpenDatabase(const std::string& directory) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open((directory + "/peer.sqlite").c_str(), &database);
    database_.reset(database);
    return code == SQLITE_OK ? absl::OkStatus() : ErrorOf(database);
  }

  absl::Status Run(const char* sql) {
    const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? absl::OkStatus() : ErrorOf(database_.get());
  }

  // A statement of the last few, prepared once.
  absl::StatusOr<Statement*> Cached(const std::string& sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return &found->second;
    ASSIGN_OR_RETURN(Statement statement, Statement::Prepare(database_.get(), sql));
    return &statements_.emplace(sql, std::move(statement)).first->second;
  }

  absl::Status Remove(const std::string& id) {
    ASSIGN_OR_RETURN(Statement * find, Cached("SELECT number FROM documents WHERE id = ?"));
    find->Bind(id);
    int64_t number = 0;
    for (bool found = true; found;) {
      ASSIGN_OR_RETURN(found, find->Step());
      if (found) number = find->Number(0);
    }
    if (number == 0) return absl::OkStatus();
    for (const char* sql :
         {"DELETE FROM texts WHERE rowid = ?", "DELETE FROM keywords WHERE document = ?",
          "DELETE FROM documents WHERE number = ?"}) {
      ASSIGN_OR_RETURN(Statement * remove, Cached(sql));
      remove->Bind(number);
      RETURN_IF_ERROR(remove->Step().status());
    }
    return absl::OkStatus();
  }

  absl::Status CountFacets(const std::string& match) {
    for (const absl::string_view field : kPeerKeywords) {
      ASSIGN_OR_RETURN(Statement * count,
                       Cached("SELECT keyword, count(*) FROM texts JOIN keywords "
                              "ON document = texts.rowid WHERE texts MATCH ? "
                              "AND keyword >= ? || '=' AND keyword < ? || '>' "
                              "GROUP BY keyword ORDER BY 2 DESC LIMIT 10"));
      count->Bind(match);
      count->Bind(field);
      count->Bind(field);
      for (bool found = true; found;) {
        ASSIGN_OR_RETURN(found, count->Step());
      }
    }
    return absl::OkStatus();
  }

  std::unique_ptr<sqlite3, int (*)(sqlite3*)> database_{nullptr, sqlite3_close_v2};
  absl::flat_hash_map<std::string, Statement> statements_;
};

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  trialdex::SqlitePeer peer;
  return trialdex::PeerMain(argc, argv, peer);
}
