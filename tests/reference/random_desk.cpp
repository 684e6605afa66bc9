#include "tests/reference/random_desk.hpp"

#include <algorithm>

namespace handrail::reference {
namespace {

// What every random desk declares.
const std::string preamble = R"(currency USD

customer
  plan       free | pro
  credit     money

context
  page       optional text
  workspace  text

entity amount
  is         money

signal wants_person
  phrases    "human"
signal hot
  phrases    "hot"
signal cold
  phrases    "cold"

intent question
  topic      simple
  means      "A question"
  examples   "how", "what"
  class      answerable
  risk       low
intent refund
  topic      hard
  means      "A refund"
  examples   "refund", "money back"
  class      needs account
  risk       high
  workflow   paying
  queue      billing
intent contract
  means      "A contract"
  examples   "contract", "terms"
  class      needs human
  risk       medium
  say        "People do that."
intent fraud
  means      "A fraud"
  examples   "stolen", "fake"
  class      unsafe
  risk       low
  say        "No."
intent moved
  topic      simple
  means      "A move"
  examples   "moved", "new address"
  class      needs account
  risk       medium
  queue      vip

tool pay_back(amount: money)
  moves      money
  allow      when amount is under $10
  otherwise  deny because "no" then offer a person
  after a crash  stop and ask a person
workflow paying from "mend.lua"
  takes      amount
  tools      pay_back

queue support
  name       "Our support team"
  promise    within 4 hours
  say        "{queue.name} will answer {queue.promise}."
queue billing
  name       "Our billing team"
  promise    within 4 hours
  say        "{queue.name} will answer {queue.promise}."
queue vip
  name       "Our best team"
  promise    within 1 hour
  say        "{queue.name} will answer {queue.promise}."
)";

class Writing {
 public:
  explicit Writing(Random& random) : random_(random) {}

  std::string any(const std::vector<std::string>& all) { return random_.one_of(all); }
  std::string condition(int depth) {
    if (depth == 0 || random_.once_in(2)) return leaf();
    if (random_.once_in(3)) return "not (" + condition(depth - 1) + ")";
    return "(" + condition(depth - 1) + ")" + any({" and ", " or "}) + "(" + condition(depth - 1) + ")";
  }
  std::string leaf() {
    return any({"hot", "cold", "wants_person", "angry", "hot in 2 messages running", "angry in 3 messages running", "intent is refund", "intent in [question, moved]", "intent is not fraud",
                "risk is high", "class is answerable", "topic is hard", "topic is not simple", "mood is angry", "amount over $" + std::to_string(random_.below(60)), "amount at most $20",
                "customer.plan is pro", "customer.credit over $10", "confidence under 60%", "messages over 2", "page starts with \"a\"", "workspace is \"a\"", "customer is verified",
                "page is known", "customer.plan is unknown", "asked_before at least 2", "now after 2026-11-10"});
  }
  std::string period() { return any({"", "", "", "  from 2026-12-01 until 2027-01-06\n", "  until 2026-11-01\n", "  from 2026-11-01\n"}); }
  std::string action() { return any({"hand off", "hand off to billing", "hand off to vip", "offer a person", "refuse", "verify", "ask \"What?\" once, then hand off"}); }

