#include "tests/bench/desk.hpp"

#include <stdlib.h>

#include <filesystem>
#include <future>

#include "engine/app/commands.hpp"
#include "tests/bench/figures.hpp"

namespace handrail::bench {

namespace fs = std::filesystem;

DataFolder::DataFolder() {
  std::string name = std::string(HANDRAIL_BINARY_DIR) + "/bench-data-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) give_up("no folder for data below " HANDRAIL_BINARY_DIR);
  path_ = name;
}

DataFolder::~DataFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::size_t DataFolder::bytes() const {
  std::size_t sum = 0;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(path_, ignored))
    if (entry.is_regular_file(ignored)) sum += entry.file_size(ignored);
  return sum;
}

Desk::Desk(std::vector<ModelService> models) : channel{.kind = PrincipalKind::channel, .name = "bench", .vouches = true} {
  Settings settings = must(read_settings(HANDRAIL_SOURCE_DIR "/examples/shop"));
  settings.data = folder.path();
  settings.models = std::move(models);
  house = must(build_house(std::move(settings), [](const std::string& text) { std::cerr << "bench: " << text << "\n"; }));
  key = must(house->keys->add(channel));
}

std::unique_ptr<Server> Desk::serve() {
  return must(Server::start(*house->waiting, *house->engine, *house->keys, {.port = 0, .version = std::string(program_version)}));
}

void Desk::on_strand(const std::function<void()>& work) {
  std::promise<void> done;
  house->waiting->start(0, [&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

OpenRequest Desk::opening(const std::string& conversation) const {
  return {.id = conversation, .customer = {CustomerId(std::string(customer)), true, "signed in"}, .context = {}};
}

const std::vector<std::string>& questions() {
  static const std::vector<std::string> all = {
      "how long does shipping take",          "do you ship to Canada",   "what is your return policy", "is the rain jacket waterproof",
      "what is the warranty on the office chair", "do you sell gift cards", "which cards do you accept",  "can I wash the wool blanket in a machine",
  };
  return all;
}

}  // namespace handrail::bench
