// The vectors of all passages of an index, got from where they are kept and asked for in batches where they are not.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/knowledge/meaning.hpp"

namespace handrail::knowledge {

class Filling {
 public:
  Filling(const MeaningOptions& options, VectorFile file, Connections& connections, std::size_t passages)
      : options_(options), file_(std::move(file)), connections_(connections), passages_(passages) {}
  // All vectors, or what kept it; what was got until then is kept. Parks.
  Result<Vectors> passages();
  // What near is among them. Parks; after `passages`.
  Result<Scale> scale(const Vectors& vectors);

 private:
  // A passage is compared by its whole text and by its heading alone, which says what it is about.
  struct Place { std::int64_t number = 0; std::string text, heading, hash; };
  [[nodiscard]] bool fits(const std::vector<float>& vector) const { return dimensions_ == 0 || vector.size() == dimensions_; }
  Result<std::vector<Place>> read_from(std::int64_t number);
  Result<void> ask_for(const std::string& text, EmbeddingOf of);
  Result<void> ask_waiting(EmbeddingOf of);
  Result<std::optional<std::vector<float>>> kept(const std::string& text, EmbeddingOf of);
  Result<void> take(const std::vector<Place>& places);
  Result<void> combine(const Place& place);
  Result<void> set(std::int64_t number, SharedVector vector);

  const MeaningOptions& options_;
  VectorFile file_;
  Connections& connections_;
  const std::size_t passages_;
  std::optional<Vectors> vectors_;          // from the first one on, which says how many numbers it has
  std::size_t dimensions_ = 0;
  std::vector<std::string> waiting_;        // for a batch
  std::size_t done_ = 0;
};

}  // namespace handrail::knowledge