  std::string trigger(std::size_t number) {
    std::string when = condition(2), unless = random_.once_in(3) ? condition(1) : "";
    std::string text = "trigger \"T" + std::to_string(number) + "\"\n" + period() + "  when       " + when + "\n" + (unless.empty() ? "" : "  unless     " + unless + "\n");
    for (const char* fact : {"amount", "workspace", "customer.plan", "customer.credit"})
      if ((when + " " + unless).find(fact) != std::string::npos)
        text += std::string("  if ") + fact + " is unknown   " + any({"ask \"How much?\" once, then hand off", "hand off to vip", "offer a person"}) + "\n";
    return text + "  urgency    " + any({"low", "medium", "high", "immediate"}) + "\n  then       " + any({"hand off", "hand off to billing", "hand off to vip", "offer a person"}) +
           "\n  say        \"Well.\"\n  because    \"rule\"\n";
  }
  std::string share(std::size_t from) { return std::to_string(from + random_.below(20)) + "%"; }
  std::string band(const std::string& subject) {
    const std::string answered = random_.once_in(4) ? "what an article answers" : "";
    const bool sends = !answered.empty() && random_.once_in(2);
    const std::string sent = random_.once_in(4) ? (sends ? "send " + answered : "never send") : "send at " + share(60) + (sends ? " and " + answered : "");
    const std::string checked = answered.empty() || sends ? "" : answered;
    return "  " + subject + " | " + sent + " | " +
           (random_.once_in(4) ? (checked.empty() ? "" : "a person checks " + checked + " | ")
                               : "a person checks at " + share(30) + (checked.empty() ? "" : " and " + checked) + " | ") + "below that " +
           any({"hand off", "hand off to vip", "offer a person", "ask once, then hand off"}) + "\n";
  }
  std::string cell(const std::string& column) {
    if (random_.once_in(3)) return "any";
    if (column == "mood") return any({"angry", "calm", "not angry", "calm or annoyed"});
    if (column == "topic") return any({"simple", "hard", "not hard"});
    if (column == "amount") return any({"over $20", "over $5 and at most $30", "unknown", "at least $10", "known"});
    if (column == "asked_before") return any({"2 or more", "under 2", "1 or less", "0"});
    return any({"free", "pro", "not free", "unknown"});
  }
  std::string table(std::size_t number) {
    std::vector<std::string> columns;
    for (const char* column : {"topic", "mood", "amount", "asked_before", "customer.plan"})
      if (random_.once_in(2)) columns.emplace_back(column);
    if (columns.empty()) columns.emplace_back("mood");
    std::string text = "table t" + std::to_string(number) + "\n  ";
    for (const std::string& column : columns) text += column + " | ";
    text += "then\n";
    for (std::size_t i = 1 + random_.below(4); i > 0; --i) {
      text += "  ";
      for (const std::string& column : columns) text += cell(column) + " | ";
      text += any({"answer", "answer", "draft", "hand off", "hand off to billing", "offer a person", "refuse", "ask \"What?\" once, then hand off"}) + any({"", "", "", " from 2026-12-01", " until 2026-12-01"}) + "\n";
    }
    return text + "  any other | " + any({"hand off", "offer a person", "hand off to vip"}) + "\n";
  }
  std::string rollout(std::size_t number) {
    const std::string until = std::to_string(10 + random_.below(30)) + " are reviewed and " + share(80) + " were accurate" + any({"", ", per intent"});
    const std::string text = "rollout \"Checked " + std::to_string(number) + "\"\n" + period() + "  a person checks every reply until " + until + "\n";
    return text + any({"", "", "  only for question, refund\n", "  only for moved, other\n"});
  }
  std::string reply_rules() {
    if (random_.once_in(4)) return "";
    std::string text = "reply rules\n  at most " + std::to_string(20 + random_.below(200)) + " words" + any({"", ", unless it is step by step"}) + "\n";
    text += any({"", "  apologise at most once\n", "  apologise at most 2 times\n"}) + any({"", "  end with a next action\n"});
    for (std::size_t i = random_.below(3); i > 0; --i) text += "  begin with \"B" + std::to_string(i) + ".\" when " + condition(1) + "\n";
    for (std::size_t i = random_.below(3); i > 0; --i) text += "  tone " + any({"formal", "friendly", "plain", "warm"}) + any({"", " when " + condition(1)}) + "\n";
    text += any({"", "  say you are an AI when asked\n", "  say you are an AI in the first reply\n", "  say you are an AI when asked and in the first reply\n"});
    text += any({"", "  warn about articles not reviewed for 60 days\n"}) + any({"", "  do not quote articles not reviewed for 180 days\n"});
    return text;
  }

