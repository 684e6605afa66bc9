// What a reply is, whatever it claims: whole, in plain letters, without leftovers, nobody but an assistant, short, and polite.
#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"
#include "engine/base/visible.hpp"
#include "engine/reply/apologies.hpp"
#include "engine/reply/bounds.hpp"
#include "engine/reply/checking.hpp"
#include "engine/reply/unwrap.hpp"

namespace handrail::reply {
namespace {

constexpr std::string_view escalate_mark = "ESCALATE_NEEDED";
constexpr std::size_t prompt_words_repeated = 8;   // in a row, of the instructions: no accident
constexpr std::size_t shouted_words = 5;           // in capitals, in one reply

void find_met(Checking& checking, std::size_t section, FindingKind kind, const std::string& needs) {
  for (std::size_t i = 0; i < checking.read.sentences.size(); ++i)
    for (const Met& met : checking.met[i])
      if (met.section == section) checking.find(kind, checking.read.sentences[i], met.begin, met.end, needs);
}

bool step_by_step(const ReadText& read) {
  return std::count_if(read.sentences.begin(), read.sentences.end(), [](const Sentence& sentence) { return sentence.item; }) >= 2;
}

std::size_t words_of(const std::string& text) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    count += !space && !inside;
    inside = !space;
  }
  return count;
}

// A sentence that asks is a next action, and so is one that says what to do.
bool has_next_action(const Checking& checking) {
  const auto& sentences = checking.read.sentences;
  const std::size_t from = sentences.size() > 2 ? sentences.size() - 2 : 0;
  for (std::size_t i = from; i < sentences.size(); ++i)
    if (sentences[i].asks || sentences[i].item || checking.meets(i, sections().next)) return true;
  return false;
}

std::size_t emojis_in(const std::string& text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 3 < text.size(); ++i) count += static_cast<unsigned char>(text[i]) == 0xF0 && static_cast<unsigned char>(text[i + 1]) == 0x9F;
  return count;
}

void check_tone(Checking& checking) {
  if (checking.limits.tone == "formal" || checking.limits.tone == "plain") {
    find_met(checking, sections().casual, FindingKind::tone, "words for a " + checking.limits.tone + " tone");
    if (emojis_in(checking.draft.text) > 0) checking.find(FindingKind::tone, 0, 0, "no emoji in a " + checking.limits.tone + " tone");
  }
}

void check_shouting(Checking& checking) {
  std::size_t shouted = 0;
  const std::string& text = checking.draft.text;
  for (const Sentence& sentence : checking.read.sentences)
    for (const Word& word : sentence.words) {
      const std::string_view spelled = std::string_view(text).substr(word.begin, word.end - word.begin);
      shouted += spelled.size() > 2 && std::all_of(spelled.begin(), spelled.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    }
  if (shouted >= shouted_words) checking.find(FindingKind::impolite, 0, text.size(), "small letters: nobody is shouted at");
}

constexpr std::size_t copied_words = 6;   // in a row: chance does not bring so many together

std::vector<std::string> run_at(const Sentence& sentence, std::size_t first) {
  std::vector<std::string> run;
  for (std::size_t i = first; i < first + copied_words; ++i) run.push_back(sentence.words[i].text);
  return run;
}

}  // namespace

void check_words_at_all(Checking& checking) {
  if (!says_something(checking.draft.text)) checking.find(FindingKind::nothing, 0, checking.draft.text.size(), "words");
}

void check_controls(Checking& checking) {
  if (checking.draft.author == Author::script || checking.draft.author == Author::passage) return;   // the desk's own texts; a form feed of an export hides nothing
  const std::string& text = checking.draft.text;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (misleads(point.value)) return checking.find(FindingKind::disguised, at, at + point.bytes, "the words without it");
    at += point.bytes;
  }
}

