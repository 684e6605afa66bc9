// What the reference knows of a message, as the compiled program is asked it.
#pragma once

#include <tuple>

#include "engine/domain/decision.hpp"
#include "tests/reference/facts.hpp"
#include "tests/reference/said.hpp"

namespace handrail::reference {

inline TurnFacts turn_of(const Facts& facts) {
  TurnFacts turn;
  turn.now = facts.now;
  turn.customer = said(facts.names.at("customer"));
  turn.context = Json::object();
  for (const char* name : {"page", "workspace"})
    if (const Value& value = facts.names.at(name); !value.unknown() && !value.absent()) turn.context.set(name, said(value));
  for (const char* signal : {"wants_person", "hot", "cold", "angry", "says_nothing_yet", "articles_answer"})
    if (facts.names.at(signal) == Value(true)) turn.signals.emplace_back(signal);
  if (!facts.names.at("amount").unknown()) turn.claims["amount"] = said(facts.names.at("amount"));
  turn.intent = *facts.names.at("intent").as<std::string>();
  turn.confidence = *facts.names.at("confidence").as<Decimal>();
  for (const char* signal : {"hot", "angry"}) turn.running[signal] = *facts.names.at(signal + std::string(" running")).as<std::int64_t>();
  std::tie(turn.reviewed, turn.accurate) = std::tie(facts.of_intent.drafts, facts.of_intent.accurate);
  std::tie(turn.reviewed_all, turn.accurate_all) = std::tie(facts.of_all.drafts, facts.of_all.accurate);
  turn.messages = *facts.names.at("messages").as<std::int64_t>();
  turn.asked_before = *facts.names.at("asked_before").as<std::int64_t>();
  const std::string mood = *facts.names.at("mood").as<std::string>();
  turn.mood = mood == "calm" ? Mood::calm : mood == "angry" ? Mood::angry : Mood::annoyed;
  return turn;
}

}  // namespace handrail::reference
