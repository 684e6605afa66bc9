#include "tests/unit/adapters/server/fixture.hpp"

#include "adapters/server/problem.hpp"
#include "adapters/server/routes.hpp"

using namespace handrail;
using namespace handrail::test;

namespace {

// "GET /v1/approvals" -> the statuses listed with it. Reads the document by its indentation: paths two deep, methods four, statuses eight.
std::map<std::string, std::set<std::string>> operations(std::string_view yaml) {
  std::map<std::string, std::set<std::string>> found;
  const std::size_t begin = yaml.find("\npaths:\n"), end = yaml.find("\ncomponents:\n");
  std::string path, operation;
  for (const std::string_view line : split(yaml.substr(begin + 8, end - begin - 8), '\n')) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos) continue;
    std::string word(line.substr(indent, line.find(':', indent) - indent));
    if (indent == 2) path = word;
    if (indent == 4) {
      for (char& c : word) c = static_cast<char>(c - 'a' + 'A');
      found[operation = word + " " + path];
    }
    if (indent == 8 && word.starts_with('"')) found[operation].insert(word.substr(1, 3));
  }
  return found;
}

}  // namespace

TEST_CASE("openapi.yaml describes exactly the routes that the server has") {
  std::set<std::string> described, served;
  for (const auto& [operation, statuses] : operations(server::embedded_pages().openapi_yaml)) described.insert(operation);
  for (const server::Route& route : server::routes()) served.insert(std::string(route.method) + " " + std::string(route.path));
  CHECK(described == served);
}

TEST_CASE("every operation lists how it succeeds and how it fails") {
  const auto all = operations(server::embedded_pages().openapi_yaml);
  for (const server::Route& route : server::routes()) {
    const auto& statuses = all.at(std::string(route.method) + " " + std::string(route.path));
    INFO(route.path);
    CHECK((statuses.contains("200") || statuses.contains("201")));
    CHECK(statuses.contains("406"));
    if (!route.needs_key) continue;
    for (const char* status : {"400", "401", "403", "404", "422", "429", "500", "503", "504"}) CHECK(statuses.contains(status));
    if (route.method == "POST") {
      for (const char* status : {"409", "413", "415"}) CHECK(statuses.contains(status));
    }
  }
  CHECK(all.at("POST /v1/conversations/{id}/messages").contains("202"));
}

TEST_CASE("every problem has a status with a phrase, a page, and a name of its own") {
  std::set<std::string_view> slugs;
  for (const server::ProblemRow& row : server::problem_rows()) {
    CHECK(slugs.insert(row.slug).second);
    CHECK_FALSE(server::reason_phrase(row.status).empty());
    CHECK_FALSE(server::problem_page(row.slug).empty());
    CHECK((row.status != 503 || row.retry_after_seconds > 0));
    CHECK(&server::row_of(row.kind) == &row);
  }
}

TEST_CASE("what the server answers in a walk through its routes stands in openapi.yaml") {
  TestServer server;
  const auto all = operations(server::embedded_pages().openapi_yaml);
  const std::vector<std::pair<std::string, std::string>> bodies{
      {"/v1/conversations", "{}"}, {"/messages", R"({"text":"hi"})"}, {"/close", R"({"resolved":false})"}, {"/judgements", R"({"reply":3,"verdict":"right"})"}, {"/v1/approvals/{id}", R"({"verdict":"approve"})"},
      {"/v1/handoffs/{id}", R"({"action":"claim"})"}, {"/v1/gate", R"({"tool":"process_refund","arguments":{},"now":"2026-11-21"})"}};
  for (const server::Route& route : server::routes()) {
    const std::string operation = std::string(route.method) + " " + std::string(route.path);
    const std::string id = route.path.find("conversations") != std::string_view::npos ? "c-1" : route.path.find("approvals") != std::string_view::npos ? "a-1"
                           : route.path.find("problems") != std::string_view::npos    ? "not-found" : "h-1";
    std::string line = operation;
    if (const std::size_t at = line.find("{id}"); at != std::string::npos) line.replace(at, 4, id);
    std::string body;
    for (const auto& [suffix, json] : bodies) {
      if (route.method == "POST" && route.path.ends_with(suffix)) body = json;
    }
    const auto about = [&](std::string_view what) { return route.path.find(what) != std::string_view::npos; };
    const bool peoples = about("approvals") || about("handoffs") || about("judgements");
    const Answer answer = server.ask(request(line, body, "", peoples ? "key-person" : "key-channel"));
    INFO(operation << " " << answer.body);
    CHECK(answer.status / 100 == 2);
    CHECK(all.at(operation).contains(std::to_string(answer.status)));
  }
}
