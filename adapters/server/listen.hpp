// Listening sockets, one per shard, on one port that is ours alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.hpp"

namespace handrail::server {

struct ListeningSockets {
  std::vector<int> descriptors;   // the caller closes them
  int family = 0;                 // AF_INET or AF_INET6
  std::uint16_t port = 0;
};

// Fails with conflict when somebody listens there already, with invalid on a host that is none, with forbidden on a port that needs a privilege.
Result<ListeningSockets> listen_on(const std::string& host, std::uint16_t port, std::size_t count);

}  // namespace handrail::server