  std::string wording() {
    if (random_.once_in(2)) return "";
    return "wording \"That takes {queue.name}.\"\n" + any({"", "  formal \"That will take {queue.name}.\"\n"}) + any({"", "  de formal \"Das übernimmt {queue.name}.\"\n"}) +
           "  de \"Das macht {queue.name}.\"\n";
  }

 private:
  Random& random_;
};

}  // namespace

RandomDesk random_desk(Random& random) {
  Writing write(random);
  RandomDesk desk;
  for (std::size_t i = random.below(5); i > 0; --i) desk.blocks.push_back(write.trigger(i));
  for (std::size_t i = random.below(3); i > 0; --i) desk.blocks.push_back(write.table(i));
  for (std::size_t i = random.below(3); i > 0; --i) desk.blocks.push_back(write.rollout(i));
  desk.bands = "confidence\n" + write.band("low risk") + write.band("medium risk") + write.band("high risk");
  if (random.once_in(2)) desk.bands += write.band("moved");
  if (random.once_in(2)) desk.bands += write.band("other");
  desk.bands += "  say  \"That takes {queue.name}.\"\n";
  desk.routes = "route\n";
  for (std::size_t i = random.below(3); i > 0; --i) desk.routes += "  to " + random.one_of<std::string>({"billing", "vip"}) + " when " + write.condition(1) + "\n";
  desk.routes += "  otherwise to support\n";
  desk.replies = write.reply_rules();
  if (std::string wording = write.wording(); !wording.empty()) desk.blocks.push_back(std::move(wording));
  return desk;
}

std::string RandomDesk::text() const {
  std::string all = preamble + bands + routes + replies;
  for (const std::string& block : blocks) all += block;
  return all;
}

Facts random_message(Random& random) {
  const auto usd = [&](std::size_t n) { return Value(Money{static_cast<std::int64_t>(random.below(n)) * 100, *Currency::parse("USD")}); };
  const auto some = [&](Value value) { return random.once_in(3) ? Value() : value; };
  Facts facts;
  facts.now = *parse_time("2026-11-21T12:00:00Z");
  facts.names["now"] = facts.now;
  facts.names["intent"] = random.one_of<std::string>({"question", "refund", "contract", "fraud", "moved", "moved", "other", "question", "refund"});
  facts.names["confidence"] = Decimal{static_cast<std::int64_t>(random.below(101)) * 10'000};
  facts.names["amount"] = some(usd(60));
  ValueRecord customer;
  const Value id = some("c");
  customer.set("plan", some(random.one_of<std::string>({"free", "pro"})));
  customer.set("credit", some(usd(20)));
  customer.set("id", id);
  customer.set("verified", !id.unknown() && random.once_in(2));
  facts.names["customer"] = customer;
  facts.names["page"] = random.once_in(2) ? Value(Absent{}) : Value(random.one_of<std::string>({"a", "b"}));
  facts.names["workspace"] = some(random.one_of<std::string>({"a", "b"}));
  for (const std::string& signal : desk_signals) facts.names[signal] = random.once_in(3);
  for (const char* signal : {"angry", "says_nothing_yet", "articles_answer"}) facts.names[signal] = random.once_in(3);
  for (const char* signal : {"hot", "angry"}) facts.names[signal + std::string(" running")] = static_cast<std::int64_t>(random.below(4));
  facts.names["mood"] = random.one_of<std::string>({"calm", "annoyed", "angry"});
  facts.names["messages"] = static_cast<std::int64_t>(random.below(5));
  for (Reviews* reviews : {&facts.of_intent, &facts.of_all}) {
    reviews->drafts = static_cast<std::int64_t>(random.below(40));
    reviews->accurate = reviews->drafts - static_cast<std::int64_t>(random.below(static_cast<std::size_t>(std::min<std::int64_t>(reviews->drafts, 6)) + 1));
  }
  facts.names["asked_before"] = static_cast<std::int64_t>(random.below(4));
  return facts;
}

}  // namespace handrail::reference
