// A line on standard error that says how far a long command is; nothing where that is no terminal.
#pragma once

#include <cstddef>
#include <string>

namespace handrail {

class ProgressBar {
 public:
  explicit ProgressBar(std::string what);
  ~ProgressBar();   // wipes the line
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  void show(std::size_t done, std::size_t all);

 private:
  std::string what_;
  bool terminal_;
  int percent_ = -1;
};

}  // namespace handrail
