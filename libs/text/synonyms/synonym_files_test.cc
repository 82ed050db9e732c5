#include "libs/text/synonyms/synonym_files.h"

#include <fstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Collects rules as "a|b" or "a=>b|c". A FunctionRef calls what is const.
class Rules {
 public:
  void operator()(const SynonymRule& rule) const {
    std::string text = absl::StrJoin(rule.asked, "|");
    if (!rule.found.empty()) absl::StrAppend(&text, "=>", absl::StrJoin(rule.found, "|"));
    texts.push_back(std::move(text));
  }
  mutable std::vector<std::string> texts;
};

std::vector<std::string> Solr(absl::string_view content) {
  Rules rules;
  EXPECT_OK(ReadSolrSynonyms(content, "f", rules));
  return rules.texts;
}

std::string SolrError(absl::string_view content) {
  Rules rules;
  const absl::Status status = ReadSolrSynonyms(content, "f.txt", rules);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  return std::string(status.message());
}

TEST(SolrSynonymsTest, ReadsListsAndArrows) {
  EXPECT_THAT(Solr("# comment\n\na, b c ,d\r\nx => y,z\n  # another\nq,r=>s"),
              ElementsAre("a|b c|d", "x=>y|z", "q|r=>s"));
}

TEST(SolrSynonymsTest, ABackslashTakesMeaningAway) {
  EXPECT_THAT(Solr(R"(a\, b, c\=>d, e\\)"), ElementsAre(R"(a, b|c=>d|e\)"));
  EXPECT_THAT(Solr(R"(\#a, b)"), ElementsAre("#a|b"));
}

TEST(SolrSynonymsTest, NothingMakesNoRules) {
  EXPECT_THAT(Solr(""), IsEmpty());
  EXPECT_THAT(Solr("\xEF\xBB\xBF# only a comment"), IsEmpty());
}

TEST(SolrSynonymsTest, MalformedLinesAreNamed) {
  EXPECT_EQ(SolrError("a, b\n\nlonely\n"),
            "f.txt:3: has one phrase only: expected ',' or '=>' and another");
  EXPECT_EQ(SolrError("a,,b"), "f.txt:1: has an empty phrase");
  EXPECT_EQ(SolrError("a,b,"), "f.txt:1: has an empty phrase");
  EXPECT_EQ(SolrError("=> b"), "f.txt:1: has an empty phrase");
  EXPECT_EQ(SolrError("a =>"), "f.txt:1: has an empty phrase");
  EXPECT_EQ(SolrError("a => b => c"), "f.txt:1: has more than one =>");
  EXPECT_EQ(SolrError("a, b\\"), "f.txt:1: ends in a backslash");
  EXPECT_EQ(SolrError("a, b\xFF"), "f.txt:1: is not UTF-8");
}

constexpr char kOntology[] =
    "format-version: 1.4\n"
    "! a comment\n"
    "\n"
    "[Term]\n"
    "id: X:1\n"
    "name: warm foot syndrome ! as the books have it\n"
    "synonym: \"hot foot\" EXACT []\n"
    "synonym: \"hot \\\"toes\\\"\" EXACT ABBREVIATION [X:0]\n"
    "synonym: \"hot left foot\" NARROW []\n"
    "synonym: \"warm limb\" BROAD []\n"
    "synonym: \"sock disease\" RELATED []\n"
    "is_a: X:0 ! disease\n"
    "\n"
    "[Term]\n"
    "id: X:2\n"
    "name: obsolete thing\n"
    "synonym: \"gone\" EXACT []\n"
    "is_obsolete: true\n"
    "\n"
    "[Typedef]\n"
    "id: part_of\n"
    "name: part of\n"
    "synonym: \"in\" EXACT []\n";

TEST(OboSynonymsTest, ReadsExactSynonymsOfTermsThatAreNotObsolete) {
  Rules rules;
  ASSERT_OK(ReadOboSynonyms(kOntology, "f", {}, rules));
  EXPECT_THAT(rules.texts, ElementsAre("warm foot syndrome|hot foot|hot \"toes\""));
}

TEST(OboSynonymsTest, OtherScopesGoTheWayTheyMean) {
  Rules rules;
  ASSERT_OK(ReadOboSynonyms(kOntology, "f", {true, true, true}, rules));
  EXPECT_THAT(
      rules.texts,
      ElementsAre("warm foot syndrome|hot foot|hot \"toes\"", "warm foot syndrome=>hot left foot",
                  "warm limb=>warm foot syndrome", "warm foot syndrome|sock disease"));
}

