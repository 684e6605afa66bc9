// `handrail fmt` as it is called: what it answers, what it writes, and what it leaves alone.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "engine/app/commands.hpp"
#include "tests/catch.hpp"

using namespace handrail;
namespace fs = std::filesystem;

namespace {

const std::string untidy = "currency USD\nrole lead\n    may   approve up to $1000\n", tidy = "currency USD\n\nrole lead\n  may approve up to $1,000\n";

// A folder of its own, and what the command said.
class Desk {
 public:
  Desk() : folder_(fs::temp_directory_path() / ("handrail-fmt-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Desk() { fs::remove_all(folder_); }
  [[nodiscard]] fs::path path(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories(path(name).parent_path());
    std::ofstream(path(name), std::ios::binary) << text;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] std::size_t files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) count += entry.is_regular_file() ? 1 : 0;
    return count;
  }
  int run(const std::vector<std::string>& names, bool check = false) { return call({paths(names), check, false}, ""); }
  int call(const FmtOptions& options, const std::string& in) {
    std::istringstream input(in);
    std::ostringstream output, errors;
    std::streambuf* const was = std::cerr.rdbuf(errors.rdbuf());
    const int code = fmt(options, input, output);
    std::cerr.rdbuf(was);
    said = output.str();
    complained = errors.str();
    return code;
  }
  std::string said, complained;

 private:
  [[nodiscard]] std::vector<std::string> paths(const std::vector<std::string>& names) const {
    std::vector<std::string> all;
    for (const std::string& name : names) all.push_back(path(name).string());
    return all;
  }
  fs::path folder_;
};

}  // namespace

TEST_CASE("fmt writes a file in its form, names it, and has nothing to do the second time") {
  Desk desk;
  desk.write("a.policy", untidy);
  CHECK(desk.run({"a.policy"}) == 0);
  CHECK(desk.said == desk.path("a.policy").string() + "\n");
  CHECK(desk.read("a.policy") == tidy);
  CHECK(desk.run({"a.policy"}) == 0);
  CHECK(desk.said.empty());
}

TEST_CASE("fmt --check changes nothing, ends with 1 and shows the first difference; 0 where there is none") {
  Desk desk;
  desk.write("a.policy", untidy);
  CHECK(desk.run({"a.policy"}, true) == 1);
  CHECK(desk.said == "not formatted: " + desk.path("a.policy").string() + "\n@@ line 2 @@\n+\n");
  CHECK(desk.read("a.policy") == untidy);
  desk.write("a.policy", "currency USD\n\nrole lead\n  may  approve up to $1000\n\nrole head\n  may approve up to $5\n");
  CHECK(desk.run({"a.policy"}, true) == 1);
  CHECK(desk.said.find("@@ line 4 @@\n-  may  approve up to $1000\n") != std::string::npos);
  CHECK(desk.said.find("\n+  may approve up to $1,000\n") != std::string::npos);
  desk.write("a.policy", tidy);
  CHECK(desk.run({"a.policy"}, true) == 0);
  CHECK(desk.said.empty());
}

TEST_CASE("fmt formats the policies of a folder, and nothing else in it") {
  Desk desk;
  desk.write("b/a.policy", untidy);
  desk.write("b/deeper/c.policy", untidy);
  desk.write("b/.git/d.policy", untidy);
  desk.write("b/notes.md", untidy);
  CHECK(desk.run({"b"}) == 0);
  CHECK(desk.read("b/a.policy") == tidy);
  CHECK(desk.read("b/deeper/c.policy") == tidy);
  CHECK(desk.read("b/.git/d.policy") == untidy);
  CHECK(desk.read("b/notes.md") == untidy);
}

TEST_CASE("fmt --stdin and `-` answer with the text") {
  Desk desk;
  for (const FmtOptions& options : {FmtOptions{{}, false, true}, FmtOptions{{"-"}, false, false}}) {
    CHECK(desk.call(options, untidy) == 0);
    CHECK(desk.said == tidy);
  }
  CHECK(desk.call({{}, true, true}, untidy) == 1);
  CHECK(desk.said.starts_with("not formatted: stdin\n@@ line 2 @@\n"));
  CHECK(desk.call({{}, true, true}, tidy) == 0);
  CHECK(desk.call({{}, false, true}, "role (\n") == 1);
  CHECK(desk.said.empty());
}

TEST_CASE("fmt leaves a text that does not read well as it is, says why, and formats the others") {
  Desk desk;
  desk.write("bad.policy", "role lead\n  may approve $5\n");
  desk.write("good.policy", untidy);
  CHECK(desk.run({"bad.policy", "good.policy"}) == 1);
  CHECK(desk.read("bad.policy") == "role lead\n  may approve $5\n");
  CHECK(desk.complained.find("left as it was, because it does not read well") != std::string::npos);
  CHECK(desk.read("good.policy") == tidy);
}

TEST_CASE("fmt mends line ends of another system and a byte order mark, and --check tells of them") {
  Desk desk;
  desk.write("a.policy", "\xEF\xBB\xBF" "currency USD\r\n");
  CHECK(desk.run({"a.policy"}, true) == 1);
  desk.write("b.policy", "currency USD\r\n\r\nrole lead\r\n  may approve up to $1,000\r\n");
  CHECK(desk.run({"b.policy"}, true) == 1);
  CHECK(desk.run({"a.policy", "b.policy"}) == 0);
  CHECK(desk.read("a.policy") == "currency USD\n");
  CHECK(desk.read("b.policy") == tidy);
}

TEST_CASE("fmt keeps a file's permissions, and a link to it stays a link") {
  Desk desk;
  desk.write("real/a.policy", untidy);
  fs::permissions(desk.path("real/a.policy"), fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  fs::create_symlink("real/a.policy", desk.path("link.policy"));
  CHECK(desk.run({"link.policy"}) == 0);
  CHECK(fs::is_symlink(desk.path("link.policy")));
  CHECK(desk.read("real/a.policy") == tidy);
  CHECK((fs::status(desk.path("real/a.policy")).permissions() & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
}

TEST_CASE("fmt puts the whole text in the file's place at once, and leaves nothing beside it") {
  Desk desk;
  desk.write("a.policy", untidy);
  std::ifstream open_before(desk.path("a.policy"), std::ios::binary);
  CHECK(desk.run({"a.policy"}) == 0);
  CHECK(std::string(std::istreambuf_iterator<char>(open_before), {}) == untidy);   // who reads meanwhile sees the old text whole
  CHECK(desk.files() == 1);
}

TEST_CASE("fmt says which files it cannot read or write, and ends with 2") {
  Desk desk;
  CHECK(desk.run({"missing.policy"}) == 2);
  CHECK(desk.complained.find("cannot read `" + desk.path("missing.policy").string() + "`") != std::string::npos);
  CHECK(desk.run({}) == 2);
  if (::geteuid() == 0) {
    // The superuser may write anywhere: a name too long for the text beside it is what stands in the way.
    const std::string name = std::string(246, 'a') + ".policy";
    desk.write(name, untidy);
    CHECK(desk.run({name}) == 2);
    CHECK(desk.read(name) == untidy);
  } else {
    desk.write("shut/a.policy", untidy);
    fs::permissions(desk.path("shut"), fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(desk.run({"shut/a.policy"}) == 2);
    CHECK(desk.read("shut/a.policy") == untidy);
    fs::permissions(desk.path("shut"), fs::perms::owner_all);
  }
  CHECK(desk.complained.find("cannot write") != std::string::npos);
}
