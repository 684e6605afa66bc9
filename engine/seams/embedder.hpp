// Texts as vectors whose closeness is closeness of meaning, from a model that an installation names. It may be slow, wrong or gone: whoever asks has a way on without.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/result.hpp"

namespace handrail {

enum class EmbeddingOf { question, passage };   // many models are told which of the two a text is

class Embedder {
 public:
  virtual ~Embedder() = default;
  // Names what makes vectors comparable: the model, its dimensions, what is put before a text. Vectors of two names are never compared.
  [[nodiscard]] virtual const std::string& space() const = 0;
  [[nodiscard]] virtual std::size_t batch() const = 0;   // texts that one call may have
  // One vector for each text, in their order, all of one size and of length 1. Parks the strand that calls; a question waits for less long than passages do.
  // Fails with unavailable, timeout, limit, invalid (it refuses, or what it gives are no vectors) or cancelled; the message names no key and no text.
  virtual Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts, EmbeddingOf of) = 0;
};

}  // namespace handrail
