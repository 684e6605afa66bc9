// Texts as vectors whose closeness is closeness of meaning, from a model that an installation names. It may be slow, wrong or gone: whoever asks has a way on without.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/seams/language_model.hpp"

namespace handrail {

enum class EmbeddingOf { question, passage };   // many models are told which of the two a text is

// What vectors may cost, and what they did: kept by whoever asks, added to by whoever is asked.
struct EmbeddingAccount {
  std::optional<std::uint64_t> cost_micro_usd_max;   // what could cost more is not asked
  ModelUse used;                                     // of all attempts, the broken ones as far as the provider said it; nothing: nobody was asked
  std::string model;                                 // the provider's name for it
  std::string trouble;                               // why there are no vectors; empty: there are, or nobody was asked
};

class Embedder {
 public:
  virtual ~Embedder() = default;
  // Names what makes vectors comparable: the model, its dimensions, what is put before a text. Vectors of two names are never compared.
  [[nodiscard]] virtual const std::string& space() const = 0;
  [[nodiscard]] virtual std::size_t batch() const = 0;   // texts that one call may have
  // One vector for each text, in their order, all of one size and of length 1. Parks the strand that calls; a question waits for less long than passages do.
  // Fails with unavailable, timeout, limit, invalid (it refuses, or what it gives are no vectors) or cancelled; the message names no key and no text.
  virtual Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts, EmbeddingOf of, EmbeddingAccount* account = nullptr) = 0;
};

}  // namespace handrail
