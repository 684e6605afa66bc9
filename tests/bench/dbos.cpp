#include "tests/bench/dbos.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <utility>

namespace handrail::bench {

Dbos::Dbos(Dbos&& other) noexcept
    : process_(std::exchange(other.process_, -1)), to_(std::exchange(other.to_, -1)), from_(std::exchange(other.from_, -1)), buffer_(std::move(other.buffer_)) {}

Dbos::~Dbos() {
  if (to_ >= 0) ::close(to_);   // the end of its input ends it
  if (from_ >= 0) ::close(from_);
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
}

Result<Dbos> Dbos::start(const std::string& folder) {
  Dbos dbos;
  int to[2], from[2];
  if (::pipe(to) != 0 || ::pipe(from) != 0) return fail(ErrorCode::unavailable, "no pipes");
  dbos.process_ = ::fork();
  if (dbos.process_ == 0) {
    ::dup2(to[0], STDIN_FILENO);
    ::dup2(from[1], STDOUT_FILENO);
    for (const int end : {to[0], to[1], from[0], from[1]}) ::close(end);
    ::execlp("python3", "python3", HANDRAIL_SOURCE_DIR "/tests/bench/peers/dbos/dbos.py", folder.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(to[0]);
  ::close(from[1]);
  dbos.to_ = to[1];
  dbos.from_ = from[0];
  const auto ready = dbos.answer();
  if (!ready) return fail(ErrorCode::not_found, "DBOS on PostgreSQL is not measured: it did not start (what it says stands above)");
  return dbos;
}

Result<Json> Dbos::answer() {
  for (;;) {
    if (const std::size_t end = buffer_.find('\n'); end != std::string::npos) {
      const std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return parse_json(line, {.bytes_max = 64u << 20});
    }
    char bytes[16384];
    const ssize_t more = ::read(from_, bytes, sizeof bytes);
    if (more <= 0) return fail(ErrorCode::unavailable, "DBOS ended");
    buffer_.append(bytes, static_cast<std::size_t>(more));
  }
}

Result<Json> Dbos::ask(const std::string& line) {
  if (::write(to_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) return fail(ErrorCode::unavailable, "DBOS ended");
  return answer();
}

Result<std::vector<double>> Dbos::alone(std::size_t count) {
  HANDRAIL_TRY(const Json answer, ask("alone " + std::to_string(count) + "\n"));
  std::vector<double> milliseconds;
  if (answer.items())
    for (const Json& one : *answer.items()) milliseconds.push_back(one.real().value_or(0));
  return milliseconds;
}

Result<double> Dbos::together(std::size_t at_once, double seconds) {
  HANDRAIL_TRY(const Json answer, ask("together " + std::to_string(at_once) + " " + std::to_string(seconds) + "\n"));
  return answer.real().value_or(0);
}

}  // namespace handrail::bench
