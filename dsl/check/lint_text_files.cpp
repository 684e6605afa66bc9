// The files of texts that a policy names (phrases, patterns, examples, items, dates), and the cases, hold no character that does not read as it looks: a
// phrase with a Cyrillic letter in it never equals what a customer writes.
#include <set>

#include "dsl/check/checking.hpp"
#include "dsl/check/files.hpp"
#include "dsl/syntax/characters.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/utf8.hpp"

namespace handrail::dsl {

namespace {

std::set<std::uint32_t> named_files(const Checking& checking) {
  std::set<std::uint32_t> files;
  const auto add = [&](const std::vector<Text>& names) {
    for (const Text& name : names)
      if (const auto file = find_file(checking.sources, name.text, name.span.file)) files.insert(*file);
  };
  for (const SignalBlock* signal : checking.symbols.signals)
    for (const auto* names : {&signal->phrase_files, &signal->pattern_files, &signal->but_not_files, &signal->example_files, &signal->unlike_files}) add(*names);
  for (const IntentBlock* intent : checking.symbols.intents) add(intent->example_files);
  for (const ListBlock* list : checking.symbols.lists) add(list->files);
  for (const QueueBlock* queue : checking.symbols.queues)
    if (queue->open && queue->open->closed_on) add({*queue->open->closed_on});
  for (std::uint32_t i = 0; i < checking.sources.size(); ++i)
    if (checking.sources.file(i).path.ends_with(".case")) files.insert(i);
  return files;
}

// What is wrong in one line, if anything: the first of it. True where nothing is.
bool screen(Checking& checking, std::uint32_t file, std::string_view text, std::size_t at, std::size_t end) {
  const auto report = [&](std::size_t begin, std::size_t bytes, const CharacterFault& fault) {
    const Span place{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + bytes)};
    const bool serves = !checking.sources.file(file).path.ends_with(".case");   // a case says nothing that serves: it keeps nobody from serving the bundle
    (serves ? checking.report.error(fault.code, place, fault.message) : checking.report.warning(fault.code, place, fault.message)).note(fault.note).help(fault.help);
    return false;
  };
  AlphabetWatch alphabets;
  for (std::size_t before = at; at < end;) {
    const CodePoint point = decode_utf8(text, at);
    if (!point.valid) return report(at, 1, {"P0008", "this is not UTF-8", "this byte belongs to no character", "save the file as UTF-8"});
    if (const auto fault = fault_of(point.value, Surroundings::comment)) return report(at, point.bytes, *fault);   // any letters, and tabs, may stand here
    if (const auto stranger = alphabets.next(point.value); stranger != AlphabetWatch::Stranger::none) {
      const std::size_t place = stranger == AlphabetWatch::Stranger::this_one ? at : before;
      const CodePoint letter = decode_utf8(text, place);
      return report(place, letter.bytes, mixed_alphabets(letter.value));
    }
    before = at;
    at += point.bytes;
  }
  return true;
}

}  // namespace

void lint_text_files(Checking& checking) {
  for (const std::uint32_t file : named_files(checking)) {
    const std::string_view text = checking.sources.file(file).text;
    std::size_t wrong = 0;
    for (std::size_t at = 0; at < text.size() && wrong < limits::diagnostics;) {   // no more are shown
      const std::size_t line_end = std::min(text.find('\n', at), text.size());
      if (!screen(checking, file, text, at, line_end > at && text[line_end - 1] == '\r' ? line_end - 1 : line_end)) ++wrong;
      at = line_end + 1;
    }
  }
}

}  // namespace handrail::dsl
