// A parser for tests: a record is a Trial in protobuf's text format.
#ifndef TRIALDEX_LIBS_INTAKE_TESTING_TEXT_PARSER_H_
#define TRIALDEX_LIBS_INTAKE_TESTING_TEXT_PARSER_H_

#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/text_format.h"
#include "libs/sources/record_parser.h"

namespace trialdex {

// Stands for the parser of any format. Rejects what is no text-format Trial
// with MALFORMED_JSON.
class TextParser final : public RecordParser {
 public:
  explicit TextParser(v1::SourceFormat format, std::vector<absl::string_view> unseen_fields = {},
                      int parser_version = 1)
      : format_(format),
        unseen_fields_(std::move(unseen_fields)),
        parser_version_(parser_version) {}

  v1::SourceFormat format() const override { return format_; }
  int parser_version() const override { return parser_version_; }
  absl::Span<const absl::string_view> unseen_fields() const override { return unseen_fields_; }

  absl::StatusOr<v1::Trial> Parse(absl::string_view content) const override {
    google::protobuf::TextFormat::Parser parser;
    v1::Trial trial;
    if (!parser.ParseFromString(std::string(content), &trial)) {
      return RejectionError("MALFORMED_JSON", "title", "the record is not a Trial in text format");
    }
    // A newer parser reads more into the same bytes.
    if (parser_version_ > 1) trial.add_unknown_fields()->set_path("seen.by.newer.parsers");
    return trial;
  }

 private:
  const v1::SourceFormat format_;
  const std::vector<absl::string_view> unseen_fields_;
  const int parser_version_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_TESTING_TEXT_PARSER_H_
