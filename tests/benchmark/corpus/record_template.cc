#include "tests/benchmark/corpus/record_template.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace trialdex {
namespace {

struct Rule {
  // The last two keys, or the last alone.
  absl::string_view path;
  PartKind kind;
};

// What is not listed stays as it is, but for dates. Interventions do: arms name them.
constexpr Rule kRules[] = {
    {"identificationModule.nctId", PartKind::kNctId},
    {"orgStudyIdInfo.id", PartKind::kCode},
    {"secondaryIdInfos.id", PartKind::kCode},
    {"briefTitle", PartKind::kTitle},
    {"officialTitle", PartKind::kTitle},
    {"overallOfficials.name", PartKind::kName},
    {"centralContacts.name", PartKind::kName},
    {"responsibleParty.investigatorFullName", PartKind::kName},
    {"briefSummary", PartKind::kProse},
    {"detailedDescription", PartKind::kProse},
    {"eligibilityCriteria", PartKind::kProse},
    {"studyPopulation", PartKind::kProse},
    {"description", PartKind::kProse},
    {"conditionsModule.conditions", PartKind::kList},
    {"conditionsModule.keywords", PartKind::kList},
    {"conditionBrowseModule.meshes", PartKind::kList},
    {"conditionBrowseModule.ancestors", PartKind::kList},
    {"outcomesModule.primaryOutcomes", PartKind::kList},
    {"outcomesModule.secondaryOutcomes", PartKind::kList},
    {"outcomesModule.otherOutcomes", PartKind::kList},
    {"contactsLocationsModule.locations", PartKind::kList},
    {"referencesModule.references", PartKind::kList},
};

PartKind KindOf(absl::string_view path, char first) {
  const absl::string_view key = path.substr(path.find('.') + 1);
  for (const Rule& rule : kRules) {
    if (rule.path != path && rule.path != key) continue;
    const bool fits = rule.kind == PartKind::kList ? first == '[' : first == '"';
    return fits ? rule.kind : PartKind::kVerbatim;
  }
  const bool is_date = first == '"' && (key == "date" || absl::EndsWith(key, "Date"));
  return is_date ? PartKind::kDate : PartKind::kVerbatim;
}

// A JSON line feed, as it is escaped.
bool IsLineFeed(absl::string_view text, size_t at) {
  return text[at] == '\\' && at + 1 < text.size() && text[at + 1] == 'n';
}

// Ends a piece of `text` if there is anything in it.
void AddPiece(absl::string_view text, size_t begin, size_t end,
              std::vector<absl::string_view>& pieces) {
  const absl::string_view piece = absl::StripAsciiWhitespace(text.substr(begin, end - begin));
  if (!piece.empty()) pieces.push_back(piece);
}

// At line feeds, and behind a full stop with a space after it.
std::vector<absl::string_view> CutProse(absl::string_view text) {
  std::vector<absl::string_view> pieces;
  size_t begin = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (IsLineFeed(text, at)) {
      AddPiece(text, begin, at, pieces);
      begin = at + 2;
    } else if (text[at] == ' ' && at > 0 && text[at - 1] == '.') {
      AddPiece(text, begin, at, pieces);
      begin = at + 1;
    }
    if (text[at] == '\\') ++at;
  }
  AddPiece(text, begin, text.size(), pieces);
  return pieces;
}

std::vector<absl::string_view> CutWords(absl::string_view text) {
  std::vector<absl::string_view> pieces;
  size_t begin = 0;
  for (size_t end = text.find(' '); end != absl::string_view::npos; end = text.find(' ', begin)) {
    AddPiece(text, begin, end, pieces);
    begin = end + 1;
  }
  AddPiece(text, begin, text.size(), pieces);
  return pieces;
}

// Walks one well-formed record.
class Cutter {
 public:
  Cutter(absl::string_view json, FieldNumbers& numbers) : json_(json), numbers_(numbers) {}

