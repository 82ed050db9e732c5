#include "libs/text/analyzer.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"

namespace trialdex {

class Analyzer::Impl {
 public:
  absl::Span<const Token> Analyze(absl::string_view utf8) {
    lowered_ = absl::AsciiStrToLower(utf8);
    tokens_.clear();
    const absl::string_view text = lowered_;
    size_t at = 0;
    uint32_t position = 0;
    while (at < text.size()) {
      if (!absl::ascii_isalnum(static_cast<unsigned char>(text[at]))) {
        ++at;
        continue;
      }
      const size_t begin = at;
      while (at < text.size() && absl::ascii_isalnum(static_cast<unsigned char>(text[at]))) ++at;
      tokens_.push_back({text.substr(begin, at - begin), position++, static_cast<uint32_t>(begin),
                         static_cast<uint32_t>(at), TokenKind::kWritten});
    }
    return tokens_;
  }

 private:
  std::string lowered_;
  std::vector<Token> tokens_;
};

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

absl::Span<const Token> Analyzer::Analyze(absl::string_view utf8) { return impl_->Analyze(utf8); }

}  // namespace trialdex
