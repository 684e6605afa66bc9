// A language model that says what a transcript's lines say, in their order, a line for each question; the same question again, after a crash, gets the same
// answer. With no line left it cannot be reached.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>

#include "engine/rehearsal/model_lines.hpp"
#include "engine/seams/language_model.hpp"

namespace handrail {

class ScriptedModel : public LanguageModel {
 public:
  void answers(ScriptedAnswer answer) { answers_.push_back(std::move(answer)); }
  [[nodiscard]] const ModelRequest& last_asked() const { return last_; }
  [[nodiscard]] std::size_t times_asked() const { return times_; }

  Result<ModelAnswer> ask(const ModelRequest& request, const std::function<void(std::string_view)>& = {}) override {
    last_ = request;
    ++times_;
    const std::string asked = question(request);
    auto known = given_.find(asked);
    if (known == given_.end()) {
      if (answers_.empty()) return fail(ErrorCode::unavailable, "no line of the transcript says what the model answers");
      known = given_.emplace(asked, std::move(answers_.front())).first;
      answers_.pop_front();
    }
    if (!known->second.why.empty()) return fail(ErrorCode::unavailable, known->second.why);
    ModelAnswer answer = known->second.answer;
    answer.model = "scripted";
    answer.use = {request.instructions.size() / 4, answer.text.size() / 4, 0, 1};
    return answer;
  }

 private:
  // What came of calls is the question where there are any: after a crash the facts above it may have been read again, in another order.
  static std::string question(const ModelRequest& request) {
    std::string asked = request.purpose;
    if (request.tools.empty()) asked += request.instructions;
    for (const ModelTurn& turn : request.turns) {
      asked += "\n" + turn.answers + " " + turn.text;
      for (const ProposedCall& call : turn.calls) asked += "\n" + call.tool + " " + canonical(call.arguments);
    }
    return asked;
  }

  std::deque<ScriptedAnswer> answers_;
  std::map<std::string, ScriptedAnswer> given_;
  ModelRequest last_;
  std::size_t times_ = 0;
};

}  // namespace handrail
