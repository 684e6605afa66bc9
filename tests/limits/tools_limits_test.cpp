// The limits of the sandbox shop, of the writer behind every store, and of the patterns that scripts may use.
#include <future>
#include <thread>

#include "adapters/sqlite/writer.hpp"
#include "adapters/tools/data_set.hpp"
#include "adapters/waiting/threads.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/sqlite/folder.hpp"
#include "tests/unit/adapters/tools/shop_fixture.hpp"
#include "tests/unit/workflows/lua/lua_run.hpp"
#include "workflows/lua/pattern.hpp"

using namespace handrail;
using Catch::Contains;

namespace {

// "" when the data set is taken, else what is wrong with it.
std::string wrong_with(const std::string& members) {
  const Json data = *parse_json("{\"currency\":\"USD\"," + members + "}");
  const auto read = tools::read_data_set(data, FakeInstant);
  return read ? "" : read.error().message;
}

}  // namespace
