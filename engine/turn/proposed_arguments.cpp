#include "engine/turn/proposed_arguments.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"
#include "engine/base/visible.hpp"
#include "engine/turn/evidence.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_of_a_value = 3;   // an id, a name, a size; what is longer says something

bool reads_as_written(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (misleads(point.value)) return false;
    at += std::max<std::size_t>(1, point.bytes);
  }
  return true;
}

// The words alone, in small letters, with a blank around each.
std::string spelled(std::string_view text) {
  const std::string folded = fold_case(text);
  std::string all = " ";
  for (const std::string_view word : words(folded)) all.append(word).append(" ");
  return all;
}

bool stands_in(const std::string& words, std::string_view source) { return spelled(source).find(words) != std::string::npos; }

bool record_has(const std::string& words, const Json& record) {
  if (const std::string* text = record.text()) return stands_in(words, *text);
  if (const Json::Array* items = record.items()) return std::ranges::any_of(*items, [&](const Json& item) { return record_has(words, item); });
  if (const Json::Object* members = record.members()) return std::ranges::any_of(*members, [&](const auto& member) { return record_has(words, member.second); });
  return false;
}

// Of the customer's words, or of a record that is theirs.
bool is_known(const std::string& text, const reply::Evidence& evidence) {
  const std::string words = spelled(text);
  return std::ranges::any_of(evidence.customer_said, [&](const std::string& said) { return stands_in(words, said); }) ||
         std::ranges::any_of(evidence.facts, [&](const reply::Fact& fact) { return !fact.of_another && record_has(words, fact.result); });
}

// Marks alone, in which no word can be looked for: as the customer wrote them.
bool wrote_it(std::string_view marks, const reply::Evidence& evidence) {
  return std::ranges::any_of(evidence.customer_said, [&](const std::string& said) { return said.find(trim(marks)) != std::string::npos; });
}

class Texts {
 public:
  Texts(const reply::Evidence& evidence, reply::ReplyLimits limits) : evidence_(evidence), limits_(std::move(limits)) {
    limits_.end_with_next_action = false;
    limits_.tone.clear();
    // What the customer told is what a call may be about.
    evidence_.policy.insert(evidence_.policy.end(), evidence.customer_said.begin(), evidence.customer_said.end());
  }

  // The first that may not be passed on: why.
  std::string wrong(const Json& value) {
    if (const std::string* text = value.text()) return wrong_text(*text);
    if (const Json::Array* items = value.items())
      for (const Json& item : *items)
        if (std::string why = wrong(item); !why.empty()) return why;
    if (const Json::Object* members = value.members())
      for (const auto& [name, member] : *members)
        if (std::string why = wrong(member); !why.empty()) return why;
    return "";
  }

 private:
  std::string wrong_text(const std::string& text) {
    if (!reads_as_written(text)) return "has marks that nobody sees, or that turn what stands behind them";
    if (trim(text).empty()) return "";
    const std::size_t said = words(text).size();
    if (said == 0) return wrote_it(text, evidence_) ? "" : "it says nothing in words";
    if (is_known(text, evidence_)) return "";
    const bool a_value = said <= words_of_a_value;
    reply::Draft draft = reply::Draft{text, a_value ? reply::Author::script : reply::Author::model, {}};
    const reply::Checked checked = reply::check_reply(draft, evidence_, limits_);
    return checked.may_go() ? "" : why_stopped(checked.findings);
  }

  reply::Evidence evidence_;
  reply::ReplyLimits limits_;
};

}  // namespace

std::string why_not_passed(const dsl::Tool& tool, const Json& arguments, const reply::Evidence& evidence, reply::ReplyLimits limits) {
  if (tool.effect == dsl::Effect::reads) return "";   // nobody is shown them, and nothing is kept
  Texts texts(evidence, std::move(limits));
  if (!arguments.members()) return "";
  for (const auto& [name, value] : *arguments.members())
    if (const std::string why = texts.wrong(value); !why.empty())
      return "`" + printable(name, 60) + "` is not passed on: " + why + ". Take it from what the customer wrote or what the desk read";
  return "";
}

}  // namespace handrail
