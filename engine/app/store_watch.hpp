// What the operator hears of a data folder that cannot be written to: one line when it begins and one when it is well again, however often it changes between.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "engine/base/time.hpp"

namespace handrail {

class StoreWatch {
 public:
  explicit StoreWatch(std::string folder) : folder_(std::move(folder)) {}

  // What is to be said now, if anything. `trouble`: why nothing can be written at this moment; empty: it can.
  [[nodiscard]] std::optional<std::string> look(const std::string& trouble, Instant now);

 private:
  std::string folder_;
  std::optional<Instant> since_;       // in trouble since then; none: well
  std::optional<Instant> well_since_;  // in trouble that was told of, and well since then
  std::optional<Instant> last_told_;
  bool told_ = false;                  // of this trouble
};

}  // namespace handrail
