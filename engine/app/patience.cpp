#include "engine/app/patience.hpp"

#include <unistd.h>

#include <chrono>
#include <iostream>

namespace handrail {

Patience::Patience(std::string work) : work_(std::move(work)) {
  if (isatty(2) != 0) counting_ = std::thread([this] { count(); });
}

Patience::~Patience() {
  if (!counting_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  ended_.notify_one();
  counting_.join();
}

void Patience::count() {
  std::unique_lock lock(mutex_);
  int seconds = 0;
  while (!ended_.wait_for(lock, std::chrono::seconds(1), [&] { return done_; }))
    if (++seconds >= 2) std::cerr << "\r\x1b[K" << work_ << " for " << seconds << " s (--no-proof leaves it out)" << std::flush;
  if (seconds >= 2) std::cerr << "\r\x1b[K" << std::flush;
}

}  // namespace handrail
