#include "adapters/reading/signals.hpp"

#include <algorithm>
#include <optional>

#include "adapters/reading/answers.hpp"
#include "adapters/reading/again.hpp"
#include "adapters/reading/injection.hpp"
#include "adapters/reading/lexicon.hpp"
#include "adapters/reading/moods.hpp"
#include "engine/base/text.hpp"
#include "engine/masking/personal_data.hpp"

namespace handrail::reading {

namespace {

// Groups of the phrase finder: the built-in ones, then two for each declared signal.
enum Group : std::uint32_t { group_angry, group_frustrated, group_pleased, group_thanks, groups_built_in };
std::uint32_t group_of(std::size_t declared) { return static_cast<std::uint32_t>(groups_built_in + 2 * declared); }
std::uint32_t group_unless(std::size_t declared) { return group_of(declared) + 1; }

constexpr double angry_from = 3;   // what so many signs of lost patience come to: each 1, an intensified one 2

void add_all(PhraseFinder& finder, std::string_view text, std::uint32_t group) {
  for (const std::string_view phrase : lexicon::lines(text)) finder.add(phrase, group);
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
  add_all(reader.phrases_, lexicon::pleased, group_pleased);
  add_all(reader.phrases_, lexicon::thanks, group_thanks);
  for (std::size_t i = 0; i < declared.size(); ++i) {
    reader.declare(declared[i], i);
    for (const std::string& expression : declared[i].patterns) {
      Result<Pattern> pattern = Pattern::compile(expression, LetterCase::any);
      if (!pattern) return fail(pattern.error().code, "signal `" + declared[i].name + "`: " + pattern.error().message);
      reader.declared_.back().patterns.push_back(std::move(*pattern));
      reader.declared_.back().pattern_numbers.push_back(reader.patterns_++);
      reader.screen_.add(expression);
    }
  }
  reader.phrases_.finish();
  reader.screen_.finish();
  return reader;
}

void SignalReader::declare(const ReadingSpec::Signal& signal, std::size_t index) {
  Declared& declared = declared_.emplace_back();
  declared.name = signal.name;
  const auto add = [&](const std::vector<std::string>& phrases, std::uint32_t group, std::vector<std::string>& marks) {
    for (const std::string& phrase : phrases) {
      if (!tokens_of(phrase).empty()) phrases_.add_as_written(phrase, group);
      else if (!phrase.empty()) marks.push_back(phrase);
    }
  };
  add(signal.phrases, group_of(index), declared.marks);
  add(signal.but_not, group_unless(index), declared.unless_marks);
}

SignalReader::Hits SignalReader::look(std::string_view text, const std::vector<Token>& tokens) const {
  Hits hits;
  hits.patterns = screen_.matching(text);
  hits.of_group.resize(group_of(declared_.size()));
  for (const PhraseMatch& match : phrases_.find(text, tokens)) {
    const bool mood = match.group == group_angry || match.group == group_frustrated || match.group == group_pleased;
    if (mood && (negated(tokens, match.first) || of_another(tokens, match.first, match.last))) continue;
    if (match.group == group_frustrated) hits.patience_lost += intensified(tokens, match.first) ? 2 : 1;
    hits.of_group[match.group].push_back(match.span);
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
  for (std::size_t i = 0; i < signal.patterns.size(); ++i) {
    if (!std::binary_search(hits.patterns.begin(), hits.patterns.end(), signal.pattern_numbers[i])) continue;
    for (const PatternMatch& match : signal.patterns[i].find(text)) spans.push_back(match.span);
  }
  std::erase_if(spans, [&](const Span& span) { return !spares(exceptions, span); });
  std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  return spans;
}

namespace {

// The kinds once each, not the data: what is on the record is kept longer than a card number should be.
void add_personal_data(std::string_view text, std::vector<SignalMatch>& found) {
  const std::vector<PersonalData> all = personal_data_in(std::string(text));
  if (all.empty()) return;
  std::vector<std::string> kinds;
  for (const PersonalData& one : all)
    if (std::find(kinds.begin(), kinds.end(), one.kind) == kinds.end()) kinds.push_back(one.kind);
  found.push_back({"personal_data", join(kinds, ", "), static_cast<std::uint32_t>(all.front().begin), static_cast<std::uint32_t>(all.front().end)});
}

}  // namespace

void SignalReader::read_moods(std::string_view text, const std::vector<Token>& tokens, const Hits& hits, const std::vector<std::string>& before,
                              std::vector<SignalMatch>& found) const {
  const auto first = [&](Group group) -> std::optional<Span> { return hits.of_group[group].empty() ? std::nullopt : std::optional(hits.of_group[group].front()); };
  const auto add = [&](const char* name, const std::optional<Span>& span) {
    if (span) found.push_back({name, words_at(text, *span), span->begin, span->end});
  };
  std::optional<Span> angry = first(group_angry);
  const std::optional<Span> frustrated = first(group_frustrated);
  if (!angry && frustrated && (emphatic(text, tokens) || hits.patience_lost >= angry_from)) angry = frustrated;
  if (!angry && !first(group_thanks) && !first(group_pleased)) angry = shouted(text, tokens, before);
  add("angry", angry);
  add("frustrated", frustrated);
  if (!angry && !frustrated) add("pleased", first(group_pleased));
}

std::vector<SignalMatch> SignalReader::read(std::string_view text, const std::vector<std::string>& before) const {
  const std::vector<Token> tokens = tokens_of(text);
  const Hits hits = look(text, tokens);
  std::vector<SignalMatch> found;
  for (std::size_t i = 0; i < declared_.size(); ++i) {
    const std::vector<Span> spans = declared_spans(text, i, hits);
    if (!spans.empty()) found.push_back({declared_[i].name, words_at(text, spans.front()), spans.front().begin, spans.front().end});
  }
  read_moods(text, tokens, hits, before, found);
  if (auto what = asked_before(text, tokens, before)) found.push_back({"asks_again", std::move(*what)});
  if (auto injection = injection_in(text, tokens)) found.push_back({"injection_attempt", std::move(injection->what), injection->span.begin, injection->span.end});
  add_personal_data(text, found);
  if (!hits.of_group[group_thanks].empty()) {
    const Span span = hits.of_group[group_thanks].front();
    found.push_back({"thanks", words_at(text, span), span.begin, span.end});
  }
  const Answer answer = answer_in(text, tokens);
  if (answer.kind == AnswerKind::yes) found.push_back({"says_yes", answer.what});
  if (answer.kind == AnswerKind::no) found.push_back({"says_no", answer.what});
  return found;
}

}  // namespace handrail::reading