void check_escalation(Checking& checking) {
  const std::string& text = checking.draft.text;
  const std::size_t at = text.find(escalate_mark);
  if (at == std::string::npos) return;
  const std::size_t colon = at + escalate_mark.size();
  std::string_view reason = std::string_view(text).substr(std::min(colon, text.size()));
  if (reason.starts_with(":")) reason.remove_prefix(1);
  reason = trim(reason.substr(0, reason.find('\n')));
  checking.out.escalate = reason.empty() ? "the model gave no reason" : printable(reason, bounds::reason_bytes);
  checking.find(FindingKind::escalate, at, text.size(), "a person");
}

void check_disguise(Checking& checking) {
  for (const auto& hidden : checking.read.disguised) {
    checking.find(FindingKind::disguised, hidden.begin, hidden.end, "the letter that it poses as");
    return;   // one says it
  }
}

void check_blanks(Checking& checking) {
  const std::string& text = checking.draft.text;
  if (checking.draft.author == Author::model && is_a_record(text)) return checking.find(FindingKind::blank, 0, text.size(), "the words alone, as the customer reads them");
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char close = text[at] == '[' ? ']' : text[at] == '{' ? '}' : text[at] == '<' ? '>' : 0;
    if (!close) continue;
    const std::size_t end = text.find(close, at);
    if (end == std::string::npos || end == at + 1 || end - at > 60 || !std::isalpha(static_cast<unsigned char>(text[at + 1]))) continue;
    const bool link = close == ']' && end + 1 < text.size() && text[end + 1] == '(';
    const bool box = close == ']' && end == at + 2;   // "[x]"
    const std::string inside = text.substr(at + 1, end - at - 1);
    const bool address = inside.find('@') != std::string::npos || inside.starts_with("http");
    if (link || box || address) continue;
    const bool known = std::any_of(checking.evidence.policy.begin(), checking.evidence.policy.end(),
        [&](const std::string& one) { return one.find(text.substr(at, end + 1 - at)) != std::string::npos; });
    const bool passage = std::any_of(checking.evidence.passages.begin(), checking.evidence.passages.end(),
        [&](const Passage& one) { return one.text.find(text.substr(at, end + 1 - at)) != std::string::npos; });
    if (!known && !passage && checking.draft.author == Author::model) checking.find(FindingKind::blank, at, end + 1, "the word that belongs there, or another sentence");
  }
}

void check_humanity(Checking& checking) { find_met(checking, sections().human, FindingKind::denies_ai, "the truth: it is an AI"); }

static bool found_in(const Checking& checking, const Sentence& sentence) {
  return std::any_of(checking.out.findings.begin(), checking.out.findings.end(), [&](const Finding& one) {
    return one.kind == FindingKind::leak && one.begin >= sentence.begin && one.end <= sentence.end;
  });
}

// What an article for colleagues says in words that the customer may know from nowhere: so many of them, of one of its sentences, in one sentence of the reply.
static void check_matter_of_background(Checking& checking) {
  constexpr std::size_t words_min = 3;
  std::set<std::uint64_t> open;   // to the customer
  for (const Unit& unit : checking.units()) open.insert(unit.stems.begin(), unit.stems.end());
  std::vector<std::set<std::uint64_t>> internal;
  for (const Passage& passage : checking.evidence.background)
    for (const Sentence& sentence : read_text(passage.text).sentences) {
      std::set<std::uint64_t> own;
      for (const Word& word : sentence.words)
        if (has_content(word) && !open.contains(meaning_of(word))) own.insert(meaning_of(word));
      if (own.size() >= words_min) internal.push_back(std::move(own));
    }
  for (const Sentence& sentence : checking.read.sentences) {
    std::set<std::uint64_t> said;
    for (const Word& word : sentence.words)
      if (has_content(word)) said.insert(meaning_of(word));
    for (const std::set<std::uint64_t>& own : internal) {
      const auto shared = std::count_if(said.begin(), said.end(), [&](std::uint64_t word) { return own.contains(word); });
      if (static_cast<std::size_t>(shared) < words_min || 2 * static_cast<std::size_t>(shared) < said.size() || found_in(checking, sentence)) continue;
      checking.find(FindingKind::leak, sentence.begin, sentence.end, "nothing: only an article for colleagues says it");
      break;
    }
  }
}

