// Links and hosts as they stand in a text: "https://help.example.com/returns", "www.example.com", "example.com/pay", "[here](http://…)".
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace handrail::reply {

struct Link {
  std::string scheme, host;        // in small letters; scheme empty where none is written
  bool strange_host = false;       // letters beyond ASCII, or an address of numbers
  std::size_t begin = 0, end = 0;
};

[[nodiscard]] std::vector<Link> links_in(std::string_view text);
// Is the host, or stands below it.
[[nodiscard]] bool below(std::string_view host, std::string_view allowed);

}  // namespace handrail::reply
