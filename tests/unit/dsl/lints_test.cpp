// What only policies have: rules that speak past each other, ask the wrong role, promise nobody. Each lint on what it is for, and on what looks like it.
#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

std::size_t times(const Compiled& compiled, std::string_view code) {
  return static_cast<std::size_t>(std::ranges::count(compiled.diagnostics, code, &Diagnostic::code));
}
std::size_t times(const std::string& text, std::string_view code) {
  const Compiled compiled = compile_text(text);
  UNSCOPED_INFO(text << "\n" << seen(compiled));
  return times(compiled, code);
}

std::string trigger_that_says(const std::string& words, const std::string& then = "hand off") {
  return "trigger \"T\"\n  when angry\n  then " + then + "\n  say \"" + words + "\"\n";
}

std::string tool_with(const std::string& clauses) {
  return "role lead\n  may approve up to $1,000\nrecord item\n  sale yes/no\n  price money\nrecord order\n  items list of item\n  total money\ntool find(order_id: text) gives order\n  reads\n"
         "tool act(order_id: text, amount: money)\n  moves money\n  let order is find(order_id)\n" + clauses +
         "  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n";
}

}  // namespace

TEST_CASE("more patterns than the reader holds are told where there are too many, and phrases are not counted with them") {
  const auto lines = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "item" + std::to_string(i) + "\n";
    return text;
  };
  const auto told = [&](const std::string& text, std::size_t in_the_file) {
    const Compiled compiled = compile_text(text, {{"items.txt", lines(in_the_file)}});
    return times(compiled, "P0453");
  };
  const std::string signals = "signal first\n  patterns \"a1\"\nsignal second\n  patterns from \"items.txt\"\n";
  const std::size_t most = limits::reading_patterns;
  CHECK(told(signals, 10) == 0);
  CHECK(told(signals, most) == 1);
  CHECK(told("signal first\n  phrases from \"items.txt\"\n", 3'000) == 0);
  const auto entities = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      text += "entity thing" + std::to_string(i) + "\n  one of \"first\"";
      for (std::size_t word = 1; word < 190; ++word) text += ", \"word" + std::to_string(word) + "\"";
      text += "\n  also \"another\" for \"first\"\n";
    }
    return text;
  };
  CHECK(told(entities(10), 0) == 0);   // 1,910
  CHECK(told(entities(11), 0) == 1);
}

TEST_CASE("words of a handoff that speak of a limitation are found in whatever phrasing") {
  for (const char* words :
       {"I can't help with that.", "I can\u2019t help.", "Sorry, I cannot assist you further.", "I am unable to process this request.", "I'm unable to do so.", "We were unable to find a solution.",
        "I'm not able to answer that.", "Unable to help.", "I won't be able to resolve this.", "I am not allowed to discuss this.", "I don't know how to help you.", "I couldn't find an answer.",
        "This is beyond my abilities.", "That's outside of my scope.", "This is above what I may do.", "It is out of my hands.", "There is nothing more I can do.", "I'm just a bot.",
        "I am only an automated assistant.", "As an AI, I need a person.", "As a virtual assistant I pass this on.", "I didn't quite understand.", "I do not have access to that.",
        "I don't have enough information.", "I have no way to check.", "I'm not sure about this.", "That is not something I can do.", "This is too complex for me.",
        "Unfortunately, {queue.name} is closed.", "I'm afraid that is not possible.", "I\u2019m afraid we have to pass this on.", "A team member will be in touch.", "A team member will be in touch {queue.promise}.",
        "Someone will get back to you.", "Somebody from our team will contact you.", "A member of our team will reach out shortly.", "A human agent may follow up.", "One of our specialists will be in touch.",
        "We will get back to you.", "{queue.name} will take it as soon as possible.", "Our team will be in touch.", "You will hear from us soon.", "We'll reply at our earliest convenience.",
        "SOMEONE  WILL\\nGET BACK TO YOU"}) {
    CHECK(times(trigger_that_says(words), "P0415") == 1);
  }
}

