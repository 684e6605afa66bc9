#include "engine/app/publish_requests.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "engine/app/whole_file.hpp"
#include "engine/base/disk.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
using Told = std::function<void(const std::string&)>;

constexpr Duration look_every = milliseconds(200);           // the server, for requests
constexpr auto client_looks_every = std::chrono::milliseconds(50);
constexpr int client_asks_for_life_every = 20;               // looks
constexpr std::size_t request_bytes = 64u << 10;             // a path and a hash
constexpr std::size_t answer_bytes = 16u << 20;              // every reason with its conversations

fs::path folder_in(const std::string& data) { return fs::path(data) / "publish"; }

Result<void> write_json(const fs::path& file, const Json& json) { return write_whole(file.string(), dump(json) + "\n"); }

std::optional<Json> read_json(const fs::path& file, std::size_t bytes_max) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  auto json = parse_json(text, {.bytes_max = bytes_max});
  return json ? std::optional(std::move(*json)) : std::nullopt;
}

// The requests that nobody took yet, by name.
std::vector<fs::path> requests_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".request") found.push_back(at->path());
  std::sort(found.begin(), found.end());
  return found;
}

// Reading, checking and training take seconds of a processor: a thread of its own, so that the loops go on.
Result<std::shared_ptr<const LiveBundle>> made_ready(House& house, const std::string& folder, const std::string& version) {
  struct Made {
    Result<std::shared_ptr<const LiveBundle>> live = fail(ErrorCode::cancelled, "the process is shutting down");
  };
  const auto made = std::make_shared<Made>();
  const std::shared_ptr<Wait> wait = house.waiting->prepare();
  std::thread maker([&house, made, wait, folder, version] {
    made->live = house.bundles->take_in(folder, BundleHash(version));
    wait->wake();
  });
  const auto parked = wait->park(minutes(60));
  maker.join();
  if (!parked) return fail(parked.error());
  return made->live;
}

void answer_request(House& house, const fs::path& running, const Told& told) {
  fs::path answer = running;
  answer.replace_extension(".answer");
  const auto failed = [&](const std::string& why) { (void)write_json(answer, Json::object({{"done", true}, {"error", why}})); };
  const auto request = read_json(running, request_bytes);
  if (!request) return failed("the request cannot be read");
  const auto live = made_ready(house, request->text_or("folder"), request->text_or("version"));
  if (!live) return failed(live.error().message);
  const PublishProgress progress = [answer](std::size_t looked_at) { (void)write_json(answer, Json::object({{"done", false}, {"looked_at", looked_at}})); };
  const auto published = publish(*house.journal, house.workflows, *house.waiting, (*live)->bundle, progress);
  if (!published) return failed(published.error().message);
  told("published version " + (*live)->bundle->hash.text.substr(0, 12) + ": " + std::to_string(published->moved) + " live conversations go on by it, " +
       std::to_string(published->live - published->moved - published->there) + " keep theirs");
  (void)write_json(answer, Json::object({{"done", true}, {"publication", to_json(*published)}}));
}

}  // namespace

void watch_publish_requests(House& house, const Told& told) {
  const fs::path folder = folder_in(house.settings.data);
  std::error_code error;
  fs::remove_all(folder, error);
  while (!house.waiting->draining() && house.waiting->sleep(look_every)) {
    for (const fs::path& request : requests_in(folder)) {
      fs::path running = request;
      running.replace_extension(".running");
      fs::rename(request, running, error);
      if (error || house.waiting->draining()) continue;
      answer_request(house, running, told);
      fs::remove(running, error);
    }
  }
}

Result<Json> ask_to_publish(const std::string& data, const std::string& folder, const BundleHash& version, const PublishProgress& progress) {
  const fs::path place = folder_in(data);
  std::error_code error;
  fs::create_directories(place, error);
  if (error) return fail(ErrorCode::unavailable, "cannot write in the data folder `" + data + "`: " + disk_refusal(error.value()));
  fs::permissions(place, fs::perms::owner_all, error);
  const std::string name = std::to_string(std::chrono::system_clock::now().time_since_epoch().count()) + "-" + std::to_string(::getpid());
  const fs::path request = place / (name + ".request"), running = place / (name + ".running"), answer = place / (name + ".answer");
  HANDRAIL_TRY_VOID(write_json(request, Json::object({{"folder", folder}, {"version", version.text}})));
  for (int look = 1;; ++look) {
    std::this_thread::sleep_for(client_looks_every);
    const bool known = fs::exists(request, error) || fs::exists(running, error);   // asked before the answer, which comes before they go
    if (const auto said = read_json(answer, answer_bytes)) {
      if (said->boolean_or("done")) {
        fs::remove(answer, error);
        if (const Json* why = said->find("error")) return fail(ErrorCode::unavailable, why->text() ? *why->text() : "the server cannot say why");
        return (*said)["publication"];
      }
      progress(static_cast<std::size_t>(said->integer_or("looked_at")));
    } else if (!known) {
      return fail(ErrorCode::unavailable, "the server that has the data folder `" + data + "` was started again meanwhile; ask again");
    }
    if (look % client_asks_for_life_every == 0 && FolderLock::take(data)) {
      fs::remove(request, error);
      return fail(ErrorCode::unavailable, "the process that had the data folder `" + data + "` ended meanwhile; ask again");
    }
  }
}

}  // namespace handrail
