#include "dsl/check/builtins.hpp"

namespace handrail::dsl {

const std::vector<Builtin>& builtins() {
  static const std::vector<Builtin> all = {
      {"intent", "one of the intents", "intent is refund_request", "what the customer wants, as classified; `other` when it is none of the declared ones", true},
      {"confidence", "percent", "confidence is under 75%", "how sure the classification is", true},
      {"class", "answerable | needs_account | needs_human | unsafe", "class is needs_human", "the intent's request class", true},
      {"risk", "low | medium | high", "risk is high", "the intent's risk", true},
      {"topic", "one of the topics", "topic is billing", "the intent's topic", true},
      {"customer.id", "text", "order.customer is customer.id", "who the channel or a verifying tool vouches for; unknown before that", false},
      {"customer.verified", "yes/no", "customer is verified", "whether the channel or a tool that `verifies customer` vouches for the customer", true},
      {"angry", "yes/no", "angry in 2 messages running", "signal: the message is angry", true},
      {"frustrated", "yes/no", "frustrated", "signal: the message speaks of lost patience", true},
      {"asks_again", "yes/no", "asks_again", "signal: the customer repeats an earlier question", true},
      {"injection_attempt", "yes/no", "injection_attempt", "signal: the message tries to instruct the assistant instead of asking it", true},
      {"pleased", "yes/no", "pleased", "signal: the message is content with what was done", true},
      {"personal_data", "yes/no", "personal_data", "signal: the message holds a card or account number, a phone number, an address, an identity number or an e-mail address", true},
      {"rising_risk", "yes/no", "rising_risk", "signal: matter, mood and urgency together are two steps worse than a moment ago", true},
      {"says_nothing_yet", "yes/no", "says_nothing_yet in 3 messages running", "signal: a greeting, or half a sentence that has not come to its matter yet", true},
      {"articles_answer", "yes/no", "articles_answer", "signal: the message does nothing but ask, and the articles answer all that it asks", true},
      {"mood", "calm | annoyed | angry", "mood is angry", "the mood of the last message", true},
      {"frustration", "whole number", "frustration is at least 3", "what has built up over this episode: an angry message adds 2, an annoyed or repeated one 1, a calm one takes 1 away", true},
      {"urgency", "immediate | high | medium | low", "urgency is immediate", "how soon the message says that it needs help; low where it says nothing of it", true},
      {"written_in", "text", "written_in is \"de\"", "the language that the last messages are written in (ISO 639-1); unknown while they are too short to tell", false},
      {"asked_before", "whole number", "asked_before is at least 2", "how many earlier messages of this episode asked the same", true},
      {"messages", "whole number", "messages is over 10", "how many messages the customer has written in this episode", true},
      {"tool_errors", "whole number", "tool_errors is at least 2", "how many tool calls of this episode have failed", true},
      {"turns_with_bot", "whole number", "turns_with_bot is over 8", "how many turns of this episode the assistant has answered", true},
      {"since_first_message", "duration", "since_first_message is over 24 hours", "time since the episode's first message", true},
      {"now", "time", "now is over 2026-12-01", "the moment of the decision", true},
  };
  return all;
}

const std::vector<std::string>& built_in_signals() {
  static const std::vector<std::string> names{"angry", "frustrated", "asks_again", "injection_attempt", "pleased", "personal_data", "rising_risk", "thanks", "says_yes", "says_no",
                                              std::string(says_nothing_yet), std::string(articles_answer)};
  return names;
}

const std::vector<std::string>& packet_words() {
  static const std::vector<std::string> words{"reason", "tried", "intent", "confidence", "mood", "summary", "messages", "receipts", "approvals", "urgency"};
  return words;
}

}  // namespace handrail::dsl