TEST_CASE("words that say who takes over and when are no words of limitation") {
  for (const char* words :
       {"Of course. {queue.name} will answer {queue.promise}.", "{queue.name} is the right team for this. You will hear {queue.promise}.", "{queue.name} will get back to you {queue.promise}.",
        "If you are unable to sign in, tell {queue.name}.", "You can't lose anything: {queue.name} has everything you wrote.", "We will get back to you within 4 hours.", "Our team will be in touch by noon.",
        "A colleague confirms refunds over $100, within 4 hours.", "{queue.name} can help with that, and answers {queue.promise}.", "As soon as {queue.name} has looked at it, you will hear, {queue.promise}.",
        "You may be afraid of losing data: nothing is lost. {queue.name} answers {queue.promise}."}) {
    CHECK(times(trigger_that_says(words), "P0415") == 0);
  }
  CHECK(times(trigger_that_says("I can't help with that.", "ask \"What is it about?\" once, then answer"), "P0415") == 0);   // no handoff
}

TEST_CASE("words of limitation are found wherever they go with a handoff") {
  const std::string bad = "\"Someone will get back to you.\"";
  CHECK(times("queue billing\n  name \"B\"\n  promise within 1 hour\n  say " + bad + "\n  while waiting say " + bad + " at most once per hour\n", "P0415") == 2);
  CHECK(times("table t\n  mood | then\n  angry | hand off say " + bad + "\n  any other | offer a person say " + bad + "\n", "P0415") == 2);
  CHECK(times("intent a\n  examples \"a\"\n  class needs human\n  risk low\n  say " + bad + "\n", "P0415") == 1);
  CHECK(times("intent a\n  examples \"a\"\n  class answerable\n  risk low\n  say " + bad + "\n", "P0415") == 0);
  CHECK(times(tool_with("  needs customer is verified otherwise say " + bad + " then offer a person\n  deny when amount is over $10 say " + bad + " then hand off\n"
                        "  limit once per order_id, otherwise say " + bad + " then offer a person\n  if it fails hand off say " + bad + "\n"), "P0415") == 4);
  CHECK(times(tool_with("  deny when amount is over $10 say \"Unfortunately not.\" then ask for order_id\n"), "P0415") == 0);
}

TEST_CASE("one condition is one situation, however it is ordered and spelt") {
  const auto triggers = [](const std::string& a, const std::string& b) {
    const std::string rest = "\n  then hand off\n  say \"{queue.name} answers {queue.promise}.\"\n";
    return times("trigger \"A\"\n  when " + a + rest + "trigger \"B\"\n  when " + b + rest, "P0425");
  };
  CHECK(triggers("angry and messages is over 3", "messages > 3 and angry is yes") == 1);
  CHECK(triggers("mood in [angry, annoyed]", "mood is in [annoyed, angry]") == 1);
  CHECK(triggers("(angry or frustrated) or asks_again", "asks_again or (frustrated or angry)") == 1);
  CHECK(triggers("messages is over 3", "messages is at least 3") == 0);
  CHECK(triggers("angry in 2 messages running", "angry in 3 messages running") == 0);
  CHECK(triggers("angry and (messages is over 3 or frustrated)", "(angry and messages is over 3) or frustrated") == 0);
  CHECK(triggers("angry", "not angry") == 0);
}

TEST_CASE("two rules of one situation are told whichever clauses they are, and never for rules that hold for a time") {
  CHECK(times(tool_with("  deny when amount is over $5 because \"a\" then offer a person\n  deny when $5 is under amount because \"b\" then hand off\n"), "P0425") == 1);
  CHECK(times(tool_with("  approve by lead when amount is over $5\n  allow when amount is over $5\n"), "P0425") == 1);
  CHECK(times(tool_with("  deny when amount is over $5 because \"a\" then offer a person from 2026-12-01\n  deny when amount is over $5 because \"b\" then hand off\n"), "P0425") == 0);
  CHECK(times(tool_with("  needs amount is known otherwise then ask for order_id\n  needs amount is known otherwise then verify\n"), "P0425") == 1);
  CHECK(times(tool_with("  allow when amount is over $5\n  allow when amount is over $5 unless order.total is over $9\n"), "P0425") == 0);
  CHECK(times(tool_with("  limit amount to $300 per customer in 90 days, above that approve by lead\n  limit amount to $500 per customer in 90 days, otherwise then offer a person\n"), "P0425") == 0);
  CHECK(times(tool_with("  limit once per order_id, otherwise then offer a person\n  limit 3 times per order_id, otherwise then hand off\n"), "P0425") == 1);
  CHECK(times("table t\n  mood | messages | then\n  angry | 2 or more | hand off\n  angry | 2 or more | draft\n  angry | 3 or more | draft\n  any other | hand off\n", "P0425") == 1);
  CHECK(times("route\n  to support when angry and frustrated\n  to support when frustrated and angry\n  otherwise to support\n", "P0425") == 1);
}

