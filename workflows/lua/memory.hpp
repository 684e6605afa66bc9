// The blocks of one Lua state. A state that is made anew for every run costs more than most runs, so it is made once: what was taken up to `keep` is the
// beginning, and `begin_again` makes the memory what it was then, byte by byte and at the same addresses, whatever a script did with it.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace handrail {

class LuaMemory {
 public:
  explicit LuaMemory(std::size_t room_bytes) : room_bytes_(room_bytes) {}   // what the beginning may take
  ~LuaMemory();
  LuaMemory(const LuaMemory&) = delete;
  LuaMemory& operator=(const LuaMemory&) = delete;

  // As std::realloc and std::free. A block never moves by itself; nullptr: there is no memory.
  void* resize(void* block, std::size_t old_bytes, std::size_t bytes);
  void give_back(void* block, std::size_t bytes);

  // From here on blocks are taken that a run gives back. Once.
  void keep();
  // Only where no state in this memory runs: gives back all that was taken since `keep`, and undoes what was written since.
  void begin_again();

 private:
  struct Taken {             // stands in front of each block that was taken since `keep`
    Taken* before;
    Taken* after;
  };
  static_assert(sizeof(Taken) % alignof(std::max_align_t) == 0);

  [[nodiscard]] bool of_the_beginning(const void* block) const;
  void leave_hole(const void* block, std::size_t bytes);
  void* take_for_the_beginning(std::size_t bytes);
  bool grows_in_place(const void* block, std::size_t old_bytes, std::size_t bytes);
  void* take(std::size_t bytes);
  void link(Taken* taken);
  static void unlink(Taken* taken);
  void give_back_all();

  const std::size_t room_bytes_;
  std::unique_ptr<std::byte[]> room_;     // the blocks of the beginning, one behind the other
  std::size_t used_ = 0;
  // What was given back while the state was made is undone by nobody: half of the room, and a run would pay for it.
  struct Part { std::size_t begin = 0, end = 0; };
  std::vector<Part> holes_;               // until `keep`
  std::vector<Part> parts_;               // of the room that hold something at `keep`
  std::unique_ptr<std::byte[]> image_;    // these parts as they were, one behind the other
  Taken taken_{&taken_, &taken_};         // a ring
};

}  // namespace handrail
