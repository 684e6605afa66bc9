// The whole engine on a real store on a disk that fails, and people who do their part until it is done: whoever gets no answer asks again, as a well-behaved
// caller does. What was acknowledged is remembered, to be found again at the end.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite/store.hpp"
#include "adapters/waiting/threads.hpp"
#include "engine/timers/recovery.hpp"
#include "tests/crash/faulty_disk.hpp"
#include "tests/desk/desk.hpp"

namespace handrail {

class HouseOnDisk {
 public:
  // What happens after the first error that a caller sees.
  enum class After {
    go_on,           // the fault is over, and the process goes on as it is
    stay,            // the fault stays until the process has been asked several times, and has said that it is not ready; then it goes on
    restart,         // the process is killed and started again
    lose_power,      // the machine too
  };
  struct Told {
    std::vector<std::string> heard;      // the bot's words and the outcomes, conversation by conversation
    std::vector<std::string> effects;    // by tool, sorted
    std::uint64_t errors = 0;            // that callers saw
    bool struck = false;
  };

  HouseOnDisk(std::string folder, std::uint64_t seed);
  ~HouseOnDisk();

  // The whole day of a small desk, with this fault in it. Asserts what must hold, whatever happens.
  Told play(std::optional<FaultyDisk::Fault> fault, After after);

 private:
  struct Process;
  using Step = std::function<Result<void>()>;

  void start();
  void end(bool power_is_lost);
  void meet(const Error& error);
  [[nodiscard]] bool ready();
  void until_done(const Step& step);
  void acknowledge(const ConversationId& conversation);

  void open(const std::string& conversation);
  std::string say(const std::string& conversation, const std::string& message, const std::string& text);
  void approve();
  void on_handoff(HandoffRequest::Action action, const std::string& text = "");
  void wait(Duration duration);
  void day();

  void nothing_is_lost();
  void budgets_are_exact();
  [[nodiscard]] Told told() const;

  std::string folder_;
  FaultyDisk disk_;
  FakeClock clock_;
  FakeIds ids_;
  std::shared_ptr<Life> life_ = std::make_shared<Life>();
  ScriptedTools tools_{life_};
  std::shared_ptr<ScriptedReading> reading_ = std::make_shared<ScriptedReading>();
  LuaWorkflowRunner workflows_;
  Store* store_ = nullptr;
  RehearsedBundles bundles_{store_, reading_, ready_to_serve};
  std::unique_ptr<Process> process_;
  After after_ = After::go_on;
  int patience_ = 0;
  std::uint64_t errors_ = 0;
  struct Acknowledged { std::uint64_t seq = 0; std::string hash; };
  std::map<ConversationId, std::vector<Acknowledged>> acknowledged_;
};

}  // namespace handrail