std::string OboError(absl::string_view tag) {
  Rules rules;
  const absl::Status status =
      ReadOboSynonyms(absl::StrCat("[Term]\nname: a\n", tag, "\n"), "f.obo", {}, rules);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  return std::string(status.message());
}

TEST(OboSynonymsTest, MalformedLinesAreNamed) {
  EXPECT_EQ(OboError("no tag"), "f.obo:3: is not 'tag: value'");
  EXPECT_EQ(OboError("synonym: hot EXACT []"), "f.obo:3: has a synonym without quotes around it");
  EXPECT_EQ(OboError("synonym: \"hot EXACT []"), "f.obo:3: has a quote without its end");
  EXPECT_EQ(OboError("synonym: \"hot\\"), "f.obo:3: has a quote without its end");
  EXPECT_EQ(OboError("synonym: \"\" EXACT []"), "f.obo:3: has an empty synonym");
  EXPECT_THAT(OboError("synonym: \"hot\" SIMILAR []"), HasSubstr("scope 'SIMILAR'"));
  EXPECT_EQ(OboError("name: b"), "f.obo:3: is a second name of its term");
  EXPECT_EQ(OboError("[Term"), "f.obo:3: begins with '[' and has no ']'");
  EXPECT_EQ(OboError("xref: \xC0"), "f.obo:3: is not UTF-8");
}

std::vector<std::string> Csv(absl::string_view content) {
  Rules rules;
  EXPECT_OK(ReadCsvSynonyms(content, "f", rules));
  return rules.texts;
}

std::string CsvError(absl::string_view content) {
  Rules rules;
  const absl::Status status = ReadCsvSynonyms(content, "f.csv", rules);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  return std::string(status.message());
}

TEST(CsvSynonymsTest, FindsItsColumnsByName) {
  EXPECT_THAT(
      Csv("DrugBank ID,Common name,Synonyms\r\nX1,Warmol,Hotol | Sockol|\r\nX2,Coldol,\r\n"),
      ElementsAre("Warmol|Hotol|Sockol"));
  EXPECT_THAT(Csv("synonyms,id,NAME\nb,1,a\n\nd,2,c"), ElementsAre("a|b", "c|d"));
}

TEST(CsvSynonymsTest, QuotedValuesHoldAnything) {
  EXPECT_THAT(Csv("Name,Synonyms\n\"a, \"\"b\"\"\",\"c\nd|e\"\nf,g\n"),
              ElementsAre("a, \"b\"|c\nd|e", "f|g"));
}

TEST(CsvSynonymsTest, MalformedRowsAreNamedByTheLineTheyBeginAt) {
  EXPECT_EQ(CsvError(""), "f.csv:1: has no columns 'Common name' (or 'Name') and 'Synonyms'");
  EXPECT_EQ(CsvError("Name,Other\n"),
            "f.csv:1: has no columns 'Common name' (or 'Name') and 'Synonyms'");
  EXPECT_EQ(CsvError("Name,Synonyms\na,b,c\n"), "f.csv:2: has 3 values, not 2");
  EXPECT_EQ(CsvError("Name,Synonyms\na,\"b\nc\"\nd,\"e"), "f.csv:4: has a quote without its end");
  EXPECT_EQ(CsvError("Name,Synonyms\n\"a\"b,c"), "f.csv:2: has text after a quoted value");
  EXPECT_EQ(CsvError("Name,Synonyms\na\"b,c"),
            "f.csv:2: has a quote inside a value without quotes");
  EXPECT_EQ(CsvError("Name,Synonyms\n ,c"), "f.csv:2: has an empty name");
  EXPECT_EQ(CsvError("Name,Synonyms\na,\xFF"), "f.csv:2: is not UTF-8");
}

TEST(SynonymFilesTest, TheExtensionNamesTheFormat) {
  TempDir temp;
  const auto write = [&](const std::string& name, const std::string& content) {
    std::ofstream(temp.path() + "/" + name) << content;
    return temp.path() + "/" + name;
  };
  Rules rules;
  ASSERT_OK(ReadSynonymFile(write("a.txt", "a,b"), {}, rules));
  ASSERT_OK(ReadSynonymFile(write("b.syn", "c,d"), {}, rules));
  ASSERT_OK(ReadSynonymFile(write("c.OBO", kOntology), {}, rules));
  ASSERT_OK(ReadSynonymFile(write("d.csv", "Name,Synonyms\ne,f"), {}, rules));
  EXPECT_EQ(rules.texts.size(), 4u);
  EXPECT_THAT(ReadSynonymFile(write("e.xml", ""), {}, rules),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ReadSynonymFile(temp.path() + "/none.txt", {}, rules),
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace trialdex