// Sentences of an article that is written for colleagues: so many words in a row that no other source has.
void check_background(Checking& checking) {
  if (checking.evidence.background.empty()) return;
  std::set<std::vector<std::string>> internal, known;
  const auto read = [](const std::string& text, std::set<std::vector<std::string>>& runs) {
    for (const Sentence& sentence : read_text(text).sentences)
      for (std::size_t i = 0; i + copied_words <= sentence.words.size(); ++i) runs.insert(run_at(sentence, i));
  };
  for (const Passage& passage : checking.evidence.background) read(passage.text, internal);
  for (const Passage& passage : checking.evidence.passages) read(passage.text, known);
  for (const std::string& text : checking.evidence.policy) read(text, known);
  for (const std::string& text : checking.evidence.customer_said) read(text, known);
  for (const Sentence& sentence : checking.read.sentences)
    for (std::size_t i = 0; i + copied_words <= sentence.words.size(); ++i) {
      const std::vector<std::string> run = run_at(sentence, i);
      if (!internal.contains(run) || known.contains(run)) continue;
      checking.find(FindingKind::leak, sentence, i, i + copied_words, "other words: an article for colleagues says it so");
      break;
    }
  check_matter_of_background(checking);
}

void check_leaks(Checking& checking) {
  find_met(checking, sections().leak, FindingKind::leak, "nothing: what it was told is not for the customer");
  const ReadText prompt = read_text(checking.evidence.prompt);
  std::vector<std::uint64_t> told;
  std::vector<std::uint64_t> window;
  const auto runs_of = [](const ReadText& read, auto&& each) {
    std::vector<const Word*> words;
    for (const Sentence& sentence : read.sentences)
      for (const Word& word : sentence.words) words.push_back(&word);
    for (std::size_t i = 0; i + prompt_words_repeated <= words.size(); ++i) {
      std::string run;
      for (std::size_t k = 0; k < prompt_words_repeated; ++k) run += words[i + k]->text + ' ';
      each(hash_of(run), words[i]->begin, words[i + prompt_words_repeated - 1]->end);
    }
  };
  runs_of(prompt, [&](std::uint64_t run, std::size_t, std::size_t) { told.push_back(run); });
  std::sort(told.begin(), told.end());
  bool found = false;
  runs_of(checking.read, [&](std::uint64_t run, std::size_t begin, std::size_t end) {
    if (found || !std::binary_search(told.begin(), told.end(), run)) return;
    found = true;
    checking.find(FindingKind::leak, begin, end, "nothing: the instructions are not for the customer");
  });
}

void check_manners(Checking& checking) {
  const ReplyLimits& limits = checking.limits;
  find_met(checking, sections().rude, FindingKind::impolite, "words that blame nobody");
  check_shouting(checking);
  check_tone(checking);
  const std::size_t words = words_of(checking.draft.text);
  if (limits.words_max > 0 && words > limits.words_max && !(limits.unless_step_by_step && step_by_step(checking.read)))
    checking.find(FindingKind::too_long, 0, 0, "at most " + std::to_string(limits.words_max) + " words; it has " + std::to_string(words));
  std::size_t apologies = 0;
  const std::vector<Span> values = values_in(checking.draft.text, checking.evidence.values, Stands::anywhere);
  for (std::size_t i = 0; i < checking.read.sentences.size(); ++i)
    for (const Met& met : apologies_in(checking.read.sentences[i], checking.met[i], values))
      if (++apologies > limits.apologies_max) checking.find(FindingKind::apologies, checking.read.sentences[i], met.begin, met.end, "one apology is enough");
  if (limits.end_with_next_action && words > 0 &&
      !has_next_action(checking)) checking.find(FindingKind::no_next_action, checking.draft.text.size(), checking.draft.text.size(), "what the customer can do next");
}

}  // namespace handrail::reply
