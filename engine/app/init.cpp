// `handrail init`: a desk to begin with.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "engine/app/commands.hpp"
#include "engine/app/standard_library.hpp"
#include "engine/app/typed.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view settings = R"(# The sandbox shop: customers, orders and plans to try the desk on. Take it out once [tools.…] name services of your own.
[sandbox]
data = "sandbox.json"
)";
constexpr std::string_view ignored = "# The data folder: conversations, keys, caches.\n.handrail/\n";

Result<void> put(const fs::path& folder, std::string_view path, std::string_view text) {
  const fs::path file = folder / path;
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) return fail(ErrorCode::unavailable, "cannot make the folder `" + printable(file.parent_path().string(), 300) + "`: " + error.message());
  std::ofstream out(file, std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size())).flush();
  if (!out) return fail(ErrorCode::unavailable, "cannot write `" + printable(file.string(), 300) + "`: make room, or name a folder that you may write to");
  return {};
}

Result<void> make_desk(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error)) return fail(ErrorCode::conflict, "`" + printable(folder.string(), 300) + "` is a file: name a folder");
  if (fs::exists(folder, error) && fs::directory_iterator(folder, error) != fs::directory_iterator())
    return fail(ErrorCode::conflict, "the folder `" + printable(folder.string(), 300) + "` is not empty, and nothing in it was touched: name a new one");
  if (error) return fail(ErrorCode::unavailable, "cannot read the folder `" + printable(folder.string(), 300) + "`: " + error.message());
  for (const LibraryFile& file : starter_desk()) HANDRAIL_TRY_VOID(put(folder, file.path, file.text));
  HANDRAIL_TRY_VOID(put(folder, "handrail.toml", settings));
  return put(folder, ".gitignore", ignored);
}

}  // namespace

int init(const std::string& folder, std::ostream& out) {
  if (const auto made = make_desk(folder); !made) {
    std::cerr << "handrail: " << made.error().message << "\n";
    return 2;
  }
  const std::string name = typed_word(folder);
  out << "a desk on the standard library is in " << printable(folder, 300) << ": desk.policy, articles in knowledge/, cases/, transcripts/, and a shop to try it on\n\n"
      << "  handrail chat " << name << " --customer c_ada     say: \"I want a refund for W1001, it is broken\"\n"
      << "  handrail check " << name << "                     finds mistakes, and proves the guarantees\n"
      << "  handrail test " << name << "                      runs its cases and transcripts\n"
      << "  handrail facts " << name << "                     what a policy may name\n"
      << "  handrail ready " << name << "                     what is missing before customers write to it\n";
  return 0;
}

}  // namespace handrail
