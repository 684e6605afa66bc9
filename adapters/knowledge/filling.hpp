// The vectors of all passages of an index, got from where they are kept and asked for in batches where they are not.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/knowledge/meaning.hpp"

namespace handrail::knowledge {

class Filling {
 public:
  Filling(const MeaningOptions& options, VectorFile file, Connections& connections, std::size_t passages)
      : options_(options), file_(std::move(file)), connections_(connections), passages_(passages) {}
  // All vectors, or what kept it; what was got until then is kept. Parks.
  Result<Vectors> passages();
  // Some of the sections' headings taken as questions. Parks; after `passages`.
  Result<std::vector<HeadingAsked>> headings(const Vectors& vectors);

 private:
  struct Text { std::int64_t number = 0; std::string hash, text; };
  struct Heading { std::string path, text; };
  Result<std::vector<Text>> read_from(std::int64_t number);
  Result<void> take(const Text& text);
  Result<void> ask_waiting(EmbeddingOf of);
  Result<void> set(std::int64_t number, SharedVector vector);
  Result<std::vector<float>> of_heading(const std::string& text);

  const MeaningOptions& options_;
  VectorFile file_;
  Connections& connections_;
  const std::size_t passages_;
  std::optional<Vectors> vectors_;          // from the first one on, which says how many numbers it has
  std::vector<Text> waiting_;               // for a batch
  std::size_t done_ = 0;
  std::vector<std::int32_t> article_;       // of each passage, by number
  std::vector<Heading> headings_;
  std::vector<std::int32_t> article_of_heading_;
};

}  // namespace handrail::knowledge
