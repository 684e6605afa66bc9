// Texts in other tones and languages: a wording names the text that it words otherwise by that text, as it stands where it is said. One that nothing says would
// never be read, and neither would a variant in a language that no message is recognised in.
#include <algorithm>
#include <map>
#include <set>

#include "dsl/check/checking.hpp"
#include "dsl/check/manner.hpp"
#include "dsl/check/names_an_ai.hpp"
#include "dsl/check/own_sentences.hpp"
#include "dsl/check/said.hpp"
#include "dsl/check/words.hpp"

namespace handrail::dsl {

namespace {

// Reasons are said where a rule has no words of its own.
void add_reasons(const Symbols& symbols, std::set<std::string>& texts) {
  const auto add = [&](const std::optional<Text>& because) {
    if (because) texts.insert(because->text);
  };
  for (const ToolBlock* tool : symbols.tools) {
    for (const NeedNode& need : tool->needs) add(need.otherwise.because);
    for (const DenyNode& deny : tool->denies) add(deny.outcome.because);
    for (const LimitNode& limit : tool->limits) add(limit.otherwise.because);
    for (const ApproveNode& approve : tool->approves) add(approve.otherwise.because);
    if (tool->otherwise) add(tool->otherwise->outcome.because);
    if (tool->if_it_fails) add(tool->if_it_fails->because);
  }
}

std::set<std::string> said_by_policy(const Symbols& symbols) {
  std::set<std::string> texts;
  each_said(symbols, [&](const SaidText& said) {
    if (!said.reworded) texts.insert(said.words.text);
  });
  add_reasons(symbols, texts);
  return texts;
}

// Everything that a wording may name: what the policy says, the queues' names, and what the desk says by itself.
std::set<std::string> said_texts(const Symbols& symbols) {
  std::set<std::string> texts = said_by_policy(symbols);
  for (const QueueBlock* queue : symbols.queues) texts.insert(queue->title ? queue->title->text : queue->name.text);
  for (const OwnSentence& own : own_sentences) texts.emplace(own.words);
  return texts;
}

// In a script it stands as a text of its own.
bool in_a_script(const Sources& sources, const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  quoted += '"';
  return std::ranges::any_of(sources.files(), [&](const SourceFile& file) { return file.path.ends_with(".lua") && file.text.find(quoted) != std::string::npos; });
}

// The text that has most words in common with one that nobody says: mostly it was edited since.
std::optional<std::string> resembled(const std::string& text, const std::set<std::string>& texts) {
  const std::vector<std::string_view> own = words(text);
  const std::set<std::string_view> wanted(own.begin(), own.end());
  const std::string* best = nullptr;
  std::size_t most = 0;
  for (const std::string& one : texts) {
    std::size_t common = 0, all = 0;
    for (const std::string_view word : words(one)) ++all, common += wanted.contains(word) ? 1 : 0;
    if (common * 2 >= std::max(all, own.size()) && common > most) best = &one, most = common;
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

std::multiset<std::string> holes_of(const ReadTemplate& read) {
  std::multiset<std::string> holes;
  for (const Hole& hole : read.holes) holes.insert("{" + join(hole.path, ".") + "}");
  if (read.unclosed) holes.insert("{");
  if (read.unopened) holes.insert("}");
  return holes;
}

class WordingCheck {
 public:
  explicit WordingCheck(Checking& checking) : checking_(checking), policy_says_(said_by_policy(checking.symbols)), texts_(said_texts(checking.symbols)) {
    if (const ReplyRulesBlock* rules = checking.symbols.reply_rules)
      for (const auto& [word, when] : rules->tones)
        if (when) wanted_.try_emplace(word.text, word.span);   // the one without a condition is the tone in which the texts are written
    for (const WordingBlock* block : checking.symbols.wordings)
      for (const WordingBlock::Variant& one : block->variants)
        if (const Manner manner = manner_of(one); !manner.language.empty()) wanted_.try_emplace(manner.language, one.manner.front().span);
  }

  void run() {
    for (const WordingBlock* block : checking_.symbols.wordings) {
      if (!texts_.contains(block->name.text) && !in_a_script(checking_.sources, block->name.text)) nothing_says(*block);
      if (block->variants.empty())
        checking_.report.error("P0412", block->name.span, "a wording says nothing").help("add a language or a tone and its words, like `de \"Gerne.\"` or `formal \"Certainly.\"`");
      std::vector<const WordingBlock::Variant*> good;
      for (const WordingBlock::Variant& one : block->variants)
        if (manner_is_known(one)) good.push_back(&one);
      twice(good);
      for (const WordingBlock::Variant* one : good) holes(*block, *one);
      if (block->name.text == own::ai_notice)
        for (const WordingBlock::Variant* one : good) tells_of_the_ai(*one);
      if (good.size() == block->variants.size()) what_lacks(*block);
    }
  }

 private:
  void nothing_says(const WordingBlock& block) {
    const auto near = resembled(block.name.text, texts_);
    checking_.report.error("P0225", block.name.span, "nothing says this text").note("its words would never be read")
        .help(near ? "write it as it is said: " + backticked("\"" + printable(*near) + "\"") : "write the text as it stands where it is said, or remove the wording");
  }

  bool manner_is_known(const WordingBlock::Variant& one) {
    std::vector<std::string> known = tone_words();
    known.insert(known.end(), language_codes().begin(), language_codes().end());
    for (const Name& word : one.manner) {
      if (std::ranges::find(known, word.text) != known.end()) continue;
      checking_.report.error("P0226", word.span, backticked(word.text) + " is no tone and no language that messages are recognised in")
          .help(did_you_mean(word.text, known, "write a tone (" + english_list(tone_words(), "or") + ") or a language by its two letters, like `de`"));
      return false;
    }
    if (one.manner.size() != 2 || (!is_tone(one.manner[0].text) && is_tone(one.manner[1].text))) return true;
    const bool turned = is_tone(one.manner[0].text) && !is_tone(one.manner[1].text);
    checking_.report.error("P0226", one.manner[1].span, "a language stands first, and a tone behind it")
        .help(turned ? "write " + backticked(one.manner[1].text + " " + one.manner[0].text) : "write one language, one tone, or a language and a tone");
    return false;
  }

  void twice(const std::vector<const WordingBlock::Variant*>& good) {
    std::map<std::string, Span> first;
    for (const WordingBlock::Variant* one : good)
      if (const auto [at, fresh] = first.emplace(in_words(manner_of(*one)), one->span); !fresh)
        checking_.report.error("P0448", one->span, "this text is worded twice for " + backticked(at->first)).label(at->second, "first here").help("remove one of the two");
  }

  void holes(const WordingBlock& block, const WordingBlock::Variant& one) {
    if (trim(one.words.text).empty()) {
      checking_.report.error("P0412", one.words.span, "a wording says nothing").help("write the words, or remove the line");
      return;
    }
    const auto asked = holes_of(read_template(block.name.text)), given = holes_of(read_template(one.words.text));
    std::vector<std::string> missing, more;
    std::ranges::set_difference(asked, given, std::back_inserter(missing));
    std::ranges::set_difference(given, asked, std::back_inserter(more));
    if (missing.empty() && more.empty()) return;
    const std::string lacks = missing.empty() ? "" : "lack " + backticked(join(missing, "`, `"));
    const std::string has = more.empty() ? "" : "have " + backticked(join(more, "`, `")) + " more";
    checking_.report.error("P0447", one.words.span, "these words " + lacks + (lacks.empty() || has.empty() ? "" : ", and ") + has)
        .label(block.name.span, "the text that they word otherwise").help("say the same in other words: each hole of the text once");
  }

  // In other words a customer would take it for a person.
  void tells_of_the_ai(const WordingBlock::Variant& one) {
    if (trim(one.words.text).empty() || names_an_ai(one.words.text)) return;
    checking_.report.error("P0451", one.words.span, "these words do not tell that an AI answers").note("customers who read them would not know what they write with")
        .help("name it by its common name: \"I am an AI assistant.\", `de \"Ich bin ein KI-Assistent.\"`, `fr \"Je suis un assistant IA.\"`");
  }

  // A text that is worded for some customers, and not for others of whom the policy speaks.
  void what_lacks(const WordingBlock& block) {
    for (const auto& [word, named] : wanted_) {
      if (is_tone(word) && !policy_says_.contains(block.name.text)) continue;   // a name, and what the desk says by itself, is the same in every tone
      const auto suits_them = [&](const WordingBlock::Variant& one) {
        const Manner manner = manner_of(one);
        return is_tone(word) ? manner == Manner{word, ""} : manner == Manner{"", word};
      };
      if (block.variants.empty() || std::ranges::any_of(block.variants, suits_them)) continue;
      checking_.report.warning("P0449", block.name.span, "this text has no words for " + backticked(word))
          .label(named, is_tone(word) ? "the tone is asked for here" : "other texts have them")
          .help("add " + backticked(word + " \"…\""));
    }
  }

  Checking& checking_;
  std::set<std::string> policy_says_, texts_;
  std::map<std::string, Span> wanted_;   // tones and languages that a wording is expected to have, and where they are named
};

}  // namespace

void check_wordings(Checking& checking) {
  if (checking.symbols.wordings.size() > 0) WordingCheck(checking).run();
}

}  // namespace handrail::dsl
