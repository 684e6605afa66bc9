// Words of a handoff say who takes over and when, not what the assistant is unable to do, and not that somebody will write some time.
#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <set>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

constexpr std::string_view to_help =
    "(?:help|assist|answer|resolve|solve|handle|support|process|complete|fulfil|fulfill|understand|discuss|advise|proceed|address|respond|access|look|provide|perform|deal|do|offer|"
    "give|find an answer|find a solution)";

struct Pattern { std::string expression; bool even_with_a_promise; };

std::vector<Pattern> lexicon() {
  const std::string verb(to_help);
  return {
      // What we cannot do.
      {"\\b(?:can ?not|can't|cant|couldn't|could not|won't be able to|will not be able to|am not able to|i'm not able to|we're not able to|are not able to|not able to|unable to|"
       "not allowed to|not permitted to|not authori[sz]ed to|not equipped to|not qualified to|not trained to|not programmed to|not designed to|not in a position to|"
       "incapable of|don't know how to|do not know how to)(?: \\w+){0,2} " + verb + "(?:ing)?\\b", true},
      {"\\b(?:i am|i'm|we are|we're|i was|we were)(?: \\w+){0,2} (?:unable|incapable)\\b", true},
      {"\\b(?:beyond|outside(?: of)?|above|exceeds|past) (?:my|our|what i|what we|the scope of|the limits? of)\\b", true},
      {"\\b(?:out of|not within) my (?:hands|scope|depth|control|power|reach)\\b", true},
      {"\\blimit(?:s|ation|ations)? (?:of|on|to) (?:what i|what we|my|our)\\b", true},
      {"\\b(?:nothing|not much|little)(?: \\w+){0,2} (?:i|we) can do\\b", true},
      {"\\b(?:all|the best|the most) (?:i|we) can do\\b", true},
      {"\\b(?:i am|i'm|it's|this is)(?: \\w+)? (?:just|only|merely|but) an? (?:\\w+ ){0,2}(?:bot|chatbot|robot|machine|program|computer|ai|assistant|language model)\\b", true},
      {"\\bas an? (?:\\w+ ){0,2}(?:bot|chatbot|robot|ai|ai assistant|virtual assistant|language model)\\b", true},
      {"\\b(?:i|we) (?:don't|do not|didn't|did not|couldn't|could not) (?:quite |fully |really )?(?:understand|get that|follow|know the answer|have an answer|have the answer)\\b", true},
      {"\\b(?:i|we) (?:don't|do not) have (?:\\w+ ){0,2}(?:access|ability|information|permission|authority|means|answer|knowledge|tools)\\b", true},
      {"\\b(?:i|we) have no (?:\\w+ ){0,1}(?:access|way|information|permission|authority|answer|means)\\b", true},
      {"\\b(?:i am|i'm|we are|we're) (?:not sure|not certain|unsure|stuck|lost|at a loss|confused)\\b", true},
      {"\\b(?:isn't|is not|not) something (?:that )?(?:i|we) (?:can|could|am|are|do|handle)\\b", true},
      {"\\btoo (?:complex|complicated|difficult|hard|advanced) for (?:me|us)\\b", true},
      {"\\b(?:need|needs|requires?) a (?:real |actual )?(?:human|person) because (?:i|we)\\b", true},
      {"\\bunfortunately\\b", true},
      {"\\bregrettably\\b", true},
      {"\\bi'?m afraid (?:i|we|that|this|there)\\b|\\bi am afraid (?:i|we|that|this|there)\\b", true},
      // Nobody in particular, and no time.
      {"\\b(?:someone|somebody|(?:a|another|one) (?:\\w+ )?(?:team member|member of (?:our|the|my) (?:\\w+ )?(?:team|staff)|human|representative|rep|agent|advisor|adviser|specialist|"
       "operator|associate|staff member|of our \\w+|of my colleagues))(?: from \\w+(?: \\w+){0,2})? (?:will|'ll|shall|should|may|might|can|is going to)(?: \\w+){0,2} "
       "(?:be in touch|be in contact|be with you|get back|get in touch|get in contact|reach out|contact|follow up|come back|call|write|e-?mail|respond|reply|take a look|look into)\\b", true},
      {"\\b(?:a team member|team member|someone|somebody) will be in touch\\b", true},
      {"\\b(?:we|they|our team|the team|a colleague|colleagues|our \\w+ team|support|it)(?: will|'ll| shall| should| may| might) (?:\\w+ ){0,2}"
       "(?:be in touch|get back|get in touch|reach out|contact you|follow up|come back to you|look into)\\b", false},
      {"\\bas soon as (?:possible|we can|they can|somebody can|someone can|we are able)\\b", false},
      {"\\bat (?:our|their|the) earliest (?:convenience|opportunity)\\b", false},
      {"\\bin due course\\b", false},
      {"\\b(?:will|'ll)(?: \\w+){1,4} (?:shortly|soon|eventually|at some point)\\b", false},
  };
}

struct Compiled { std::unique_ptr<RE2> expression; bool even_with_a_promise; };

