#include "libs/sources/all_parsers.h"

#include "libs/sources/ctgov_v2/ctgov_v2_parser.h"
#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"
#include "libs/sources/trial_page/trial_page_parser.h"

namespace trialdex {

ParserSet::ParserSet() {
  parsers_.push_back(MakeCtgovV2Parser());
  parsers_.push_back(MakeCtgovXmlParser());
  parsers_.push_back(MakeTrialPageTextParser());
  parsers_.push_back(MakeTrialPageHtmlParser());
}

const RecordParser* ParserSet::Find(v1::SourceFormat format) const {
  for (const std::unique_ptr<RecordParser>& parser : parsers_) {
    if (parser->format() == format) return parser.get();
  }
  return nullptr;
}

}  // namespace trialdex
