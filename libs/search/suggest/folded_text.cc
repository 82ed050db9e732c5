#include "libs/search/suggest/folded_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/case_fold.h"
#include "libs/text/normalizer.h"

namespace trialdex {
namespace {

bool IsPlainAscii(absl::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void AppendWord(const std::string& word, std::string& folded) {
  std::string plain = word;
  if (!IsPlainAscii(word)) {
    std::string normal;
    NormalizeWord(word, normal);
    PlainWord(normal, plain);
    if (plain.empty()) plain = normal;
  }
  if (!plain.empty()) absl::StrAppend(&folded, folded.empty() ? "" : " ", plain);
}

}  // namespace

std::string FoldForTyping(absl::string_view text) {
  std::string folded;
  std::string word;
  for (const char c : CaseFold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || absl::ascii_isalnum(byte)) {
      word.push_back(c);
    } else if (c != '\'') {
      AppendWord(word, folded);
      word.clear();
    }
  }
  AppendWord(word, folded);
  return folded;
}

}  // namespace trialdex
