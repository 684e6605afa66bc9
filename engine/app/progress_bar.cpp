#include "engine/app/progress_bar.hpp"

#include <unistd.h>

#include <iostream>

namespace handrail {
namespace {
constexpr int width = 30;
}

ProgressBar::ProgressBar(std::string what) : what_(std::move(what)), terminal_(::isatty(2) == 1) {}

ProgressBar::~ProgressBar() {
  if (terminal_ && percent_ >= 0) std::cerr << "\r\033[K" << std::flush;
}

void ProgressBar::show(std::size_t done, std::size_t all) {
  const int percent = all == 0 ? 100 : static_cast<int>(done * 100 / all);
  if (!terminal_ || percent == percent_) return;
  percent_ = percent;
  const int full = percent * width / 100;
  std::cerr << "\r" << what_ << " [" << std::string(static_cast<std::size_t>(full), '#') << std::string(static_cast<std::size_t>(width - full), '.') << "] " << percent << " %, "
            << done << " of " << all << std::flush;
}

}  // namespace handrail
