#include "adapters/knowledge/vector_pool.hpp"

#include <algorithm>

namespace handrail::knowledge {

namespace {

constexpr std::size_t tidied_from = 1'000;

}  // namespace

SharedVector VectorPool::held(const std::string& text_hash) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_hash_.find(text_hash);
  return found == by_hash_.end() ? nullptr : found->second.lock();
}

SharedVector VectorPool::hold(const std::string& text_hash, std::vector<float> vector) {
  const std::lock_guard lock(mutex_);
  std::weak_ptr<const std::vector<float>>& place = by_hash_[text_hash];
  // A model that gives vectors of another size than before is another one, whatever it calls itself.
  if (auto there = place.lock(); there && there->size() == vector.size()) return there;
  auto own = std::shared_ptr<const std::vector<float>>(new std::vector<float>(std::move(vector)));   // its numbers go with the last who holds it, its place here later
  place = own;
  if (by_hash_.size() > std::max(tidied_from, 2 * tidied_at_)) {
    std::erase_if(by_hash_, [](const auto& entry) { return entry.second.expired(); });
    tidied_at_ = by_hash_.size();
  }
  return own;
}

std::size_t VectorPool::size() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(by_hash_.begin(), by_hash_.end(), [](const auto& entry) { return !entry.second.expired(); }));
}

}  // namespace handrail::knowledge
