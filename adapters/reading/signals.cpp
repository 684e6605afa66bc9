#include "adapters/reading/signals.hpp"

#include <algorithm>
#include <optional>

#include "adapters/reading/answers.hpp"
#include "adapters/reading/again.hpp"
#include "adapters/reading/lexicon/answers.hpp"
#include "adapters/reading/lexicon/injection.hpp"
#include "adapters/reading/lexicon/moods.hpp"
#include "adapters/reading/moods.hpp"

namespace handrail::reading {

namespace {

// Groups of the phrase finder: the built-in ones, then two for each declared signal.
enum Group : std::uint32_t { group_angry, group_frustrated, group_injection, group_thanks, groups_built_in };
std::uint32_t group_of(std::size_t declared) { return static_cast<std::uint32_t>(groups_built_in + 2 * declared); }
std::uint32_t group_unless(std::size_t declared) { return group_of(declared) + 1; }

template <class Table>
void add_all(PhraseFinder& finder, const Table& phrases, std::uint32_t group) {
  for (const auto& phrase : phrases) finder.add(phrase, group);
}

void find_mark(std::string_view text, std::string_view mark, std::vector<Span>& spans) {
  std::size_t count = 0;
  for (std::size_t at = text.find(mark); at != std::string_view::npos && count < 64; at = text.find(mark, at + mark.size()), ++count) {
    spans.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + mark.size())});
  }
}

std::string words_at(std::string_view text, Span span) { return std::string(text.substr(span.begin, span.end - span.begin)); }

bool spares(const std::vector<Span>& exceptions, Span span) {
  return std::none_of(exceptions.begin(), exceptions.end(), [&](const Span& exception) { return exception.overlaps(span); });
}

}  // namespace

Result<SignalReader> SignalReader::make(const std::vector<ReadingSpec::Signal>& declared) {
  SignalReader reader;
  add_all(reader.phrases_, lexicon::angry, group_angry);
  add_all(reader.phrases_, lexicon::frustrated, group_frustrated);
  add_all(reader.phrases_, lexicon::injection_phrases, group_injection);
  add_all(reader.phrases_, lexicon::thanks, group_thanks);
  for (const std::string_view expression : lexicon::injection_patterns) reader.injections_.push_back(Pattern::of_the_house(expression));
  for (std::size_t i = 0; i < declared.size(); ++i) {
    reader.declare(declared[i], i);
    for (const std::string& expression : declared[i].patterns) {
      Result<Pattern> pattern = Pattern::compile(expression, LetterCase::any);
      if (!pattern) return fail(pattern.error().code, "signal `" + declared[i].name + "`: " + pattern.error().message);
      reader.declared_.back().patterns.push_back(std::move(*pattern));
    }
  }
  reader.phrases_.finish();
  return reader;
}

void SignalReader::declare(const ReadingSpec::Signal& signal, std::size_t index) {
  Declared& declared = declared_.emplace_back();
  declared.name = signal.name;
  const auto add = [&](const std::vector<std::string>& phrases, std::uint32_t group, std::vector<std::string>& marks) {
    for (const std::string& phrase : phrases) {
      if (!tokens_of(phrase).empty()) phrases_.add(phrase, group);
      else if (!phrase.empty()) marks.push_back(phrase);
    }
  };
  add(signal.phrases, group_of(index), declared.marks);
  add(signal.but_not, group_unless(index), declared.unless_marks);
}

SignalReader::Hits SignalReader::look(const std::vector<Token>& tokens) const {
  Hits hits;
  hits.of_group.resize(group_of(declared_.size()));
  for (const PhraseMatch& match : phrases_.find(tokens)) {
    const bool mood = match.group == group_angry || match.group == group_frustrated;
    if (mood && negated(tokens, match.first)) continue;
    hits.of_group[match.group].push_back({tokens[match.first].begin, tokens[match.last].end});
  }
  return hits;
}

// Where the signal is met: earliest first. An exception takes away what it touches, and nothing else.
std::vector<Span> SignalReader::declared_spans(std::string_view text, std::size_t index, const Hits& hits) const {
  const Declared& signal = declared_[index];
  std::vector<Span> spans = hits.of_group[group_of(index)];
  std::vector<Span> exceptions = hits.of_group[group_unless(index)];
  for (const std::string& mark : signal.marks) find_mark(text, mark, spans);
  for (const std::string& mark : signal.unless_marks) find_mark(text, mark, exceptions);
  for (const Pattern& pattern : signal.patterns) {
    for (const PatternMatch& match : pattern.find(text)) spans.push_back(match.span);
  }
  std::erase_if(spans, [&](const Span& span) { return !spares(exceptions, span); });
  std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  return spans;
}

std::vector<SignalMatch> SignalReader::read(std::string_view text, const std::vector<std::string>& before) const {
  const std::vector<Token> tokens = tokens_of(text);
  const Hits hits = look(tokens);
  std::vector<SignalMatch> found;
  const auto add = [&](std::string_view name, std::optional<std::string> what) {
    if (what) found.push_back({std::string(name), std::move(*what)});
  };
  const auto first = [&](Group group) -> std::optional<std::string> {
    const std::vector<Span>& spans = hits.of_group[group];
    return spans.empty() ? std::nullopt : std::optional(words_at(text, spans.front()));
  };
  for (std::size_t i = 0; i < declared_.size(); ++i) {
    const std::vector<Span> spans = declared_spans(text, i, hits);
    if (!spans.empty()) add(declared_[i].name, words_at(text, spans.front()));
  }

  std::optional<std::string> angry = first(group_angry);
  const std::optional<std::string> frustrated = first(group_frustrated);
  if (!angry && frustrated && emphatic(text, tokens)) angry = frustrated;
  if (!angry && hits.of_group[group_thanks].empty()) angry = shouted(text, tokens);
  add("angry", angry);
  add("frustrated", frustrated);
  add("asks_again", asked_before(text, tokens, before));

  std::optional<std::string> injection = first(group_injection);
  for (std::size_t i = 0; !injection && i < injections_.size(); ++i) {
    const std::vector<PatternMatch> matches = injections_[i].find(text);
    if (!matches.empty()) injection = words_at(text, matches.front().span);
  }
  add("injection_attempt", injection);
  add("thanks", first(group_thanks));
  const Answer answer = answer_in(text, tokens);
  if (answer.kind == AnswerKind::yes) add("says_yes", answer.what);
  if (answer.kind == AnswerKind::no) add("says_no", answer.what);
  return found;
}

}  // namespace handrail::reading
