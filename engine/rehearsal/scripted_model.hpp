// A language model that says what a transcript's lines say, in their order, a line for each question; the same question again, after a crash, gets the same
// answer. With no line left it cannot be reached.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>

#include "engine/seams/language_model.hpp"

namespace handrail {

class ScriptedModel : public LanguageModel {
 public:
  void says(std::string text) { answers_.push_back({std::move(text), ""}); }
  void fails(std::string why) { answers_.push_back({"", std::move(why)}); }
  [[nodiscard]] const ModelRequest& last_asked() const { return last_; }
  [[nodiscard]] std::size_t times_asked() const { return times_; }

  Result<ModelAnswer> ask(const ModelRequest& request, const std::function<void(std::string_view)>& = {}) override {
    last_ = request;
    ++times_;
    std::string asked = request.purpose + request.instructions;
    for (const ModelTurn& turn : request.turns) asked += "\n" + turn.text;
    if (const auto known = given_.find(asked); known != given_.end()) return known->second;
    if (answers_.empty()) return fail(ErrorCode::unavailable, "no line of the transcript says what the model answers");
    const auto [text, why] = std::move(answers_.front());
    answers_.pop_front();
    if (!why.empty()) return fail(ErrorCode::unavailable, why);
    ModelAnswer answer;
    answer.text = text;
    answer.model = "scripted";
    answer.use = {request.instructions.size() / 4, text.size() / 4, 0, 1};
    given_[asked] = answer;
    return answer;
  }

 private:
  struct Answer { std::string text, why; };
  std::deque<Answer> answers_;
  std::map<std::string, ModelAnswer> given_;
  ModelRequest last_;
  std::size_t times_ = 0;
};

}  // namespace handrail
