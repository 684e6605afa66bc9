#include "workflows/lua/memory.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <utility>

#include "engine/base/assert.hpp"

namespace handrail {

namespace {

constexpr std::size_t alignment = alignof(std::max_align_t);
constexpr std::size_t rounded(std::size_t bytes) { return (bytes + alignment - 1) / alignment * alignment; }

}  // namespace

LuaMemory::~LuaMemory() { give_back_all(); }

void* LuaMemory::resize(void* block, std::size_t old_bytes, std::size_t bytes) {
  if (block && !of_the_beginning(block)) {
    Taken* const taken = static_cast<Taken*>(block) - 1;
    unlink(taken);
    auto* const moved = static_cast<Taken*>(std::realloc(taken, sizeof(Taken) + bytes));
    link(moved ? moved : taken);
    return moved ? moved + 1 : nullptr;
  }
  if (block && bytes <= old_bytes) return block;
  if (block && !image_ && grows_in_place(block, old_bytes, bytes)) return block;
  void* const moved = image_ ? take(bytes) : take_for_the_beginning(bytes);
  if (!moved || !block) return moved;
  std::memcpy(moved, block, old_bytes);
  leave_hole(block, old_bytes);
  return moved;
}

void LuaMemory::give_back(void* block, std::size_t bytes) {
  if (!block) return;
  if (of_the_beginning(block)) return leave_hole(block, bytes);
  Taken* const taken = static_cast<Taken*>(block) - 1;
  unlink(taken);
  std::free(taken);
}

void LuaMemory::keep() {
  HANDRAIL_ASSERT(!image_, "a state begins at one place");
  std::ranges::sort(holes_, {}, &Part::begin);
  holes_.push_back({used_, used_});
  std::size_t begin = 0, held = 0;
  for (const Part& hole : holes_) {
    if (hole.begin > begin) parts_.push_back({begin, hole.begin});
    held += hole.begin - begin;
    begin = hole.end;
  }
  holes_.clear();
  image_ = std::make_unique_for_overwrite<std::byte[]>(std::max<std::size_t>(held, 1));
  std::byte* kept = image_.get();
  for (const Part& part : parts_) kept = std::copy(room_.get() + part.begin, room_.get() + part.end, kept);
}

void LuaMemory::begin_again() {
  HANDRAIL_ASSERT(image_ != nullptr, "nothing was kept to begin with");
  give_back_all();
  const std::byte* kept = image_.get();
  for (const auto& [begin, end] : parts_) {
    std::memcpy(room_.get() + begin, kept, end - begin);
    kept += end - begin;
  }
}

// Of a block of the beginning. After `keep` it is part of what is undone.
void LuaMemory::leave_hole(const void* block, std::size_t bytes) {
  if (image_ || bytes == 0) return;
  const auto begin = static_cast<std::size_t>(static_cast<const std::byte*>(block) - room_.get());
  holes_.push_back({begin, begin + rounded(bytes)});
}

bool LuaMemory::of_the_beginning(const void* block) const {
  const std::less<const void*> before;
  return room_ && !before(block, room_.get()) && before(block, room_.get() + room_bytes_);
}

void* LuaMemory::take_for_the_beginning(std::size_t bytes) {
  if (!room_) room_ = std::make_unique_for_overwrite<std::byte[]>(room_bytes_);
  if (bytes > room_bytes_ || rounded(bytes) > room_bytes_ - used_) return nullptr;
  void* const block = room_.get() + used_;
  used_ += rounded(bytes);
  return block;
}

// The block that was taken last has the rest of the room behind it.
bool LuaMemory::grows_in_place(const void* block, std::size_t old_bytes, std::size_t bytes) {
  const std::size_t begins = static_cast<std::size_t>(static_cast<const std::byte*>(block) - room_.get());
  if (begins + rounded(old_bytes) != used_ || bytes > room_bytes_ - begins || rounded(bytes) > room_bytes_ - begins) return false;
  used_ = begins + rounded(bytes);
  return true;
}

void* LuaMemory::take(std::size_t bytes) {
  auto* const taken = static_cast<Taken*>(std::malloc(sizeof(Taken) + bytes));
  if (!taken) return nullptr;
  link(taken);
  return taken + 1;
}

void LuaMemory::link(Taken* taken) {
  taken->before = &taken_;
  taken->after = taken_.after;
  taken->after->before = taken;
  taken_.after = taken;
}

void LuaMemory::unlink(Taken* taken) {
  taken->before->after = taken->after;
  taken->after->before = taken->before;
}

void LuaMemory::give_back_all() {
  for (Taken* taken = taken_.after; taken != &taken_;) std::free(std::exchange(taken, taken->after));
  taken_ = {&taken_, &taken_};
}

}  // namespace handrail