// Compiled once for the check of a bundle.
class Lexicon {
 public:
  Lexicon() {
    for (const Pattern& pattern : lexicon()) all_.push_back({std::make_unique<RE2>(pattern.expression), pattern.even_with_a_promise});
  }

  // The words that speak of a limitation, as the author wrote them.
  [[nodiscard]] std::optional<std::string> limitation_in(std::string_view words) const {
    const std::string plain = normalised(words);
    const bool dated = plain.find(" queue.promise ") != std::string::npos || RE2::PartialMatch(plain, *time_);
    for (const Compiled& one : all_) {
      re2::StringPiece found;
      if ((one.even_with_a_promise || !dated) && RE2::PartialMatch(plain, *one.expression) &&
          one.expression->Match(plain, 0, plain.size(), RE2::UNANCHORED, &found, 1))
        return std::string(trim(std::string_view(found.data(), found.size())));
    }
    return std::nullopt;
  }

 private:
  // Small letters, one kind of apostrophe, single blanks; a hole is its path between blanks.
  static std::string normalised(std::string_view words) {
    std::string out;
    const std::string folded = fold_case(words);
    for (std::size_t at = 0; at < folded.size(); ++at) {
      const std::string_view rest = std::string_view(folded).substr(at);
      if (rest.starts_with("\u2019") || rest.starts_with("\u2018") || rest.starts_with("\u02bc")) {
        out += '\'';
        at += rest.starts_with("\u02bc") ? 1 : 2;
      } else if (rest.front() == '{' || rest.front() == '}' || rest.front() == ' ' || rest.front() == '\n' || rest.front() == '\t') {
        if (!out.ends_with(' ')) out += ' ';
      } else {
        out += rest.front();
      }
    }
    return " " + out + " ";
  }

  std::vector<Compiled> all_;
  std::unique_ptr<RE2> time_ = std::make_unique<RE2>("\\b(?:within|in|by|before) (?:\\d+|one|two|three|an?|approval\\.within|the next \\w+|tomorrow|monday|noon) ?(?:\\w+)?");
};

bool hands_off(const ActionNode& action) {
  return action.word == ActionWord::hand_off || action.word == ActionWord::offer_person || std::ranges::any_of(action.afterwards, hands_off);
}

class Words {
 public:
  explicit Words(Checking& checking) : checking_(checking) {}

  void of(const std::optional<Text>& words) {
    if (!words) return;
    look_at(*words);
    if (const auto wording = checking_.symbols.wordings.find(words->text); wording && seen_.insert(words->text).second)
      for (const WordingBlock::Variant& one : checking_.symbols.wordings[*wording].variants) look_at(one.words);
  }
  void look_at(const Text& words) {
    const auto found = lexicon_.limitation_in(words.text);
    if (!found) return;
    checking_.report.warning("P0415", words.span, "these words speak of a limitation: \"" + printable(*found) + "\"")
        .help("say who takes over and when: \"{queue.name} will answer {queue.promise}.\"");
  }
  void of(const OutcomeNode& outcome) {
    if (hands_off(outcome.action)) of(outcome.say);
    of(outcome.action);
  }
  void of(const ActionNode& action) {
    if (hands_off(action)) of(action.question);
  }

 private:
  Checking& checking_;
  Lexicon lexicon_;
  std::set<std::string> seen_;   // texts whose wordings were looked at
};

void lint_tool(Words& words, const ToolBlock& tool) {
  for (const NeedNode& need : tool.needs) words.of(need.otherwise);
  for (const DenyNode& deny : tool.denies) words.of(deny.outcome);
  for (const LimitNode& limit : tool.limits) words.of(limit.otherwise);
  for (const ApproveNode& approve : tool.approves) words.of(approve.otherwise);
  if (tool.otherwise) words.of(tool.otherwise->outcome);
  if (tool.if_it_fails) words.of(*tool.if_it_fails);
  words.of(tool.say_when_waiting);
}

}  // namespace

void lint_limitation_words(Checking& checking) {
  Words words(checking);
  const Symbols& symbols = checking.symbols;
  for (const TriggerBlock* trigger : symbols.triggers) {
    if (trigger->then && hands_off(*trigger->then)) words.of(trigger->say);
    if (trigger->then) words.of(*trigger->then);
    for (const TriggerBlock::IfUnknown& unknown : trigger->if_unknown) words.of(unknown.action);
  }
  for (const IntentBlock* intent : symbols.intents)
    if (intent->request_class && intent->request_class->text == "needs human") words.of(intent->say);
  for (const TableBlock* table : symbols.tables)
    for (const TableBlock::Row& row : table->rows) words.of(row.then);
  for (const ToolBlock* tool : symbols.tools) lint_tool(words, *tool);
  for (const QueueBlock* queue : symbols.queues) {
    words.of(queue->say);
    words.of(queue->while_waiting);
    if (queue->if_nobody_comes) words.of(*queue->if_nobody_comes);
  }
  if (symbols.confidence == nullptr) return;
  words.of(symbols.confidence->say);
  for (const BandRow& row : symbols.confidence->rows) words.of(row.below);
}

}  // namespace handrail::dsl
