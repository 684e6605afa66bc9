// DBOS on a PostgreSQL of its own, asked over pipes: peers/dbos/dbos.py starts both and ends them when this goes.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "engine/base/json.hpp"

namespace handrail::bench {

class Dbos {
 public:
  // `folder` does not exist yet. Fails with not_found where PostgreSQL, Node or the package is not installed, saying which.
  static Result<Dbos> start(const std::string& folder);
  Dbos(Dbos&& other) noexcept;
  Dbos& operator=(Dbos&&) = delete;
  ~Dbos();

  Result<std::vector<double>> alone(std::size_t count);                 // milliseconds of each workflow, one after the other
  Result<double> together(std::size_t at_once, double seconds);         // workflows per second

 private:
  Dbos() = default;
  Result<Json> ask(const std::string& line);
  Result<Json> answer();

  pid_t process_ = -1;
  int to_ = -1, from_ = -1;
  std::string buffer_;
};

}  // namespace handrail::bench
