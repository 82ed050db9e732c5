#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"

#include <algorithm>
#include <cstdint>
#include <pugixml.hpp>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "libs/base/utf8.h"
#include "libs/sources/ctgov_xml/derived_fields.h"
#include "libs/sources/ctgov_xml/study_reader.h"
#include "libs/sources/ctgov_xml/study_rules.h"
#include "libs/sources/ctgov_xml/unseen_fields.h"
#include "libs/trial/trial_id.h"

namespace trialdex {
namespace {

using ctgov_xml::ElementRule;
using ctgov_xml::StudyReader;
using ctgov_xml::StudyRules;

constexpr absl::string_view kRoot = "clinical_study";
constexpr absl::string_view kIdField = "clinical_study/id_info/nct_id";

absl::Status Malformed(size_t offset, absl::string_view what) {
  return RejectionError("MALFORMED_XML", "", absl::StrCat("at byte ", offset, ": ", what));
}

// The offset of the first numeric reference ("&#xD800;") to a character that
// does not exist, or to NUL; npos if there is none. The XML parser would decode
// it to malformed UTF-8, or take it for the end of its text.
size_t FindImpossibleReference(absl::string_view content) {
  constexpr uint32_t kLastCharacter = 0x10FFFF;
  for (size_t at = content.find("&#"); at != absl::string_view::npos;
       at = content.find("&#", at + 1)) {
    absl::string_view rest = content.substr(at + 2);
    const uint32_t base = absl::ConsumePrefix(&rest, "x") ? 16 : 10;
    uint32_t code = 0;
    size_t digits = 0;
    for (; digits < rest.size() && absl::ascii_isxdigit(rest[digits]); ++digits) {
      const char c = absl::ascii_tolower(rest[digits]);
      const auto digit = static_cast<uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
      if (digit >= base) break;
      code = std::min(code * base + digit, kLastCharacter + 1);
    }
    const bool is_reference = digits > 0 && digits < rest.size() && rest[digits] == ';';
    const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (is_reference && (code == 0 || is_surrogate || code > kLastCharacter)) return at;
  }
  return absl::string_view::npos;
}

// Parses `content` into `document` and returns its one root element.
absl::StatusOr<pugi::xml_node> ParseDocument(absl::string_view content,
                                             pugi::xml_document& document) {
  // The XML parser would take a NUL for the end.
  if (const size_t nul = content.find('\0'); nul != absl::string_view::npos) {
    return Malformed(nul, "a NUL byte");
  }
  if (const size_t at = FindImpossibleReference(content); at != absl::string_view::npos) {
    return Malformed(at, "a reference to a character that does not exist");
  }
  // As a fragment, so that text beside the root is seen and not skipped.
  const pugi::xml_parse_result result =
      document.load_buffer(content.data(), content.size(),
                           pugi::parse_default | pugi::parse_fragment, pugi::encoding_utf8);
  if (!result) return Malformed(static_cast<size_t>(result.offset), result.description());
  pugi::xml_node root;
  for (const pugi::xml_node& node : document.children()) {
    if (root) return Malformed(content.size(), "something follows the root element");
    root = node;
  }
  if (root.type() != pugi::node_element) return Malformed(0, "no root element");
  return root;
}

// The canonical id that the record names.
absl::StatusOr<std::string> ReadId(const pugi::xml_node& study) {
  const absl::string_view text = study.child("id_info").child("nct_id").child_value();
  if (text.empty()) return RejectionError("MISSING_ID", kIdField, "the record names no nct_id");
  absl::StatusOr<std::string> id = CanonicalTrialId(text);
  if (!id.ok()) return RejectionError("INVALID_FIELD", kIdField, id.status().message());
  return id;
}

class CtgovXmlParser : public RecordParser {
 public:
  CtgovXmlParser() {
    for (const StudyRules rules :
         {ctgov_xml::IdentificationRules(), ctgov_xml::StatusRules(), ctgov_xml::DesignRules(),
          ctgov_xml::EligibilityRules(), ctgov_xml::LocationRules(), ctgov_xml::ReferenceRules(),
          ctgov_xml::ResultsRules()}) {
      for (const ElementRule<v1::Trial>& rule : rules) rules_.emplace(rule.element, &rule);
    }
  }

  v1::SourceFormat format() const override { return v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML; }
  int parser_version() const override { return 1; }
  absl::Span<const absl::string_view> unseen_fields() const override {
    return ctgov_xml::kUnseenFields;
  }

  absl::StatusOr<v1::Trial> Parse(absl::string_view content) const override {
    pugi::xml_document document;
    ASSIGN_OR_RETURN(const pugi::xml_node study, ParseDocument(content, document));
    if (study.name() != kRoot) {
      return RejectionError("UNKNOWN_FORMAT", "",
                            absl::StrCat("the root element is <", TruncateUtf8(study.name(), 64),
                                         ">, not <", kRoot, ">"));
    }
    v1::Trial trial;
    ASSIGN_OR_RETURN(*trial.mutable_id(), ReadId(study));
    trial.mutable_identification()->set_registry(v1::REGISTRY_CLINICALTRIALS_GOV);
    trial.set_results_state(study.child("clinical_results") ? v1::RESULTS_STATE_POSTED
                                                            : v1::RESULTS_STATE_NONE);
    StudyReader reader(trial);
    reader.AddUnknownAttributes(study, "rank");
    const auto find = [this](absl::string_view name) -> const ElementRule<v1::Trial>* {
      const auto found = rules_.find(name);
      return found == rules_.end() ? nullptr : found->second;
    };
    ctgov_xml::ReadChildren(reader, study, find, trial);
    ctgov_xml::FillDerivedFields(trial);
    return trial;
  }

 private:
  absl::flat_hash_map<absl::string_view, const ElementRule<v1::Trial>*> rules_;
};

}  // namespace

std::unique_ptr<RecordParser> MakeCtgovXmlParser() { return std::make_unique<CtgovXmlParser>(); }

}  // namespace trialdex
