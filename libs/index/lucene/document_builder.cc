#include "libs/index/lucene/document_builder.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_fields.h"
#include "libs/index/summary.h"
#include "libs/index/term_pairs.h"
#include "libs/schema/columns.h"
#include "libs/schema/keywords.h"
#include "libs/schema/site_points.h"

namespace trialdex::lucene {
namespace {

using Lucene::AbstractField;
using Lucene::Field;
using Lucene::FieldPtr;

constexpr size_t kMaxIdBytes = 64;

// A field of which it is only known which documents have which term.
FieldPtr TermField(const wchar_t* name, const TermBufferStreamPtr& terms) {
  const FieldPtr field = Lucene::newLucene<Field>(name, terms);
  field->setOmitNorms(true);
  field->setOmitTermFreqAndPositions(true);
  return field;
}

FieldPtr PositionsField(const wchar_t* name, const TermBufferStreamPtr& terms) {
  const FieldPtr field = Lucene::newLucene<Field>(name, terms);
  field->setOmitNorms(true);
  return field;
}

FieldPtr StoredField(const wchar_t* name) {
  return Lucene::newLucene<Field>(name, Lucene::ByteArray::newInstance(1),
                                  AbstractField::STORE_YES);
}

TermBufferStreamPtr StreamOf(TermBuffer& buffer, bool with_payload = false) {
  return boost::make_shared<TermBufferStream>(buffer, with_payload);
}

void SetBytes(const FieldPtr& field, absl::string_view bytes) {
  const auto size = static_cast<int32_t>(bytes.size());
  Lucene::ByteArray array = Lucene::ByteArray::newInstance(std::max(size, 1));
  std::memcpy(array.get(), bytes.data(), bytes.size());
  field->setValue(array, 0, size);
}

}  // namespace

DocumentBuilder::DocumentBuilder()
    : text_terms_(text_),
      column_stream_(StreamOf(column_term_, /*with_payload=*/true)),
      summary_(StoredField(index_fields::kSummary)),
      trial_(StoredField(index_fields::kTrial)),
      document_(Lucene::newLucene<Lucene::Document>()),
      position_document_(Lucene::newLucene<Lucene::Document>()) {
  column_term_.Add(index_fields::kColumnTerm, 0);
  const FieldPtr id = TermField(index_fields::kId, StreamOf(id_));
  document_->add(id);
  document_->add(TermField(index_fields::kAlias, StreamOf(aliases_)));
  document_->add(PositionsField(index_fields::kText, StreamOf(text_)));
  document_->add(TermField(index_fields::kKeyword, StreamOf(keywords_)));
  document_->add(PositionsField(index_fields::kColumns, column_stream_));
  document_->add(summary_);
  document_->add(trial_);
  position_document_->add(id);
}

absl::StatusOr<Lucene::DocumentPtr> DocumentBuilder::Build(const v1::Trial& trial) {
  if (trial.id().empty() || trial.id().size() > kMaxIdBytes ||
      trial.id() == index_fields::kPositionId) {
    return absl::InvalidArgumentError(
        absl::StrCat("id: '", trial.id(), "' is not 1 to ", kMaxIdBytes, " bytes of an id"));
  }
  id_.Clear();
  id_.Add(trial.id(), 0);
  aliases_.Clear();
  for (const std::string& alias : trial.identification().aliases()) aliases_.Add(alias, 0);
  text_terms_.Fill(trial, &row_.lengths);
  FillKeywords(trial);
  FillColumns(trial);
  RETURN_IF_ERROR(FillStored(trial));
  return document_;
}

Lucene::DocumentPtr DocumentBuilder::PositionDocument() {
  id_.Clear();
  id_.Add(index_fields::kPositionId, 0);
  return position_document_;
}

void DocumentBuilder::FillKeywords(const v1::Trial& trial) {
  keywords_.Clear();
  VisitKeywords(trial,
                [&](KeywordField field, absl::string_view normal, absl::string_view written) {
                  keywords_.Add(KeywordTerm(field, normal, written), 0);
                });
  VisitTermPairs(trial, [&](const TermPair& pair) { keywords_.Add(TermPairTerm(pair), 0); });
}

void DocumentBuilder::FillColumns(const v1::Trial& trial) {
  row_.id = trial.id();
  row_.columns = ExtractColumns(trial);
  ExtractSitePoints(trial, &row_.points);
  EncodeColumnRow(row_, &bytes_);
  column_stream_->SetPayload(bytes_);
}

absl::Status DocumentBuilder::FillStored(const v1::Trial& trial) {
  MakeTrialSummary(trial).SerializeToString(&bytes_);
  SetBytes(summary_, bytes_);
  ASSIGN_OR_RETURN(const absl::string_view encoded, encoder_.Encode(trial));
  SetBytes(trial_, encoded);
  return absl::OkStatus();
}

}  // namespace trialdex::lucene