  RecordTemplate Cut() {
    Value("", "");
    AddVerbatim(json_.size());
    return std::move(record_);
  }

 private:
  // `parent` and `key` are the last two keys above the value; of an element those of its list.
  void Value(absl::string_view parent, absl::string_view key) {
    SkipSpace();
    const std::string path = absl::StrCat(parent, ".", key);
    const PartKind kind = KindOf(path, json_[at_]);
    if (kind != PartKind::kVerbatim) {
      Take(kind, path);
    } else if (json_[at_] == '{') {
      Object(key);
    } else if (json_[at_] == '[') {
      Array(parent, key);
    } else {
      Skip();
    }
  }

  void Object(absl::string_view key) {
    ++at_;
    while (NextMember('}')) {
      const absl::string_view member = String();
      SkipSpace();
      ++at_;  // the colon
      Value(key, member);
    }
  }

  void Array(absl::string_view parent, absl::string_view key) {
    ++at_;
    while (NextMember(']')) Value(parent, key);
  }

  // Goes to the next member or element, or behind `end`.
  bool NextMember(char end) {
    SkipSpace();
    if (json_[at_] == ',') {
      ++at_;
      SkipSpace();
    }
    if (json_[at_] != end) return true;
    ++at_;
    return false;
  }

  void Take(PartKind kind, const std::string& path) {
    AddVerbatim(at_ + 1);
    TemplatePart part;
    part.kind = kind;
    part.field = numbers_.NumberOf(path);
    if (kind == PartKind::kList) {
      ++at_;
      while (NextMember(']')) {
        const size_t begin = at_;
        Skip();
        part.pieces.push_back(json_.substr(begin, at_ - begin));
      }
    } else {
      Skip();
    }
    part.text = json_.substr(verbatim_, at_ - 1 - verbatim_);
    if (kind == PartKind::kProse) part.pieces = CutProse(part.text);
    if (kind == PartKind::kTitle || kind == PartKind::kName) part.pieces = CutWords(part.text);
    record_.parts.push_back(std::move(part));
    verbatim_ = at_ - 1;
  }

  void AddVerbatim(size_t end) {
    TemplatePart part;
    part.text = json_.substr(verbatim_, end - verbatim_);
    record_.parts.push_back(std::move(part));
    verbatim_ = end;
  }

  // Passes over one value of any type.
  void Skip() {
    int depth = 0;
    do {
      const char c = json_[at_];
      if (c == '"') {
        String();
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at_;
    } while (depth > 0 || (at_ < json_.size() && IsScalar(json_[at_]) && IsScalar(json_[at_ - 1])));
  }

  static bool IsScalar(char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '+' || c == '.';
  }

  absl::string_view String() {
    const size_t begin = ++at_;
    while (json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
    return json_.substr(begin, at_++ - begin);
  }

  void SkipSpace() {
    while (absl::ascii_isspace(json_[at_])) ++at_;
  }

  const absl::string_view json_;
  FieldNumbers& numbers_;
  RecordTemplate record_;
  size_t at_ = 0;
  // Where what has not been taken begins.
  size_t verbatim_ = 0;
};

}  // namespace

const TemplatePart* RecordTemplate::Find(uint16_t field) const {
  for (const TemplatePart& part : parts) {
    if (part.field == field && part.kind != PartKind::kVerbatim) return &part;
  }
  return nullptr;
}

uint16_t FieldNumbers::NumberOf(absl::string_view path) {
  const auto found = std::find(paths_.begin(), paths_.end(), path);
  if (found == paths_.end()) {
    paths_.emplace_back(path);
    return static_cast<uint16_t>(paths_.size() - 1);
  }
  return static_cast<uint16_t>(found - paths_.begin());
}

RecordTemplate CutRecord(absl::string_view json, FieldNumbers& numbers) {
  return Cutter(json, numbers).Cut();
}

}  // namespace trialdex
