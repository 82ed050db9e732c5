#include "tests/benchmark/corpus/resampler.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/sources/ctgov_v2/ctgov_v2_parser.h"

namespace trialdex {
namespace {

// Share of sentences and elements that come from the other record. With twice as many, two words
// would be found together in 32 % more trials than among the real ones, instead of 20 %.
constexpr double kSwapped = 0.1;
constexpr double kCrossed = 0.5;
// Shorter ones are headings, which the parser needs where they are.
constexpr size_t kMinSentenceBytes = 25;
// Dates move back by up to so many months, so that none is in the future.
constexpr size_t kMonths = 48;
constexpr uint64_t kIds = 100000000;
// Has no factor in common with kIds: the multiples go through all of them.
constexpr uint64_t kIdStep = 61803399;

bool IsSentence(absl::string_view piece) { return piece.size() >= kMinSentenceBytes; }

void AppendTo(std::string& out, absl::string_view text) { out.append(text.data(), text.size()); }

// "2015-08", "2015-08-03" and what follows these, moved back. What is no date stays.
void AppendDate(absl::string_view date, int months, std::string& out) {
  int year = 0;
  int month = 0;
  const bool is_date = date.size() >= 7 && absl::SimpleAtoi(date.substr(0, 4), &year) &&
                       date[4] == '-' && absl::SimpleAtoi(date.substr(5, 2), &month);
  if (!is_date) return AppendTo(out, date);
  const int moved = year * 12 + month - 1 - months;
  absl::StrAppend(&out, absl::Dec(moved / 12, absl::kZeroPad4), "-",
                  absl::Dec(moved % 12 + 1, absl::kZeroPad2));
  // Every month has 28 days.
  const absl::string_view day = date.substr(7, 3);
  AppendTo(out, day > "-28" ? "-28" : day);
  if (date.size() > 10) AppendTo(out, date.substr(10));
}

void AppendCode(absl::string_view code, Random& random, std::string& out) {
  for (size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '\\') {
      AppendTo(out, code.substr(i));
      return;
    }
    out += absl::ascii_isdigit(code[i]) ? static_cast<char>('0' + random.Below(10)) : code[i];
  }
}

}  // namespace

// What one record is made with.
struct Resampler::Output {
  const RecordTemplate& other;
  uint64_t number;
  int months;
  // New words for each sentence, on average.
  double new_words;
  Random& random;
  std::string& out;
};

absl::Status Resampler::Add(std::string json) {
  RETURN_IF_ERROR(MakeCtgovV2Parser()->Parse(json).status());
  json.erase(std::remove(json.begin(), json.end(), '\n'), json.end());
  records_.push_back(std::move(json));
  templates_.push_back(CutRecord(records_.back(), numbers_));
  return absl::OkStatus();
}

void Resampler::Finish() {
  order_.resize(templates_.size());
  std::iota(order_.begin(), order_.end(), 0);
  Random random(seed_);
  for (size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[random.Below(i)]);
  for (const uint32_t record : order_) words_.Learn(records_[record]);
  words_.Finish();
  FindTopics();
}

// A topic is a condition or keyword; of records that share none, a word of their conditions.
void Resampler::FindTopics() {
  const uint16_t fields[] = {numbers_.NumberOf("conditionsModule.conditions"),
                             numbers_.NumberOf("conditionsModule.keywords")};
  absl::flat_hash_map<std::string, uint32_t> numbers;
  const auto add = [&](std::string topic, uint32_t record) {
    const auto found =
        numbers.try_emplace(std::move(topic), static_cast<uint32_t>(topics_.size())).first->second;
    if (found == topics_.size()) topics_.emplace_back();
    if (topics_[found].empty() || topics_[found].back() != record) {
      topics_[found].push_back(record);
    }
  };
  const auto link = [this] {
    topics_of_.assign(templates_.size(), {});
    for (uint32_t topic = 0; topic < topics_.size(); ++topic) {
      if (topics_[topic].size() < 2) continue;
      for (const uint32_t record : topics_[topic]) topics_of_[record].push_back(topic);
    }
  };
  for (uint32_t record = 0; record < templates_.size(); ++record) {
    for (const uint16_t field : fields) {
      const TemplatePart* const part = templates_[record].Find(field);
      if (part == nullptr) continue;
      for (const absl::string_view value : part->pieces) add(absl::AsciiStrToLower(value), record);
    }
  }
  link();
  for (uint32_t record = 0; record < templates_.size(); ++record) {
    const TemplatePart* const part = templates_[record].Find(fields[0]);
    if (part == nullptr || !topics_of_[record].empty()) continue;
    for (const absl::string_view word :
         absl::StrSplit(part->text, absl::ByAnyChar(" ,\""), absl::SkipEmpty())) {
      if (word.size() > 3) add(absl::AsciiStrToLower(word), record);
    }
  }
  link();
}

