// Reading one statement: a clause's reader says its grammar and puts what it finds into the block. What does not match is reported here, once,
// at the place that reading came to, and the next clause is read as if nothing had happened.
//
//   void read_queue(IntentBlock& intent, Clause& clause) {
//     if (auto found = clause.read<grammar::name>()) clause.set(intent.queue, clause.build().name(*found->find(Part::name)));
//   }
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "dsl/syntax/build.hpp"
#include "dsl/syntax/grammar_actions.hpp"

namespace handrail::dsl {

// Which clauses of a block have been said, by where they are kept.
class Said {
 public:
  [[nodiscard]] std::optional<Span> before(const void* slot) const {
    for (const auto& [known, first] : said_)
      if (known == slot) return first;
    return std::nullopt;
  }
  void now(const void* slot, Span span) { said_.emplace_back(slot, span); }

 private:
  std::vector<std::pair<const void*, Span>> said_;
};

class Clause {
 public:
  enum class Word { said, guessed };
  // `word`: the clause's first words, which end before byte `from`; `form`: a well-formed one, for the help. Where the word was misspelt and
  // is guessed, the clause gives way to one whose word is right, and nothing is said about there being two.
  Clause(const Statement& statement, std::string_view word, std::string_view form, std::size_t from, Said& said, Findings& findings, Word guess = Word::said)
      : statement_(statement), word_(word), form_(form), from_(from), said_(said), guess_(guess), builder_(statement, findings) {}

  // The rest of the statement. Nothing: it did not match, and that is reported.
  template <class... R>
  std::optional<PartView> read() {
    reading_ = std::make_unique<Reading>(statement_.text);
    const std::size_t root = reading_->begin_part(Part::outcome, statement_.text.data() + from_);
    if (!grammar::read_all<R...>(statement_.text, from_, *reading_)) {
      report_mismatch();
      return std::nullopt;
    }
    reading_->end_part(root, statement_.text.data() + statement_.text.size());
    return PartView(statement_.text, reading_->parts(), static_cast<std::uint32_t>(root));
  }

  // For a clause that may stand once: the first saying stays, another is reported.
  template <class T>
  void set(std::optional<T>& slot, T value) {
    if (first(&slot)) slot = std::move(value);
  }
  void set(bool& slot) {
    if (first(&slot)) slot = true;
  }
  // True when what is kept in `slot` is said for the first time.
  bool first(const void* slot);

  [[nodiscard]] Builder& build() { return builder_; }
  [[nodiscard]] Span span() const { return statement_.whole(); }
  [[nodiscard]] const Statement& statement() const { return statement_; }

 private:
  void report_mismatch();
  void report_end(const std::string& expected);
  bool report_name(std::size_t at);
  [[nodiscard]] std::string expected() const;
  [[nodiscard]] std::string help_for(std::string_view found) const;

  const Statement& statement_;
  std::string_view word_, form_;
  std::size_t from_;
  Said& said_;
  Word guess_;
  Builder builder_;
  std::unique_ptr<Reading> reading_;
};

template <class Block>
struct ClauseForm {
  std::string_view word;                // the first word
  std::string_view form;                // a well-formed one
  void (*read)(Block&, Clause&) = nullptr;
};

// The word that a statement begins with, and where the next one begins.
struct FirstWord {
  std::string_view text;
  std::size_t next = 0;
};
[[nodiscard]] FirstWord first_word(std::string_view text);
// Which of `words` stands at byte `from`; the nearest one where none does, which is reported with `code`; nothing where none is near.
struct Chosen {
  std::size_t index = 0;
  bool exact = true;
};
[[nodiscard]] std::optional<Chosen> choose(const Statement& statement, const std::vector<std::string_view>& words, std::string_view code, const std::string& what,
                                           Findings& findings, std::size_t from = 0);

// Reads the clauses of a block. One whose first word is none of the forms' is given to `otherwise`, where there is one.
template <class Block>
void read_clauses(Block& block, const LaidOutBlock& laid_out, std::string_view block_word, std::type_identity_t<std::span<const ClauseForm<Block>>> forms,
                  Findings& findings, const ClauseForm<Block>* otherwise = nullptr) {
  std::vector<std::string_view> words;
  for (const ClauseForm<Block>& form : forms) words.push_back(form.word);
  Said said;
  for (const Statement& statement : laid_out.clauses) {
    if (statement.broken || findings.full()) continue;
    const FirstWord first = first_word(statement.text);
    const bool known = std::find(words.begin(), words.end(), first.text) != words.end();
    if (!known && otherwise) {
      Clause clause(statement, otherwise->word, otherwise->form, 0, said, findings);
      otherwise->read(block, clause);
      continue;
    }
    const auto chosen = choose(statement, words, "P0103", "`" + std::string(block_word) + "` has no clause", findings);
    if (!chosen) continue;
    const ClauseForm<Block>& form = forms[chosen->index];
    Clause clause(statement, form.word, form.form, first.next, said, findings, chosen->exact ? Clause::Word::said : Clause::Word::guessed);
    form.read(block, clause);
  }
}

// --- readers that many clauses share ---

template <class Block, std::optional<Name> Block::*slot>
void read_name(Block& block, Clause& clause) {
  if (const auto found = clause.read<grammar::name>()) clause.set(block.*slot, clause.build().name(*found->find(Part::name)));
}
template <class Block, std::optional<Text> Block::*slot>
void read_text(Block& block, Clause& clause) {
  if (const auto found = clause.read<grammar::text>()) clause.set(block.*slot, clause.build().text(*found->find(Part::text)));
}
template <class Block, std::vector<Name> Block::*slot>
void read_names(Block& block, Clause& clause) {
  if (const auto found = clause.read<grammar::comma_list<grammar::name>>())
    for (const PartView& name : found->all(Part::name)) (block.*slot).push_back(clause.build().name(name));
}
template <class Block, std::optional<Expression> Block::*slot>
void read_condition(Block& block, Clause& clause) {
  if (const auto found = clause.read<grammar::condition>()) clause.set(block.*slot, clause.build().expression(*found->find(Part::any_of)));
}

// `from … until …`, `when …`, `unless …` among the parts of a clause; each once.
[[nodiscard]] std::optional<ActivePeriod> period_in(const PartView& found, Clause& clause);
[[nodiscard]] std::optional<Expression> condition_in(const PartView& found, Part part, Clause& clause);
// Reports whatever stands more than once among parts that may come in any order.
void refuse_repeated(const PartView& found, std::span<const std::pair<Part, std::string_view>> parts, Clause& clause);

}  // namespace handrail::dsl
