#include "engine/proof/sample_message.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/proof/fact_in_json.hpp"

namespace handrail {
namespace {

using dsl::Program;

const std::string offering = "an offer";

class Rebuilding {
 public:
  Rebuilding(const Program& program, const dsl::MessageSample& sample) : program_(program), sample_(sample) {}

  TurnFacts facts() {
    turn_.now = sample_.now;
    turn_.customer = Json::object();
    turn_.context = Json::object();
    turn_.intent = program_.intents[sample_.intent].name;
    turn_.confidence = sample_.confidence;
    turn_.signals = sample_.signals;
    turn_.asked = sample_.asked;
    turn_.triggers_won = sample_.triggers_won;
    turn_.messages = sample_.messages;
    if (sample_.offered) turn_.offered_by = turn_.offered_at = offering;
    turn_.bare = sample_.bare;
    turn_.answered = sample_.answered;
    turn_.declines = sample_.declines;
    turn_.only_asks = sample_.only_asks;
    turn_.crossed = sample_.crossed;
    turn_.says_signed_in = sample_.says_signed_in;
    if (sample_.workflow) turn_.workflow = program_.workflows[*sample_.workflow].name;
    turn_.reviewed = sample_.reviewed;
    turn_.accurate = sample_.accurate;
    turn_.reviewed_all = sample_.reviewed_all;
    turn_.accurate_all = sample_.accurate_all;
    const auto says = [&](const char* signal) { return std::ranges::find(sample_.signals, signal) != sample_.signals.end(); };
    turn_.mood = says("angry") ? Mood::angry : says("frustrated") ? Mood::annoyed : Mood::calm;
    turn_.asked_before = says("asks_again") ? 1 : 0;
    for (const std::string& signal : sample_.signals) turn_.running[signal] = 1;
    const auto& slots = program_.turn_scope.slots;
    for (std::size_t i = 0; i < slots.size(); ++i) slot(slots[i], sample_.slots[i]);
    turn_.customer.set("verified", sample_.verified);
    if (sample_.verified && turn_.customer.text_or("id").empty()) turn_.customer.set("id", "customer");
    return turn_;
  }

 private:
  void slot(const dsl::Slot& slot, const Value& value) {
    const std::string& root = slot.path.front();
    const auto whole = [&] { return value.as<std::int64_t>() ? *value.as<std::int64_t>() : 0; };
    if (root == "customer" && slot.path.size() > 1) return set_fact(program_, turn_.customer, slot, 1, value);
    if (root == "running" && slot.path.size() == 2) {
      if (whole() > 0) turn_.running[slot.path[1]] = whole();
      return;
    }
    if (root == "used" && slot.path.size() == 2) {
      if (!value.unknown()) turn_.used[slot.path[1]] = dsl::encode(value);
      return;
    }
    const auto named = [&](const auto& declared) { return declared.name == root; };
    if (std::ranges::any_of(program_.entities, named)) return claim(slot, value);
    if (std::ranges::any_of(program_.context, named)) return set_fact(program_, turn_.context, slot, 0, value);
    if (root == "turns_with_bot") turn_.turns_with_bot = whole();
    if (root == "asked_before") turn_.asked_before = whole();
    if (root == "frustration") turn_.frustration = whole();
    if (const auto* text = value.as<std::string>(); text && root == "urgency") turn_.urgency = *text;
    if (const auto* text = value.as<std::string>(); text && root == "written_in") turn_.written_in = *text;
    if (root == "tool_errors") turn_.tool_errors = whole();
    if (root == "mood") turn_.mood = value == Value("angry") ? Mood::angry : value == Value("annoyed") ? Mood::annoyed : Mood::calm;
    if (const auto* since = value.as<Duration>(); since && root == "since_first_message") turn_.since_first_message = *since;
  }

  void claim(const dsl::Slot& slot, const Value& value) {
    if (slot.path.size() == 1 && value.unknown()) return;    // nobody said anything of it
    Json claims = Json::object();
    if (const auto found = turn_.claims.find(slot.path.front()); found != turn_.claims.end()) claims.set(found->first, found->second);
    set_fact(program_, claims, slot, 0, value);
    if (const Json* made = claims.find(slot.path.front())) turn_.claims[slot.path.front()] = *made;
  }

  const Program& program_;
  const dsl::MessageSample& sample_;
  TurnFacts turn_;
};

}  // namespace

TurnFacts facts_of(const Program& program, const dsl::MessageSample& sample) { return Rebuilding(program, sample).facts(); }

std::string place_of(const Program& program, const dsl::MessageClause& clause) {
  switch (clause.kind) {
    case dsl::MessageClause::Kind::offer_taken:
    case dsl::MessageClause::Kind::offered_again: return offering;
    case dsl::MessageClause::Kind::bare_words:
    case dsl::MessageClause::Kind::declined:
    case dsl::MessageClause::Kind::crossed:
    case dsl::MessageClause::Kind::not_signed_in:
    case dsl::MessageClause::Kind::says_nothing_yet: return "";
    case dsl::MessageClause::Kind::resolved: return program.sources.where(program.nodes[program.episode.resolved_when].span);
    default: return program.where(*clause.rule);
  }
}

}  // namespace handrail
