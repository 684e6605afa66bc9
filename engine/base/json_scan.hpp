// The two readers behind parse_json: one that is fast and only says that it could not, and one that says what is wrong and where. Whatever the fast one
// reads, the careful one reads the same.
#pragma once

#include <bitset>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace handrail {

// None: malformed, a duplicate key, nested too deeply, or nothing that is read fast (neither object nor array, a whole number of more than 64 bits). `text` has no NUL byte.
[[nodiscard]] std::optional<Json> scan_json(std::string_view text, int depth_max);
// As parse_json, of a text that is not too long and has no NUL byte.
[[nodiscard]] Result<Json> read_json_carefully(std::string_view text, int depth_max);

// The keys of one object so far. Few are compared one by one, and only where one of the same look was there; many are kept sorted.
class KeysSeen {
 public:
  // Whether `key` is among the members; it is remembered.
  bool before(std::string_view key, const Json::Object& members) {
    constexpr std::size_t few = 64;
    const std::size_t look = key.empty() ? 0 : (key.size() * 31 + static_cast<unsigned char>(key.front()) * 7 + static_cast<unsigned char>(key.back())) % looks_.size();
    const bool alike = looks_.test(look);
    looks_.set(look);
    if (members.size() >= few) {
      if (sorted_.empty())
        for (const Json::Member& member : members) sorted_.insert(member.first);
      return !sorted_.insert(std::string(key)).second;
    }
    if (!alike) return false;
    for (const Json::Member& member : members)
      if (member.first == key) return true;
    return false;
  }

 private:
  std::bitset<256> looks_;
  std::set<std::string, std::less<>> sorted_;
};

}  // namespace handrail