TEST_CASE("whatever looks back further than records are kept is told") {
  const std::string keep = "conversation\n  keep records for 30 days\n";
  CHECK(times(keep + "  resolved after 31 days of silence\n  abandoned after 30 days of silence\n", "P0426") == 1);
  CHECK(times(keep + tool_with("  deny when count of act per customer in 31 days is over 2 because \"x\" then offer a person\n  deny when not (sum of act.amount per customer in 60 days is under $5) because \"x\" then offer a person\n"), "P0426") == 2);
  CHECK(times(keep + tool_with("  deny when count of act per customer in 30 days is over 2 because \"x\" then offer a person\n"
                               "  limit once per order_id, conversation, otherwise then offer a person\n"), "P0426") == 0);
  CHECK(times(keep + tool_with("  limit once per order_id, otherwise then offer a person\n"
                               "  deny when count of act per customer is over 2 because \"x\" then offer a person\n"), "P0426") == 2);   // without an end
  CHECK(times("conversation\n  keep records for 365 days\n" + tool_with("  limit once per order_id, otherwise then offer a person\n"), "P0426") == 0);
  CHECK(times(keep + "goals\n  reopened in 31 days under 5%\n", "P0426") == 1);
}

TEST_CASE("a role is asked for something, and for no more than it may give") {
  CHECK(times(tool_with(""), "P0428") == 1);
  CHECK(times(tool_with("  limit amount to $300 per customer in 90 days, above that approve by lead\n"), "P0428") == 0);
  CHECK(times("role lead\n  may approve up to $1\n", "P0428") == 0);   // no tool could ask
  const auto asked = [](const std::string& when) { return times(tool_with("  deny when order.total is over $9 because \"x\" then offer a person\n  approve by lead when " + when + "\n"), "P0429"); };
  CHECK(asked("amount is over $100 and at most $1,000") == 0);
  CHECK(asked("amount is over $100 and at most $1,000.01") == 1);
  CHECK(asked("amount is over $1,000") == 1);
  CHECK(asked("amount is at least $1,000") == 0);
  CHECK(asked("$1,000 is under amount and angry_never is yes") == 0);   // not readable: told once, as that
  CHECK(asked("amount is over $100") == 0);
  CHECK(times(tool_with("  deny when amount is over $1,000 because \"x\" then offer a person\n  approve by lead when amount is at most $5,000\n"), "P0429") == 0);
}

TEST_CASE("an item is known behind `has`, and where the brackets end it is told how to reach it") {
  const auto told = [](const std::string& when) { return seen(compile_text(tool_with("  deny when " + when + " because \"x\" then offer a person\n"))); };
  CHECK(told("any item in order.items has item.sale is yes and item.price is over $5").find("help: put everything that is asked of it into brackets: `any item in … has (… and …)`") != std::string::npos);
  CHECK(told("none itm in order.items has itm.sale is yes or (itm.price is over $5 and amount is over $5)").find("`itm` is known only behind its `has`") != std::string::npos);
  CHECK(told("any item in order.items has (item.sale is yes and item.price is over $5)").find("P0201") == std::string::npos);
  CHECK(told("count of item in order.items with item.sale is yes is over 2 and item.price is over $5").find("`count of item in … with (… and …)`") != std::string::npos);
}

