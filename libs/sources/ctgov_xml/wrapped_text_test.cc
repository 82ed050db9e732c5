#include "libs/sources/ctgov_xml/wrapped_text.h"

#include "gtest/gtest.h"

namespace trialdex::ctgov_xml {
namespace {

struct Case {
  const char* about;
  absl::string_view text;
  absl::string_view expected;
};

TEST(UnwrapTextTest, UndoesTheLayoutOfTextblocks) {
  const Case cases[] = {
      {"nothing", "", ""},
      {"white space only", "\n   \r\n  ", ""},
      {"one line", "  Pain relief.  ", "Pain relief."},
      {"lines of a paragraph are joined", "\n      Does it work,\r\n      and for whom?\r\n    ",
       "Does it work, and for whom?"},
      {"paragraphs keep their blank line", "\n  First.\r\n\r\n  Second\r\n  one.\r\n",
       "First.\n\nSecond one."},
      {"several blank lines count as one", "First.\n\n\n\nSecond.", "First.\n\nSecond."},
      {"a list has one line an item",
       "\n        Inclusion Criteria:\r\n\r\n          -  adult\r\n\r\n          -  able to walk a"
       "\r\n             mile\r\n\r\n        Exclusion Criteria:\r\n\r\n          -  flu\r\n",
       "Inclusion Criteria:\n\n- adult\n- able to walk a mile\n\nExclusion Criteria:\n\n- flu"},
      {"nesting stays visible",
       "  Lead:\n\n    -  one of\n\n         -  this\n\n         -  that\n\n    -  last",
       "Lead:\n\n- one of\n     - this\n     - that\n- last"},
      {"numbers and letters are markers too", "  Do:\n\n    1. sleep\n\n    2. eat\n\n    a) walk",
       "Do:\n\n1. sleep\n2. eat\na) walk"},
      {"a number at a wrap is no marker", "  given on day\n  1. Then not again.",
       "given on day 1. Then not again."},
      {"a bullet needs no blank line before it", "  Lead:\n    -  this\n    -  that",
       "Lead:\n\n- this\n- that"},
      {"a text inside an item keeps its indentation",
       "  Lead:\n\n    -  this\n\n       and more\n\n    -  that",
       "Lead:\n\n- this\n\n   and more\n\n- that"},
      {"a list alone", "\n      -  this\n\n      -  that\n", "- this\n- that"},
      {"a leading minus is no bullet", "  -5 to 5 points\n  -10 at worst",
       "-5 to 5 points -10 at worst"},
      {"twice escaped characters", "  age &gt; 18 &amp; BMI &lt; 30 &quot;kg&quot; &#177; &#xB5;",
       "age > 18 & BMI < 30 \"kg\" \xC2\xB1 \xC2\xB5"},
  };
  for (const Case& c : cases) EXPECT_EQ(UnwrapText(c.text), c.expected) << c.about;
}

TEST(UnwrapTextTest, LeavesAloneWhatIsNoEscape) {
  for (const absl::string_view text :
       {"R&D", "a & b; c", "x &gte; y", "&", "&;", "&#;", "&#x;", "&#0;", "&#xD800;", "&#x110000;",
        "&#99999999999;", "&amp", "&unknown;"}) {
    EXPECT_EQ(UnwrapText(text), text);
  }
}

TEST(UnwrapTextTest, UnescapesOnce) { EXPECT_EQ(UnwrapText("&amp;lt;"), "&lt;"); }

TEST(PlainTextTest, KeepsLineBreaksAndDropsSpaceAround) {
  EXPECT_EQ(PlainText("  Dose 1:\r\n5 mg  \r\n\r\nDose 2 \n"), "Dose 1:\n5 mg\n\nDose 2");
  EXPECT_EQ(PlainText("tissue &amp; urine"), "tissue & urine");
  EXPECT_EQ(PlainText(" \r\n "), "");
}

}  // namespace
}  // namespace trialdex::ctgov_xml
