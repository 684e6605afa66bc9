#include "engine/base/disk.hpp"

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace handrail {
namespace {

struct Refusal { int number; std::string_view words; };

constexpr Refusal refusals[] = {
    {ENOSPC, "the disk is full: make room on it"},
    {EDQUOT, "the user's quota on the disk is used up: make room, or raise it"},
    {EROFS, "the disk can only be read: mount it so that it can be written to, or choose another folder"},
    {EACCES, "this user may not write there: give them the right, or choose another folder"},
    {EPERM, "this user may not write there: give them the right, or choose another folder"},
    {EFBIG, "a file may not grow any further: raise the limit of a file's size (ulimit -f)"},
    {ENOENT, "the folder is not there: put it back"},
    {ENOTDIR, "what should be a folder is a file: choose another one"},
    {EMFILE, "too many files are open: raise their limit (ulimit -n)"},
    {ENFILE, "too many files are open: raise their limit (ulimit -n)"},
};

const Refusal* find(int number) {
  const auto* const found = std::ranges::find(refusals, number, &Refusal::number);
  return found == std::end(refusals) ? nullptr : found;
}

}  // namespace

std::string disk_refusal(int error_number) {
  const Refusal* known = find(error_number);
  return known ? std::string(known->words) : std::generic_category().message(error_number);
}

bool is_disk_refusal(int error_number) { return find(error_number) != nullptr; }

}  // namespace handrail
