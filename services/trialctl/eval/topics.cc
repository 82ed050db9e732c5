#include "services/trialctl/eval/topics.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

// What stands between two tags, and the tag before it.
struct Piece {
  absl::string_view tag;  // without brackets: `topic number="1"`
  absl::string_view text;
};

bool BeginsTag(absl::string_view text, size_t at) {
  return at + 1 < text.size() && text[at] == '<' &&
         (absl::ascii_isalpha(static_cast<unsigned char>(text[at + 1])) || text[at + 1] == '/' ||
          text[at + 1] == '!' || text[at + 1] == '?');
}

// Older tracks are no XML: tags without ends, and "<" for "less than" in the text.
std::vector<Piece> SplitAtTags(absl::string_view text) {
  std::vector<Piece> pieces(1);
  size_t begin = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (!BeginsTag(text, at)) continue;
    const size_t close = text.find('>', at);
    if (close == absl::string_view::npos) break;
    pieces.back().text = text.substr(begin, at - begin);
    pieces.push_back({text.substr(at + 1, close - at - 1), {}});
    begin = close + 1;
    at = close;
  }
  pieces.back().text = text.substr(begin);
  return pieces;
}

absl::string_view NameOf(absl::string_view tag) {
  return tag.substr(0, tag.find_first_of(" \t\r\n"));
}

// The value of `name="…"` or `name='…'` in `tag`; empty if there is none.
absl::string_view AttributeOf(absl::string_view tag, absl::string_view name) {
  const size_t found = tag.find(absl::StrCat(name, "="));
  if (found == absl::string_view::npos) return {};
  const size_t quote = found + name.size() + 1;
  if (quote >= tag.size() || (tag[quote] != '"' && tag[quote] != '\'')) return {};
  const size_t end = tag.find(tag[quote], quote + 1);
  return end == absl::string_view::npos ? absl::string_view()
                                        : tag.substr(quote + 1, end - quote - 1);
}

// `text` with the five references that XML names as characters.
std::string Unescaped(absl::string_view text) {
  static constexpr std::array<std::pair<absl::string_view, char>, 5> kNamed = {
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  std::string plain;
  while (!text.empty()) {
    const auto named = std::find_if(kNamed.begin(), kNamed.end(), [text](const auto& reference) {
      return absl::StartsWith(text, reference.first);
    });
    if (named != kNamed.end()) {
      plain.push_back(named->second);
      text.remove_prefix(named->first.size());
    } else {
      plain.push_back(text[0]);
      text.remove_prefix(1);
    }
  }
  return plain;
}

// Takes the label of a section of older tracks away: "Number:", "Description:".
absl::string_view WithoutLabel(absl::string_view text) {
  text = absl::StripLeadingAsciiWhitespace(text);
  for (const absl::string_view label : {"Number:", "Topic:", "Description:", "Narrative:"}) {
    if (absl::ConsumePrefix(&text, label)) break;
  }
  return text;
}

// Adds a piece of text to a topic.
void AddText(absl::string_view text, Topic& topic) {
  const std::string plain = Unescaped(text);
  const absl::string_view trimmed = absl::StripAsciiWhitespace(plain);
  if (trimmed.empty()) return;
  absl::StrAppend(&topic.text, topic.text.empty() ? "" : "\n", trimmed);
}

absl::Status CheckTopic(const Topic& topic, const std::vector<Topic>& earlier) {
  if (topic.number.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("topic ", earlier.size() + 1, " of the file has no number"));
  }
  if (topic.text.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("topic ", topic.number, " has no text"));
  }
  for (const Topic& other : earlier) {
    if (other.number == topic.number) {
      return absl::InvalidArgumentError(absl::StrCat("topic ", topic.number, " is there twice"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Topic>> ParseTopics(absl::string_view text) {
  std::vector<Topic> topics;
  Topic topic;
  absl::string_view inside;  // "topic", "top" or empty
  for (const Piece& piece : SplitAtTags(text)) {
    const absl::string_view name = NameOf(piece.tag);
    if (name == "topic" || name == "top") {
      if (!inside.empty()) break;
      inside = name;
      topic = {std::string(AttributeOf(piece.tag, "number")), {}};
    } else if (!inside.empty() && name == absl::StrCat("/", inside)) {
      RETURN_IF_ERROR(CheckTopic(topic, topics));
      topics.push_back(std::move(topic));
      inside = {};
    }
    if (inside == "top" && name == "num") {
      topic.number = std::string(absl::StripAsciiWhitespace(WithoutLabel(piece.text)));
    } else if (!inside.empty()) {
      AddText(inside == "top" ? WithoutLabel(piece.text) : piece.text, topic);
    }
  }
  if (!inside.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("topic ", topics.size() + 1, " has no end"));
  }
  if (topics.empty()) return absl::InvalidArgumentError("there is no topic in the file");
  return topics;
}

}  // namespace trialdex