const RecordTemplate& Resampler::Neighbour(size_t of, Random& random) const {
  const std::vector<uint32_t>& topics = topics_of_[of];
  if (topics.empty()) return templates_[random.Below(templates_.size())];
  const std::vector<uint32_t>& records = topics_[topics[random.Below(topics.size())]];
  size_t chosen = random.Below(records.size());
  if (records[chosen] == of) chosen = (chosen + 1) % records.size();
  return templates_[records[chosen]];
}

void Resampler::Append(uint64_t number, std::string& out) const {
  Random random(seed_ * kIds + number);
  const size_t chosen = order_[number % order_.size()];
  const RecordTemplate& record = templates_[chosen];
  size_t sentences = 0;
  // The id and each code are words that no other record has.
  double new_words = words_.NewWordsAt(number);
  for (const TemplatePart& part : record.parts) {
    if (part.kind == PartKind::kProse) sentences += part.pieces.size();
    if (part.kind == PartKind::kNctId || part.kind == PartKind::kCode) --new_words;
  }
  Output output{
      .other = Neighbour(chosen, random),
      .number = number,
      .months = static_cast<int>(random.Below(kMonths)),
      .new_words = new_words / static_cast<double>(std::max<size_t>(sentences, 1)),
      .random = random,
      .out = out,
  };
  for (const TemplatePart& part : record.parts) AppendPart(part, output);
}

void Resampler::AppendPart(const TemplatePart& part, Output& output) const {
  switch (part.kind) {
    case PartKind::kVerbatim:
      return AppendTo(output.out, part.text);
    case PartKind::kNctId:
      absl::StrAppend(&output.out, "NCT",
                      absl::Dec((output.number + 1) % kIds * kIdStep % kIds, absl::kZeroPad8));
      return;
    case PartKind::kCode:
      return AppendCode(part.text, output.random, output.out);
    case PartKind::kDate:
      return AppendDate(part.text, output.months, output.out);
    case PartKind::kTitle:
      return AppendCrossed(part, output.other, output);
    case PartKind::kName:
      return AppendCrossed(part, templates_[output.random.Below(templates_.size())], output);
    case PartKind::kProse:
      return AppendProse(part, output);
    case PartKind::kList:
      return AppendList(part, output);
  }
}

void Resampler::AppendCrossed(const TemplatePart& part, const RecordTemplate& other,
                              Output& output) const {
  const TemplatePart* const donor = other.Find(part.field);
  const bool crosses = donor != nullptr && part.pieces.size() > 1 && donor->pieces.size() > 1 &&
                       output.random.Chance(kCrossed);
  if (!crosses) return AppendTo(output.out, part.text);
  const absl::string_view front = part.pieces[output.random.Below(part.pieces.size() - 1)];
  const absl::string_view back = donor->pieces[1 + output.random.Below(donor->pieces.size() - 1)];
  const auto front_bytes = static_cast<size_t>(front.end() - part.text.begin());
  AppendTo(output.out, part.text.substr(0, front_bytes));
  output.out += ' ';
  AppendTo(output.out, donor->text.substr(static_cast<size_t>(back.begin() - donor->text.begin())));
}

void Resampler::AppendProse(const TemplatePart& part, Output& output) const {
  const TemplatePart* const donor = output.other.Find(part.field);
  const bool has_donor = donor != nullptr && !donor->pieces.empty();
  const char* written = part.text.begin();
  for (const absl::string_view piece : part.pieces) {
    AppendTo(output.out, {written, static_cast<size_t>(piece.begin() - written)});
    written = piece.end();
    absl::string_view chosen = piece;
    if (has_donor && IsSentence(piece) && output.random.Chance(kSwapped)) {
      const absl::string_view other = donor->pieces[output.random.Below(donor->pieces.size())];
      if (IsSentence(other)) chosen = other;
    }
    AppendTo(output.out, chosen);
    for (double due = output.new_words; due > 0 && output.random.Chance(due); --due) {
      output.out += ' ';
      words_.AppendWord(output.random, output.out);
    }
  }
  AppendTo(output.out, {written, static_cast<size_t>(part.text.end() - written)});
}

void Resampler::AppendList(const TemplatePart& part, Output& output) const {
  const TemplatePart* const donor = output.other.Find(part.field);
  const bool has_donor = donor != nullptr && !donor->pieces.empty();
  bool first = true;
  for (const absl::string_view piece : part.pieces) {
    absl::string_view chosen = piece;
    if (has_donor && output.random.Chance(kSwapped)) {
      const absl::string_view other = donor->pieces[output.random.Below(donor->pieces.size())];
      const bool is_new =
          std::find(part.pieces.begin(), part.pieces.end(), other) == part.pieces.end();
      if (is_new) chosen = other;
    }
    if (!first) output.out += ',';
    first = false;
    AppendTo(output.out, chosen);
  }
}

}  // namespace trialdex
