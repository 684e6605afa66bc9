// The vectors that the serving versions of a desk's knowledge hold, by the content of their texts: a passage that two versions have is held once, and nothing is held
// that no version has. Safe from many threads.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace handrail::knowledge {

using SharedVector = std::shared_ptr<const std::vector<float>>;

class VectorPool {
 public:
  // Null: no version holds it.
  [[nodiscard]] SharedVector held(const std::string& text_hash) const;
  // The one that is held of this text, or this one from now on.
  SharedVector hold(const std::string& text_hash, std::vector<float> vector);
  [[nodiscard]] std::size_t size() const;   // that somebody holds

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::weak_ptr<const std::vector<float>>> by_hash_;
  std::size_t tidied_at_ = 0;               // how many there were when those that nobody holds were last left out
};

}  // namespace handrail::knowledge
