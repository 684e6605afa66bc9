// The dense side of an index: vectors of its passages, filled in aside while words already find, and the vector of a question. What fails here is told and costs
// an answer nothing but the time that a question may wait.
//
// `fill` runs on a strand of its own and begins again, after a growing pause, where the model fails; what it was given is kept (vector_file.hpp). Once all passages
// have their vectors what near is is measured (scale.hpp), and from then on questions are compared with them.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "adapters/knowledge/connections.hpp"
#include "adapters/knowledge/scale.hpp"
#include "adapters/knowledge/shelf.hpp"
#include "adapters/knowledge/vector_file.hpp"
#include "adapters/knowledge/vector_pool.hpp"
#include "adapters/knowledge/vectors.hpp"
#include "engine/seams/embedder.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail::knowledge {

struct MeaningOptions {
  Embedder* embedder = nullptr;           // outlives the index, as `waiting` does
  Waiting* waiting = nullptr;
  enum class Filled { aside, first };     // whether the index is handed out meanwhile; `first` gives up where the model fails
  Filled filled = Filled::aside;
  std::shared_ptr<VectorPool> pool = std::make_shared<VectorPool>();   // of all versions whose vectors this embedder gives
  std::function<void(const std::string&)> told = [](const std::string&) {};
  std::function<void(std::size_t done, std::size_t all)> on_progress = [](std::size_t, std::size_t) {};   // in passages
};

// A question that was given its vector, and what it is compared with.
class Meant {
 public:
  struct Near { std::int64_t number = 0; double similarity = 0; };
  // Those that may answer, the nearest first.
  [[nodiscard]] std::vector<Near> nearest(const Admitted& admitted, std::size_t most) const;
  [[nodiscard]] double similarity(std::int64_t number) const { return similarities_[static_cast<std::size_t>(number) - 1]; }
  [[nodiscard]] const Scale& scale() const { return scale_; }

 private:
  friend class Meaning;
  Meant(std::vector<float> similarities, Scale scale) : similarities_(std::move(similarities)), scale_(scale) {}
  std::vector<float> similarities_;       // by number, less one
  Scale scale_;
};

class Meaning {
 public:
  // `file`: where vectors are kept. `connections`: of the index, which live as long as this.
  Meaning(MeaningOptions options, std::string file, std::shared_ptr<Connections> connections, std::size_t passages);
  // One attempt; parks. Fails with what kept it.
  Result<void> fill();
  // Parks for the vector of the question, unless it was asked lately. None: there are no vectors yet, or the model does not answer.
  [[nodiscard]] std::optional<Meant> ask(const std::function<std::string()>& question, EmbeddingAccount* account) const;
  [[nodiscard]] const MeaningOptions& options() const { return options_; }

 private:
  struct Ready { Vectors vectors; Scale scale; };
  std::shared_ptr<const std::vector<float>> vector_of(const std::string& question, EmbeddingAccount* account) const;

  const MeaningOptions options_;
  const std::string file_;
  const std::shared_ptr<Connections> connections_;
  const std::size_t passages_;
  mutable std::mutex mutex_;              // never held while parked
  std::shared_ptr<const Ready> ready_;
  mutable std::unordered_map<std::string, std::shared_ptr<const std::vector<float>>> asked_;   // the last questions
};

// Fills it, on a strand of its own that ends with the index or with the process; `first` waits for its end.
void start_filling(const std::shared_ptr<Meaning>& meaning);

}  // namespace handrail::knowledge
