#include "tests/bench/allocations.hpp"

#include <cstdlib>
#include <new>

namespace {
std::uint64_t allocated = 0;   // the programs that link this allocate on one thread while they count
}

void* operator new(std::size_t bytes) {
  ++allocated;
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t bytes) { return operator new(bytes); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace handrail::bench {

std::uint64_t allocations_so_far() { return allocated; }

}  // namespace handrail::bench