TEST_CASE("every no has words or a way on, whichever clause says it") {
  for (const char* clause : {"needs amount is under $5", "needs amount is under $5 otherwise because \"x\"", "deny when amount is over $5 because \"x\"", "deny when amount is over $5 then refuse",
                             "limit once per order_id", "limit amount to $5 per customer in 9 days, otherwise because \"x\""})
    CHECK(times(tool_with("  " + std::string(clause) + "\n"), "P0406") == 1);
  for (const char* clause : {"needs amount is known", "needs customer is verified", "needs amount is under $5 otherwise say \"Less.\"", "deny when amount is over $5 then refuse say \"That is too much.\"",
                             "deny when amount is over $5 then ask for order_id", "limit once per order_id, otherwise then offer a person", "approve by lead within 4 hours",
                             "needs order looked up in the last 10 minutes", "needs the customer's yes to this refund"})
    CHECK(times(tool_with("  " + std::string(clause) + "\n"), "P0406") == 0);
}

TEST_CASE("a packet holds what is known on every way to its queue") {
  const std::string queue = "queue billing\n  name \"B\"\n  promise within 1 hour\n  say \"{queue.name} answers {queue.promise}.\"\n  packet code, reason, mood\n";
  const std::string tool = "tool act(code: text)\n  writes\n  otherwise deny because \"No.\" then hand off to billing\n";
  const auto intent = [](const std::string& name, const std::string& more) { return "intent " + name + "\n  examples \"" + name + "\"\n  class answerable\n  risk low\n" + more; };
  CHECK(times(queue + tool, "P0427") == 0);
  CHECK(times(queue + tool + intent("a", "  queue billing\n"), "P0427") == 1);
  CHECK(times(queue + tool + intent("a", "  queue billing\n  ask for code \"Which?\"\n"), "P0427") == 0);
  CHECK(times(queue + tool + intent("a", "  queue billing\n  tools act\n"), "P0427") == 0);
  CHECK(times(queue + tool + intent("a", "  queue billing\n") + "entity code\n  matches \"[0-9]+\"\n", "P0427") == 0);
  CHECK(times(queue + tool + intent("a", "  queue billing\n") + "context\n  code optional text\n", "P0427") == 0);
  CHECK(times(queue + tool + intent("a", "") + "trigger \"T\"\n  when angry\n  then hand off to billing\n", "P0427") == 1);
  CHECK(times(queue + tool + intent("a", "  ask for code \"Which?\"\n") + intent("b", "") + "trigger \"T\"\n  when intent is a and angry\n  then hand off to billing\n", "P0427") == 1);
  CHECK(times(queue + tool + intent("a", "  ask for code \"Which?\"\n") + intent("b", "") + "route\n  to billing when intent is a\n  otherwise to support\n", "P0427") == 0);
  CHECK(times(queue + tool + intent("a", "  ask for code \"Which?\"\n") + intent("b", "") + "route\n  to billing when angry\n  otherwise to support\n", "P0427") == 1);
  CHECK(times(queue + tool + intent("a", "  queue support\n  ask for code \"Which?\"\n") + "route\n  otherwise to billing\n", "P0427") == 0);
  CHECK(times(queue + tool + intent("a", "") + "queue first\n  name \"F\"\n  promise within 1 hour\n  say \"{queue.name} answers {queue.promise}.\"\n  if nobody comes hand off to billing\n"
              "route\n  otherwise to first\n", "P0427") == 1);
}

TEST_CASE("what no intent has and nothing counts is told where it is asked") {
  const auto trigger = [](const std::string& when) { return times("trigger \"T\"\n  when " + when + "\n  then hand off\n", "P0421"); };
  CHECK(trigger("class is unsafe") == 1);
  CHECK(trigger("class is answerable or risk is low") == 0);
  CHECK(trigger("risk is in [medium, high]") == 2);
  CHECK(trigger("tool_errors is over 2") == 1);
  CHECK(trigger("class is not unsafe") == 0);
  CHECK(times("signal s\n  phrases \" \"\n", "P0421") == 1);
  CHECK(times("signal s\n  phrases \"a b\", \"c\" but not \"A B\"\n", "P0421") == 0);
  CHECK(times("confidence\n  low risk | send at 75% | below that hand off\n  other | never send | below that hand off\n", "P0416") == 0);
}
