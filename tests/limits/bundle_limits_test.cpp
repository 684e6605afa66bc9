// The limits of a bundle and of the pipelines that judge by it.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <unistd.h>

#include "dsl/program/compile.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/commands.hpp"
#include "engine/base/limits.hpp"
#include "tests/limits/small_house.hpp"

using namespace handrail;
namespace fs = std::filesystem;

namespace {

// A folder of its own for one test.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("handrail-limits-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name, std::ios::binary) << text; }
  void write_hole(const std::string& name, std::uintmax_t bytes) const {
    write(name, "");
    fs::resize_file(path_ / name, bytes);
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The small bundle of the house, answering JSON lines.
std::vector<std::string> answers_of(int (*pipeline)(const std::string&, std::istream&, std::ostream&), const std::string& lines) {
  const Folder folder;
  folder.write("small.policy", test::small_policy(0));
  folder.write("work.lua", "act('W1')\n");
  std::istringstream in(lines);
  std::ostringstream out;
  CHECK(pipeline(folder.path(), in, out) == 0);
  return lines_of(out.str());
}

std::string padded(const std::string& start, const std::string& end, std::size_t bytes) { return start + std::string(bytes - start.size() - end.size(), 'a') + end; }

}  // namespace

TEST_CASE("a bundle has as many files as its limit and not one more") {
  const Folder folder;
  folder.write("a.policy", "");
  for (std::size_t i = 1; i < limits::bundle_files; ++i) folder.write(std::to_string(i) + ".md", "");
  CHECK(read_bundle_folder(folder.path()).value().size() == limits::bundle_files);
  folder.write("one_more.md", "");
  const auto over = read_bundle_folder(folder.path());
  REQUIRE_FALSE(over);
  CHECK(over.error().code == ErrorCode::limit);
  CHECK(over.error().message == "a bundle has at most 5000 files");
}

TEST_CASE("a bundle has as many bytes as its limit and not one more, and no more than that is read") {
  const Folder folder;
  folder.write("small.policy", "0123456789");
  folder.write_hole("large.md", limits::bundle_bytes - 10);
  CHECK(read_bundle_folder(folder.path()).value().size() == 2);
  folder.write_hole("large.md", limits::bundle_bytes - 9);
  const auto over = read_bundle_folder(folder.path());
  REQUIRE_FALSE(over);
  CHECK(over.error().code == ErrorCode::limit);
  CHECK(over.error().message == "a bundle holds at most 256 MiB");
  folder.write_hole("large.md", std::uintmax_t{1} << 40);
  CHECK(read_bundle_folder(folder.path()).error().code == ErrorCode::limit);
}

TEST_CASE("as many findings are told as the limit, and then that there are more") {
  const auto codes = [](std::size_t findings) {
    std::string text;
    for (std::size_t i = 0; i < findings; ++i) text += "frobnicate number_" + std::to_string(i) + "\n";
    std::vector<std::string> seen;
    for (const dsl::Diagnostic& finding : dsl::compile({{"x.policy", text}}).diagnostics) seen.push_back(finding.code);
    return seen;
  };
  CHECK(codes(limits::diagnostics) == std::vector<std::string>(limits::diagnostics, "P0101"));
  const auto over = codes(limits::diagnostics + 1);
  REQUIRE(over.size() == limits::diagnostics + 1);
  CHECK(over.back() == "P0010");
}

TEST_CASE("a bundle declares as much as its limit and not one block more") {
  const auto found = [](std::size_t blocks) {
    std::vector<dsl::SourceFile> files;
    std::string text;
    for (std::size_t i = 0; i < blocks; ++i) {
      text += "role r" + std::to_string(i) + "\n";
      if (text.size() > limits::policy_file_bytes / 2) files.push_back({"roles_" + std::to_string(files.size()) + ".policy", std::exchange(text, "")});
    }
    files.push_back({"roles_last.policy", text});
    dsl::Diagnostics diagnostics;
    (void)dsl::parse(dsl::Sources(std::move(files)), diagnostics);
    std::vector<std::string> messages;
    for (const dsl::Diagnostic& finding : diagnostics) messages.push_back(finding.code + " " + finding.message);
    return messages;
  };
  CHECK(found(limits::declarations).empty());
  CHECK(found(limits::declarations + 1) == std::vector<std::string>{"P0009 there are more than 100000 blocks; the rest is not read"});
}

TEST_CASE("a line of a pipeline may be as long as its limit, and a longer one is one bad line") {
  const std::string start = R"({"tool":"act","arguments":{"order_id":")", end = R"("},"now":"2026-11-21T09:00:00Z","conversation":"c"})";
  const auto line = [&](std::size_t bytes) { return padded(start, end, bytes) + "\n"; };
  const auto answers = answers_of(gate, line(limits::pipeline_line_bytes) + line(limits::pipeline_line_bytes + 1) + start + "W1" + end + "\n");
  REQUIRE(answers.size() == 3);
  CHECK(parse_json(answers[0]).value().text_or("verdict") == "allow");
  CHECK(answers[1].find("the line is longer than 1048576 bytes") != std::string::npos);
  CHECK(parse_json(answers[2]).value().text_or("verdict") == "allow");
}

TEST_CASE("a classified message, what came before it and its nesting have their limits") {
  const auto text = [](std::size_t bytes) { return padded(R"({"text":")", R"("})", bytes + 11) + "\n"; };
  const auto before = [](std::size_t messages) {
    std::string list;
    for (std::size_t i = 0; i < messages; ++i) list += i == 0 ? "\"a\"" : ",\"a\"";
    return R"({"text":"do it","before":[)" + list + "]}\n";
  };
  const auto answers = answers_of(classify, text(limits::message_bytes) + text(limits::message_bytes + 1) + before(limits::working_memory_messages) +
                                                before(limits::working_memory_messages + 1));
  REQUIRE(answers.size() == 4);
  CHECK(answers[0].find("\"error\"") == std::string::npos);
  CHECK(answers[1].find("\"error\"") != std::string::npos);
  CHECK(answers[2].find("\"error\"") == std::string::npos);
  CHECK(answers[3].find("\"error\"") != std::string::npos);
}
