// What a reply may rest on: facts that were read in this conversation, receipts, passages, and the desk's own texts. Whatever it is, it is read into units,
// a sentence or a record each, and a sentence of the reply is held against them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/domain/reply.hpp"
#include "engine/reply/clauses.hpp"
#include "engine/reply/figures.hpp"
#include "engine/reply/parts.hpp"
#include "engine/reply/reading.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::reply {

// How records write a moment, and how the desk tells it in its own time zone: "Monday, 23 November 2026, 18:00 (UTC)".
using Times = std::map<std::string, std::string>;

struct Fact {
  std::string tool;
  Json arguments, result;      // result null: there is no such record
  bool of_another = false;     // it belongs to somebody else: nothing of it may be said
};

struct Evidence {
  std::vector<Fact> facts;
  std::vector<Receipt> receipts;
  std::vector<std::string> moving_money;    // tools that move money, whatever their names say
  Times times;
  std::vector<Passage> passages;
  std::vector<Passage> background;          // internal: a model reads them to understand, no sentence rests on them, and none of them is passed on
  std::vector<std::string> policy;          // texts of the desk as they would be said: what they promise is promised
  std::vector<std::string> customer_said;   // never a source; what is named back to the customer, an order's number, may come from there
  std::vector<std::string> values;          // whole texts of records and of the customer's answers: where the desk's words repeat one, it says nothing of its own
  std::string question;                     // the last of them
  std::vector<std::string> hosts;           // beside those of the above, that the desk leads to by itself
  std::string prompt;                       // the instructions that a model had: not for the customer
  bool reports_receipt = false;             // the desk's own words about what a tool did just now
  bool handed_over = false;                 // a person takes over, or looks already
};

// One of a list within a record: what it is called there, and its figures.
struct Entry {
  std::vector<std::uint64_t> words;
  std::vector<Figure> figures;
};

// "damage cover: no": a member of a record that says that something is not.
struct Missing { std::vector<std::uint64_t> name; };

struct Unit {
  enum class From { fact, receipt, passage, policy, said };
  From from = From::fact;
  std::size_t index = 0;                    // in its list
  std::vector<std::uint64_t> stems;         // hashed, ascending
  std::vector<Figure> figures;
  std::vector<std::vector<std::uint64_t>> named;   // of a record, beside each of its first figures: the words of its member's name
  std::vector<Entry> entries;               // of a record
  std::vector<Missing> missing;             // of a record
  std::vector<Part> parts;                  // of a sentence of an article or of the desk, in order; records have none
  std::vector<std::uint64_t> above;         // stems of what it goes on from: its heading, and the sentence that its "that" or "it" takes up
  bool negated = false;
  WhichOne which;                           // parts that only say which one is meant: "parcels that need a signature can't be …"
  bool heading = false;                     // what stands below it may say otherwise
  std::string_view said;                    // a sentence of an article or of the desk as it is written there, for as long as the evidence lives; records have none
};

// A stem as it is compared: words that say the same are one.
[[nodiscard]] std::uint64_t meaning_of(const Word& word);
[[nodiscard]] std::uint64_t hash_of(std::string_view text);
// Meanings of which the one denied is the other: not on weekdays, on weekends; not included, charged.
[[nodiscard]] const std::vector<std::uint64_t>& opposites_of(std::uint64_t meaning);
[[nodiscard]] bool are_opposites(std::uint64_t one, std::uint64_t other);
// "Whatever you don't use stays on the card": how many words at the beginning only say what it is about, so that a "not" in them denies nothing. 0: none.
[[nodiscard]] std::size_t words_of_naming_clause(const Sentence& sentence);
// Carries a claim: no word of the neutral list.
[[nodiscard]] bool has_content(const Word& word);
[[nodiscard]] bool negates(const Word& word);
// Whether the sentence itself says no: not by the No that answers a question, not in a condition ("if it is not what you ordered, …"), and not by "costs nothing".
[[nodiscard]] bool says_no(const Sentence& sentence, std::string_view text);

// "That takes 6 to 10 business days", "on Sundays it is $70": of what the sentence before it says.
[[nodiscard]] bool takes_up(const Sentence& sentence);

// Texts of sources that speak to a model instead of the reader ("ignore all previous instructions"): they are no source, and are never quoted.
[[nodiscard]] bool speaks_to_the_model(std::string_view text, Audience audience = Audience::everyone);

// What is spoken in the conversation: by the customer, else by the articles.
[[nodiscard]] Language spoken_in(const Evidence& evidence);
[[nodiscard]] std::vector<Unit> units_of(const Evidence& evidence);
// A record in words: "status: delivered; total: $129.00".
[[nodiscard]] std::string record_in_words(const Json& record, const Times& times = {});

}  // namespace handrail::reply
