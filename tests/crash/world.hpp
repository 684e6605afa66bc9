// A desk with three conversations, its people, a shop outside on bad days, a disk that is full at times and a process that dies. Every deed is a value made
// beforehand from a seed, so that a sequence can be played again, shortened, and told as text. The engine is the real one, on one thread, with a clock that
// moves when told; after every deed all comes to rest, and what must hold is looked at.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/rehearsal/fake_ids.hpp"
#include "engine/rehearsal/fake_waiting.hpp"
#include "engine/timers/recovery.hpp"
#include "tests/crash/invariants.hpp"
#include "tests/crash/outside.hpp"
#include "tests/desk/desk.hpp"

namespace handrail {

// What must hold did not.
class Broken : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Deed {
  enum class Kind {
    say, say_again, say_meanwhile, say_much, refund, second_wish, decide, decide_meanwhile, on_handoff, wait, close, restart,   // people and time
    die, die_twice, disk_full,                                                        // what befalls the process, in the appends to come
    tool, order, edit,                                                                // what befalls the world outside, and the bundle (versions.hpp, in `a`)
  };
  Kind kind = Kind::say;
  std::uint32_t a = 0, b = 0, c = 0;   // which conversation, words, item, person …: each deed takes them modulo what there is
};

constexpr std::uint32_t full_in_at_most = 24;   // appends until the disk of Kind::disk_full is full, in `c`

// Some hundred deeds from a seed; the first of them are always the same for the same seed.
[[nodiscard]] std::vector<Deed> deeds_of(std::uint64_t seed, std::size_t count);

// One of the words that customers have, in the first conversation; and how the next call of a tool goes.
[[nodiscard]] Deed saying(const std::string& text);
[[nodiscard]] Deed next_call(const std::string& tool, Outside::Mood mood);

class World {
 public:
  World();
  ~World();

  // Does it, lets everything come to rest, and says in words what it was. Throws Broken, or Bug.
  std::string perform(const Deed& deed);
  // The last die came to pass: an append was reached at which the process was to die.
  [[nodiscard]] bool died() const { return died_; }
  // Everybody goes home: people resolve what they have, and time passes.
  void settle();

 private:
  struct Process;
  class FullStore;

  void start();
  void restart();
  void come_to_rest();
  void look();

  std::string act(const Deed& deed);
  std::string say(const Deed& deed);
  std::string say(const ConversationId& conversation, const std::string& text);
  std::string say_again(const Deed& deed);
  std::string say_meanwhile(const Deed& deed);
  std::string say_much(const Deed& deed);
  std::string refund(const Deed& deed);
  std::string decide(const Deed& deed);
  std::string decide(const Item& item, const ApprovalRequest& request, const Principal& who);
  std::string on_handoff(const Deed& deed);
  std::string wait(const Deed& deed);
  void fires_nothing(const ConversationId& conversation, const std::string& timer, const std::string& otherwise);
  std::string close(const Deed& deed);
  std::string edit(const Deed& deed);
  std::string fault(const Deed& deed);

  struct Said { ConversationId conversation; std::string id, text, answer; bool answered = false; };
  void send(Said& said);
  [[nodiscard]] bool follows(const Said& said, const std::string& text);
  void excused(const Error& error, const std::string& what);
  [[nodiscard]] const ConversationId& conversation(std::uint32_t n) const { return conversations_[n % conversations_.size()]; }
  void nothing_is_cut_off(const ConversationId& conversation);
  [[nodiscard]] std::vector<Item> open_items(const std::string& kind);
  [[nodiscard]] Item item_of(const Approval& approval);

  std::shared_ptr<Life> life_ = std::make_shared<Life>();
  std::shared_ptr<MemoryStore::Disk> disk_ = std::make_shared<MemoryStore::Disk>();
  std::shared_ptr<ScriptedReading> reading_ = std::make_shared<ScriptedReading>();
  FakeClock clock_;
  FakeIds ids_;
  Outside outside_{life_, clock_};
  LuaWorkflowRunner workflows_;
  Store* store_ = nullptr;
  RehearsedBundles bundles_{store_, reading_, ready_to_serve};
  std::unique_ptr<Process> process_;
  int full_in_ = 0, full_for_ = 0, deaths_to_come_ = 0, restless_ = 0;   // appends; deaths in recoveries; deeds without a rest between
  bool died_ = false;
  bool disturbed_ = false;   // since the last rest: an error may be answered with
  std::vector<ConversationId> conversations_;
  std::deque<Said> said_;   // a word said meanwhile leaves the others where they are
  std::map<ConversationId, std::vector<Told>> told_;   // what was looked at: what has not changed still holds
};

}  // namespace handrail
