// The real clock and real randomness. Here and in adapters only.
#pragma once

#include "engine/seams/clock.hpp"
#include "engine/seams/id_source.hpp"

namespace handrail {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

class RandomIds final : public IdSource {
 public:
  explicit RandomIds(const Clock& clock) : clock_(clock) {}
  [[nodiscard]] std::string next(std::string_view prefix) override;

 private:
  const Clock& clock_;
};

// `bytes` of the kernel's randomness in lower-case base 32.
[[nodiscard]] std::string random_text(std::size_t bytes);

}  // namespace handrail
