#include "engine/rehearsal/told_alike.hpp"

#include "engine/rehearsal/model_words.hpp"

namespace handrail {
namespace {

struct Telling {
  void operator()(const event::ModelAnswered& e) { say("model's " + e.purpose + model_answer(e)); }
  void operator()(const event::VectorAsked& e) {
    if (!e.trouble.empty()) say("found by words alone: " + e.trouble);
  }
  void operator()(const event::ReadingChecked& e) { say(checked_reading(e)); }
  void operator()(const event::ReplyChecked& e) {
    for (const std::string& line : checked_reply(e)) say(line);
  }
  void operator()(const event::ReplyJudged& e) {
    say("reply judged " + e.verdict + " by " + e.by + (e.reason.empty() ? "" : ": " + e.reason));
    if (!e.text.empty()) say("should have said: " + e.text);
  }
  void operator()(const event::EpisodeOpened& e) {
    if (e.number > 1) say("episode " + std::to_string(e.number) + (e.reopened ? ", reopened" : ""));
  }
  void operator()(const event::EpisodeClosed& e) { say("outcome: " + std::string(word_of(e.outcome)) + ", " + std::string(word_of(e.by))); }
  void operator()(const event::BugCaught& e) { say("bug: " + e.what); }
  template <class Other> void operator()(const Other&) {}

  void say(std::string text) { lines.push_back(std::move(text)); }

  std::vector<std::string> lines;
};

}  // namespace

std::vector<std::string> told_alike(const Event& event) {
  Telling telling;
  std::visit(telling, event);
  return telling.lines;
}

}  // namespace handrail
