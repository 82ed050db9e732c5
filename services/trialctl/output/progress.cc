#include "services/trialctl/output/progress.h"

#include <algorithm>
#include <cstdio>

#include "absl/time/clock.h"
#include "services/trialctl/output/printing.h"

namespace trialdex {
namespace {

constexpr int kWidth = 30;
constexpr char kClearLine[] = "\r\033[K";

}  // namespace

ProgressBar::ProgressBar(int64_t total)
    : total_(total), shown_(StderrIsTerminal()), next_(absl::Now()) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::fputs(kClearLine, stderr);
}

void ProgressBar::Update(int64_t done, const std::string& text) {
  const absl::Time now = absl::Now();
  if (!shown_ || now < next_) return;
  next_ = now + absl::Milliseconds(100);
  std::string bar;
  if (total_ > 0) {
    const auto filled = static_cast<size_t>(std::min<int64_t>(kWidth, done * kWidth / total_));
    bar = "[" + std::string(filled, '#') + std::string(kWidth - filled, ' ') + "] ";
  }
  std::fprintf(stderr, "%s%s%s", kClearLine, bar.c_str(), text.c_str());
  std::fflush(stderr);
}

}  // namespace trialdex
