#include "engine/turn/check_reading.hpp"

#include <algorithm>

#include "dsl/check/symbols.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/turn_rules.hpp"
#include "engine/turn/ask_model.hpp"
#include "engine/turn/draft_sources.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/model_reading.hpp"

namespace handrail {
namespace {

constexpr Decimal a_little{1};   // the smallest step of a confidence

bool decided_without_model(const dsl::Intent& intent) {
  return intent.request_class == dsl::RequestClass::unsafe || intent.request_class == dsl::RequestClass::needs_human;
}

const dsl::Intent& intent_named(const dsl::Program& program, const std::string& name) {
  TurnFacts facts;
  facts.intent = name;
  return intent_of(program, facts);
}

bool to_be_read(const Seams& seams, const LiveBundle& live, const ConversationLog& log) {
  const ConversationState& state = log.state();
  if (seams.reading.how == ModelReading::How::off || !state.turn || !state.turn->reading || state.turn->reading_checked || state.run) return false;
  const event::MessageRead& read = *state.turn->reading;
  const auto& of = seams.reading.intents;
  if (!of.empty() && std::ranges::find(of, read.intent) == of.end()) return false;
  if (read.confidence > seams.reading.below || decided_without_model(intent_named(live.program(), read.intent))) return false;
  return !facts_on_record(live, state, log.now()).bare;
}

// What the policy hides of the message and of those before it.
std::vector<reply::Line> covered_lines(Veil& veil, const ConversationState& state) {
  std::vector<reply::Line> lines;
  for (const SpokenLine& line : state.recent) lines.push_back({line.by == Speaker::customer, line.carries_receipt, veil.cover(line.text)});
  const bool there = !lines.empty() && lines.back().by_customer;
  if (!there) lines.push_back({true, false, veil.cover(state.turn->text)});
  return lines;
}

// What the model has found that nobody had: of an entity that was named already, nothing; of a signal that was read already, nothing.
void add_what_is_new(const event::MessageRead& read, const ModelsReading& found, event::ReadingChecked& checked) {
  const auto known = [&](const std::string& entity) { return std::ranges::any_of(read.named, [&](const EntityClaim& claim) { return claim.entity == entity; }); };
  for (const EntityClaim& claim : found.named) {
    if (known(claim.entity)) continue;
    checked.named.push_back(claim);
    checked.claims.emplace(claim.entity, claim.value);
  }
  for (const SignalMatch& signal : found.signals) {
    const auto has = [&](const std::vector<std::string>& list) { return std::ranges::find(list, signal.signal) != list.end(); };
    if (has(read.signals) || has(checked.signals)) continue;
    checked.signals.push_back(signal.signal);
    checked.matched.push_back(signal.what);
    checked.matched_at.insert(checked.matched_at.end(), {signal.begin, signal.end});
  }
}

// Where nothing was recognised, the model's word alone never sends: at most a person looks.
Decimal for_a_person(const dsl::Band& band, Decimal sure) { return band.send_at && sure >= *band.send_at ? one_band_lower(band, sure) : sure; }

void weigh(const ModelReading& how, const dsl::Program& program, const event::MessageRead& read, const ModelsReading& found, event::ReadingChecked& checked) {
  checked.said = found.intent;
  checked.sure = found.confidence;
  add_what_is_new(read, found, checked);
  if (found.intent == read.intent) {
    checked.how = "agrees";
    return;
  }
  const dsl::Intent& said = intent_named(program, found.intent);
  if (how.how == ModelReading::How::read && read.intent == dsl::built_in_other && !decided_without_model(said)) {
    checked.how = "read";
    checked.intent = found.intent;
    checked.confidence = for_a_person(band_of(program, said), found.confidence);
    return;
  }
  checked.how = "disagrees";
}

}  // namespace

Decimal one_band_lower(const dsl::Band& band, Decimal confidence) {
  if (band.send_at && confidence >= *band.send_at) {
    const Decimal below{band.send_at->millionths - a_little.millionths};
    return band.check_at && *band.check_at > below ? Decimal{band.check_at->millionths - a_little.millionths} : below;   // both at the same confidence: there is no band between
  }
  if (band.check_at && confidence >= *band.check_at) return Decimal{band.check_at->millionths - a_little.millionths};
  return confidence;
}

Result<void> check_reading(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  if (!to_be_read(seams, live, log)) return {};
  const dsl::Program& program = live.program();
  reply::ReadingSources sources = reading_sources(program);
  Veil veil = veil_over(live, log.state(), evidence_of(live, log.state()).facts);
  sources.lines = covered_lines(veil, log.state());
  HANDRAIL_TRY(const ModelSaid said, ask_model(seams, live, log, reply::reading_request(sources)));
  const event::MessageRead read = *log.state().turn->reading;
  event::ReadingChecked checked{.how = "failed", .why = said.trouble, .intent = read.intent, .confidence = read.confidence};
  checked.model = log.state().turn->models.back().model;
  if (said.trouble.empty()) {
    if (const auto found = models_reading(live, log.state().turn->text, veil.uncover(said.text), sources.schema)) {
      weigh(seams.reading, program, read, *found, checked);
    } else {
      checked.how = "nonsense";
      checked.why = printable(found.error().message, 300);
    }
  }
  if (checked.how != "agrees" && checked.how != "read") checked.confidence = one_band_lower(band_of(program, intent_named(program, read.intent)), read.confidence);
  log.record(std::move(checked));
  return {};
}

}  // namespace handrail
