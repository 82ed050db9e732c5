#include "libs/sources/all_parsers.h"

#include <set>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(ParserSetTest, FindsTheParserOfEachFormatItHas) {
  const ParserSet set;
  std::set<v1::SourceFormat> formats;
  for (const auto& parser : set.parsers()) {
    EXPECT_TRUE(formats.insert(parser->format()).second) << parser->format();
    EXPECT_EQ(set.Find(parser->format()), parser.get());
    EXPECT_GE(parser->parser_version(), 1);
  }
  EXPECT_TRUE(formats.contains(v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML));
}

TEST(ParserSetTest, HasNoParserForAnUnknownFormat) {
  EXPECT_EQ(ParserSet().Find(v1::SOURCE_FORMAT_UNSPECIFIED), nullptr);
}

}  // namespace
}  // namespace trialdex
