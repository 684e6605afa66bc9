// Services that do tools, as handrail.toml names them: how many there may be, and how long a secret is.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "engine/app/settings.hpp"
#include "engine/app/tool_services.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("handrail-services-" + std::to_string(::getpid()))) { std::filesystem::create_directories(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name, std::ios::binary) << text; }
  [[nodiscard]] Result<Settings> settings() const { return read_settings(path_.string()); }

 private:
  std::filesystem::path path_;
};

std::string services(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "[tools.s" + std::to_string(i) + "]\nurl = \"http://127.0.0.1:9\"\n";
  return text;
}

}  // namespace

TEST_CASE("as many services as the limit do tools, and not one more") {
  const Folder folder;
  folder.write("handrail.toml", services(limits::tool_services));
  CHECK(folder.settings().value().services.size() == limits::tool_services);
  folder.write("handrail.toml", services(limits::tool_services + 1));
  const auto refused = folder.settings();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("more than " + std::to_string(limits::tool_services) + " services") != std::string::npos);
}

TEST_CASE("a secret is as long as its limit and not one byte longer, whoever holds it") {
  const Folder folder;
  folder.write("handrail.toml", "[tools.billing]\nurl = \"http://127.0.0.1:9\"\nheaders = { X-Key = \"{secret}\" }\nsecret = { file = \"key\" }\n");
  folder.write("key", std::string(limits::secret_bytes, 'k') + "\n");
  const auto settings = folder.settings();
  REQUIRE(settings);
  const auto service = with_secret(settings->services.at(0));
  REQUIRE(service);
  CHECK(service->headers.at(0).second == std::string(limits::secret_bytes, 'k'));
  folder.write("key", std::string(limits::secret_bytes + 1, 'k') + "\n");
  const auto refused = with_secret(settings->services.at(0));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("kkk") == std::string::npos);
  folder.write("key", "");
  CHECK_FALSE(with_secret(settings->services.at(0)));
}

TEST_CASE("a secret is filled in wherever a header names it, once, also when it looks like a hole itself") {
  ToolService service{.name = "billing", .url = "https://billing.example", .headers = {{"A", "x {secret} y {secret}"}, {"B", "plain"}},
                      .secret = {.env = "HANDRAIL_TEST_SECRET", .file = {}}};
  ::setenv("HANDRAIL_TEST_SECRET", "{secret}", 1);
  const auto filled = with_secret(service);
  ::unsetenv("HANDRAIL_TEST_SECRET");
  REQUIRE(filled);
  CHECK(filled->headers.at(0).second == "x {secret} y {secret}");
  CHECK(filled->headers.at(1).second == "plain");
  CHECK_FALSE(with_secret(service));
}
