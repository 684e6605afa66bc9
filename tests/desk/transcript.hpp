// A transcript (tests/golden/turns/*.turn): lines at the margin are what is set up and what people do, the indented lines below each are what comes of
// it. `tests/golden/turns/README.md` says how one is written.
#pragma once

#include <string>
#include <vector>

#include "tests/desk/desk.hpp"

namespace handrail {

// A line at the margin with the `| …` lines that belong to it, and what is written below it.
struct Part {
  std::string text;                    // a comment and an empty line are parts too: nothing comes of them
  std::vector<std::string> block;      // the `| …` lines, without their mark
  std::vector<std::string> expected;   // without the indentation
};

[[nodiscard]] std::vector<Part> parts_of(const std::string& text);
[[nodiscard]] std::string text_of(const std::vector<Part>& parts);

// One transcript being played. A line that cannot be understood is an assertion that names it.
class Play {
 public:
  explicit Play(Desk& desk) : desk_(desk) {}

  // Does what the part says and returns what came of it, a line each. Where the process is killed meanwhile it is started again, and whoever got no
  // answer asks again as a well-behaved caller does: with the message's id, or when nothing of it is on the record.
  std::vector<std::string> perform(const Part& part);

  [[nodiscard]] const std::vector<ConversationId>& conversations() const { return opened_; }
  // A call that can be neither sent again nor asked about goes to a person after a crash, so that its replies differ.
  [[nodiscard]] bool crash_hands_over() const { return crash_hands_over_; }

 private:
  void set_up(const Part& part, const std::string& word, const std::string& rest);
  void script_tool(const std::string& rest);
  void add_person(const std::string& rest);
  void choose_conversation(const std::string& rest);
  void open_if_new();
  std::vector<std::string> customer(const std::string& line);
  std::vector<std::string> customer_says(std::string id, std::string text);
  std::vector<std::string> approver(const std::string& rest);
  std::vector<std::string> agent(const std::string& rest);
  std::vector<std::string> show(const std::string& rest);
  void wait(const std::string& rest);

  template <class Call> auto attempt(bool repeatable, Call call);
  std::vector<std::string> since(std::uint64_t seq, const std::string& error);
  [[nodiscard]] std::uint64_t seq();
  [[nodiscard]] Item newest(const std::string& kind);
  void serve_if_changed();

  Desk& desk_;
  std::vector<dsl::SourceFile> files_;
  bool changed_ = false, embedded_ = false, crash_hands_over_ = false;
  CustomerIdentity customer_;
  std::map<std::string, Principal> people_;
  Json context_;
  ConversationId now_{"talk"};
  std::vector<ConversationId> opened_;
  int messages_ = 0;
};

// What a transcript means to the people in it, without what another run may number differently: replies, handoffs, approvals, outcomes.
[[nodiscard]] std::vector<std::string> essence(Desk& desk, const std::vector<ConversationId>& conversations);
// What was done outside by calls that write, a line each, sorted.
[[nodiscard]] std::vector<std::string> effects(Desk& desk);

// One event as a transcript tells it; empty: it is only counted.
[[nodiscard]] std::vector<std::string> told(const Event& event);

}  // namespace handrail
