// Plays a transcript on a rehearsal, part by part: sets up what a line sets up, does what a line does, and tells what came of it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/rehearsal/rehearsal.hpp"
#include "engine/rehearsal/transcript.hpp"

namespace handrail {

struct PlayerSettings {
  // The files of `bundle NAME`; without it the line is not understood, and `files` serve.
  std::function<Result<std::vector<dsl::SourceFile>>(const std::string& name)> bundle_named;
  std::vector<dsl::SourceFile> files;
  Readings readings = Readings::scripted;
  // How an event is told.
  std::vector<std::string> (*tell)(const Event& event) = nullptr;
  bool tell_journal = true;          // a last line with the kinds of all events
  bool tools_must_answer = false;    // a tool that no line answers for is a mistake in the transcript
  // What `tools sandbox` puts behind the scripted tools.
  std::function<Result<std::unique_ptr<ToolProvider>>(Clock& clock, IdSource& ids)> sandbox;
};

class Player {
 public:
  Player(Rehearsal& desk, PlayerSettings settings);

  // Does what the part says and returns what came of it, a line each. Where the process is killed meanwhile it is started again, and whoever got no
  // answer asks again as a well-behaved caller does: with the message's id, or when nothing of it is on the record. Fails with invalid for a line that
  // cannot be understood or played, and says how to mend it.
  Result<std::vector<std::string>> perform(const Part& part);

  [[nodiscard]] const std::vector<ConversationId>& conversations() const { return opened_; }
  // A call that can be neither sent again nor asked about goes to a person after a crash, so that its replies differ.
  [[nodiscard]] bool crash_hands_over() const { return crash_hands_over_; }

 private:
  using Lines = std::vector<std::string>;
  Result<void> set_up(const Part& part, const std::string& word, const std::string& rest);
  Result<void> set_up_bundle(const Part& part, const std::string& word, const std::string& rest);
  Result<void> script_model(const std::string& rest);
  Result<void> read_by_model(const std::string& how);
  void add_person(const std::string& rest);
  Result<void> choose_conversation(const std::string& rest);
  Result<void> start_at(const std::string& rest);
  Result<void> set_clock_back(const std::string& rest);
  Result<void> open_if_new();
  Result<Lines> act(const std::string& whole, const std::string& word, const std::string& rest);
  Result<Lines> customer(const std::string& line);
  // `came`: before the message waited for anything; empty: now.
  Result<Lines> customer_says(std::string id, std::string text, const Received& came);
  Result<Lines> approver(const std::string& rest);
  Result<Lines> agent(const std::string& rest);
  Result<Lines> judge(const std::string& name, const std::string& said);
  Result<Lines> show(const std::string& rest);
  Result<Lines> wait(const std::string& word, const std::string& rest);

  template <class Call> auto attempt(bool repeatable, Call call);
  Lines since(std::uint64_t seq, const std::string& error);
  [[nodiscard]] std::uint64_t seq();
  Result<const Principal*> person(const std::string& name, const std::string& role);
  Result<void> serve_if_changed();
  Result<void> all_tools_answered();

  Rehearsal& desk_;
  PlayerSettings settings_;
  std::vector<dsl::SourceFile> files_;
  bool changed_ = false, crash_hands_over_ = false, model_reads_ = false;
  Readings readings_;
  std::string channel_{usual_channel};
  CustomerIdentity customer_;
  std::map<std::string, Principal> people_;
  Json context_;
  ConversationId now_{"talk"};
  std::vector<ConversationId> opened_;
  int messages_ = 0;
  std::size_t unanswered_ = 0;   // tools that were already told of
  Received before_last_;         // when that began which happened last: what comes `meanwhile` came then
};

}  // namespace handrail
