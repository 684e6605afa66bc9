#include "engine/app/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "engine/base/disk.hpp"

namespace handrail {
namespace {

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

tl::unexpected<Error> refused(const std::string& path, int why) { return fail(ErrorCode::unavailable, "cannot write `" + path + "`: " + disk_refusal(why)); }

}  // namespace

Result<void> write_whole(const std::string& path, std::string_view text) {
  const std::string aside = path + ".new";
  const int file = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return refused(path, errno);
  bool written = write_all(file, text) && ::fsync(file) == 0;
  int why = errno;
  if (::close(file) != 0 && written) {
    written = false;
    why = errno;
  }
  if (written && std::rename(aside.c_str(), path.c_str()) == 0) return {};
  if (written) why = errno;
  std::remove(aside.c_str());
  return refused(path, why);
}

}  // namespace handrail
