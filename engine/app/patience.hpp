// A line on a terminal that tells people who wait that work goes on: nothing for the first two seconds, then one line that counts and goes away at the end.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace handrail {

class Patience {
 public:
  // "proving"; where standard error is no terminal, nothing is ever written.
  explicit Patience(std::string work);
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

 private:
  void count();

  std::string work_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool done_ = false;
  std::thread counting_;
};

}  // namespace handrail
