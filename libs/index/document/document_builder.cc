#include "libs/index/document/document_builder.h"

#include "absl/strings/str_cat.h"
#include "libs/index/document/summary.h"
#include "libs/index/document/term_pairs.h"
#include "libs/index/index_fields.h"
#include "libs/schema/columns.h"
#include "libs/schema/keywords.h"
#include "libs/schema/site_points.h"

namespace trialdex {
namespace {

constexpr size_t kMaxIdBytes = 64;

}  // namespace

absl::Status CheckDocumentId(absl::string_view id) {
  if (!id.empty() && id.size() <= kMaxIdBytes) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("id: '", id, "' is not 1 to ", kMaxIdBytes, " bytes of an id"));
}

void DocumentBuilder::Add(const v1::Trial& trial, absl::string_view encoded, InvertedBuffer& terms,
                          SegmentOutput& stored) {
  terms.BeginDocument();
  terms.Add(SegmentField::kId, trial.id(), 0);
  for (const std::string& alias : trial.identification().aliases()) {
    terms.Add(SegmentField::kAlias, alias, 0);
  }
  text_terms_.Add(trial, terms, &row_.lengths);
  AddKeywords(trial, terms);
  AddColumns(trial, terms);
  terms.EndDocument([this](absl::string_view word) { return text_terms_.StemOf(word); });
  MakeTrialSummary(trial).SerializeToString(&bytes_);
  stored.AddStored(bytes_, encoded);
}

void DocumentBuilder::AddKeywords(const v1::Trial& trial, InvertedBuffer& terms) {
  VisitKeywords(trial,
                [&](KeywordField field, absl::string_view normal, absl::string_view written) {
                  SetKeywordTerm(field, normal, written, &bytes_);
                  terms.Add(SegmentField::kKeyword, bytes_, 0);
                });
  VisitTermPairs(trial, [&](const TermPair& pair) {
    terms.Add(SegmentField::kKeyword, TermPairTerm(pair), 0);
  });
}

void DocumentBuilder::AddColumns(const v1::Trial& trial, InvertedBuffer& terms) {
  row_.id = trial.id();
  row_.columns = ExtractColumns(trial);
  ExtractSitePoints(trial, &row_.points);
  EncodeColumnRow(row_, &bytes_);
  terms.AddPayload(SegmentField::kColumns, index_fields::kColumnTerm, bytes_);
}

}  // namespace trialdex
