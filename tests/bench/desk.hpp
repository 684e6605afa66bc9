// The shop's desk, whole and real, on a fresh data folder on disk: what `handrail serve examples/shop` stands on, without its command line.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/server/server.hpp"
#include "engine/app/wire.hpp"

namespace handrail::bench {

// A folder below the build folder (a disk, where the system's temporary folder may be memory), removed with everything in it.
class DataFolder {
 public:
  DataFolder();
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::size_t bytes() const;   // of all files in it

 private:
  std::string path_;
};

struct Desk {
  DataFolder folder;
  std::unique_ptr<House> house;
  Principal channel;   // vouches for its customers
  std::string key;     // of the channel

  // With language models, which then draft the answers; without, the desk's own reading and its articles do.
  explicit Desk(std::vector<ModelService> models = {});
  [[nodiscard]] std::unique_ptr<Server> serve();
  // Runs `work` on a strand of shard 0, where turns run, and returns when it has ended.
  void on_strand(const std::function<void()>& work);
  [[nodiscard]] OpenRequest opening(const std::string& conversation) const;
};

// Eight questions that the shop's knowledge answers, each once in a conversation: nobody asks the same thing twice, so no trigger fires.
inline constexpr std::size_t messages_per_conversation = 8;
[[nodiscard]] const std::vector<std::string>& questions();
inline constexpr std::string_view customer = "c_ada";

}  // namespace handrail::bench
