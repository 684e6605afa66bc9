// Identifiers that count, each prefix for itself: "conv_1", "conv_2", "call_1".
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "engine/seams/id_source.hpp"

namespace handrail {

class FakeIds : public IdSource {
 public:
  [[nodiscard]] std::string next(std::string_view prefix) override {
    const std::scoped_lock lock(mutex_);
    return std::string(prefix) + "_" + std::to_string(++counts_[std::string(prefix)]);
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace handrail
