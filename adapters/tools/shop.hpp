// The sandbox shop: a whole little shop in one SQLite file, behind the same seam as a real billing system. Its refunds are real as far as the file goes:
// an idempotency key acts once and for ever, nobody gets back more than was paid, and all of it survives a restart. README.md has the tools and the data set.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/seams/clock.hpp"
#include "engine/seams/id_source.hpp"
#include "engine/seams/tool_provider.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail {

// Practice for failure: what the outside world does to the next `times` calls of `tool`. Settable from code only.
struct Fault {
  enum class Kind {
    fail,                   // refused; nothing happened
    unknown_before_effect,  // the connection broke, and nothing happened
    unknown_after_effect,   // the connection broke, and it did happen
    slow,                   // answers after `delay`; when that is past the call's deadline: it happened, and the caller cannot know
  };
  std::string tool;  // empty: any tool
  Kind kind = Kind::fail;
  std::size_t times = 1;
  Duration delay = seconds(2);
};

class SandboxShop final : public ToolProvider {
 public:
  // `path` names a file, made when missing (":memory:" is invalid: readers have a connection of their own). `waiting`, `clock` and `ids` outlive the shop.
  static Result<std::unique_ptr<SandboxShop>> open(const std::string& path, Waiting& waiting, Clock& clock, IdSource& ids);
  ~SandboxShop() override;
  SandboxShop(const SandboxShop&) = delete;
  SandboxShop& operator=(const SandboxShop&) = delete;

  struct Loaded {
    bool replaced = false;  // false: this very data set was already in, and its state stands as the tools left it
    std::size_t customers = 0, products = 0, orders = 0;   // of the data set given
  };
  // Replaces customers, products, orders and all that hangs on them, in one transaction; idempotency keys stay used. Fails with invalid, naming the
  // JSON Pointer of each wrong place, and then nothing has changed. Parks.
  Result<Loaded> load(const Json& data_set);

  [[nodiscard]] std::vector<std::string> tools() const override;
  [[nodiscard]] Json schema(const std::string& tool) const override;
  // Reads answer from the last commit; writes are durable when this returns. Parks.
  ToolResponse call(const ToolRequest& request) override;

  // Takes the place of what was set before.
  void set_faults(std::vector<Fault> faults);

 private:
  struct State;
  explicit SandboxShop(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace handrail
