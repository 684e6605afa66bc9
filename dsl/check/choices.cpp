#include "dsl/check/choices.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

bool has_choices(const EntityBlock& block) { return block.built_in && block.built_in->text == "one of"; }

struct Choice { std::string word; Span span; };

class Choosing {
 public:
  Choosing(Symbols& symbols, Report& report) : symbols_(symbols), report_(report) {}

  // Nothing: reported.
  std::optional<Type> type_of(const EntityBlock& block) {
    if (block.type.word == TypeWord::enumeration) {
      std::vector<Choice> choices;
      for (const Name& word : block.type.words) choices.push_back({word.text, word.span});
      return enumeration(choices);
    }
    return block.type.words.size() == 1 ? of_list(block.type.words[0]) : of_field(block.type.words);
  }

  // What `also` adds is said of a choice, and of one alone.
  void check_also(const EntityBlock& block, const Type& type) {
    const Enumeration& all = symbols_.enumerations[type.index];
    for (const EntityBlock::OtherWords& also : block.also) {
      const Name& meant = also.choice;
      if (!find_word(all, meant.text))
        report_.error("P0212", meant.span, backticked(printable(meant.text)) + " is none of the choices of " + backticked(block.name.text)).label(block.type.span, "the choices")
            .help(did_you_mean(meant.text, all.words, "the choices are " + english_list(first_of(all.words))));
    }
    told_apart(block, type);
  }

 private:
  static std::vector<std::string> first_of(std::vector<std::string> words) {
    constexpr std::size_t shown_max = 8;
    if (words.size() > shown_max) words.resize(shown_max);
    return words;
  }

  std::optional<Type> of_list(const Name& name) {
    const auto list = symbols_.lists.find(name.text);
    if (!list) {
      if (const Field* field = find_field(symbols_.context.fields, name.text)) return of_type(field->type, name.text, name.span);
      const bool is_record = symbols_.record_blocks.find(name.text).has_value() || name.text == "customer";
      report_.error("P0227", name.span, "there is no list " + backticked(name.text)).note("its items would be the choices")
          .help(is_record ? "name one of its fields: `one of " + name.text + ".…`" : did_you_mean(name.text, symbols_.lists.names(), "declare it: `list " + name.text + "`"));
      return std::nullopt;
    }
    if (symbols_.list_types[*list].kind != TypeKind::text) {
      report_.error("P0313", name.span, "the items of " + backticked(name.text) + " are " + backticked(symbols_.describe(symbols_.list_types[*list])) + ", and choices are texts")
          .label(symbols_.lists[*list].name.span, "declared here").help("name a list of texts");
      return std::nullopt;
    }
    std::vector<Choice> choices;
    for (const Value& value : symbols_.list_values[*list])
      if (const auto* text = value.as<std::string>()) choices.push_back({*text, name.span});
    return choices.empty() ? std::nullopt : enumeration(choices);   // a list without items was told
  }

  std::optional<Type> of_field(const std::vector<Name>& path) {
    const std::string& root = path[0].text;
    const auto record = std::ranges::find(symbols_.records, root, &RecordType::name);
    if (record == symbols_.records.end()) {
      std::vector<std::string> records = symbols_.record_blocks.names();
      records.emplace_back("customer");
      report_.error("P0227", path[0].span, "there is no record " + backticked(root)).note("one of its fields would have the choices")
          .help(did_you_mean(root, records, "declare it: `record " + root + "`"));
      return std::nullopt;
    }
    Type type{TypeKind::record, false, static_cast<std::uint32_t>(record - symbols_.records.begin())};
    std::string said = root;
    for (std::size_t i = 1; i < path.size(); ++i) {
      if (type.kind != TypeKind::record) return of_type(type, said, path[i - 1].span);
      const RecordType& owner = symbols_.records[type.index];
      const Field* field = find_field(owner.fields, path[i].text);
      if (field == nullptr) {
        std::vector<std::string> fields;
        for (const Field& known : owner.fields) fields.push_back(known.name);
        report_.error("P0202", path[i].span, backticked(owner.name) + " has no field " + backticked(path[i].text))
            .help(did_you_mean(path[i].text, fields, "its fields are " + english_list(fields)));
        return std::nullopt;
      }
      type = field->type;
      said += "." + path[i].text;
    }
    return of_type(type, said, path.back().span);
  }

  std::optional<Type> of_type(const Type& type, const std::string& said, Span span) {
    if (type.kind == TypeKind::enumeration) return Type{TypeKind::enumeration, false, type.index};
    report_.error("P0313", span, backticked(said) + " is " + backticked(symbols_.describe(type)) + ", which has no choices")
        .help("name a field that is declared with its choices, like `plan free | pro`, or write them: `one of \"…\", \"…\"`");
    return std::nullopt;
  }

  std::optional<Type> enumeration(const std::vector<Choice>& choices) {
    Enumeration made;
    for (const Choice& choice : choices) {
      const std::string said = as_said(choice.word);
      if (said.find_first_not_of(' ') == std::string::npos || !valid_utf8(choice.word)) {
        report_.error("P0227", choice.span, "a choice without a letter or a digit is never said").help("write what customers call it, or remove it");
        continue;
      }
      if (std::ranges::find(made.words, choice.word) == made.words.end()) made.words.push_back(choice.word);
      else report_.error("P0228", choice.span, backticked(printable(choice.word)) + " is a choice twice").help("remove one of the two");
    }
    if (made.words.empty()) return std::nullopt;
    const auto known = std::ranges::find(symbols_.enumerations, made.words, &Enumeration::words);
    const auto index = static_cast<std::uint32_t>(known - symbols_.enumerations.begin());
    if (known == symbols_.enumerations.end()) symbols_.enumerations.push_back(std::move(made));
    return Type{TypeKind::enumeration, false, index};
  }

  void told_apart(const EntityBlock& block, const Type& type) {
    const std::vector<SaidOfChoice> all = said_of_choices(block, type, symbols_.enumerations);
    if (all.size() > choices_max)
      report_.error("P0314", block.type.span,
                    "an entity has at most " + std::to_string(choices_max) + " choices with their other words, and this one has " + std::to_string(all.size()))
          .help("look a catalogue up with a tool, by what the customer called it");
    for (std::size_t i = 0; i < all.size() && all.size() <= choices_max; ++i) {
      const std::string words = as_said(all[i].words);
      const auto same = std::find_if(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), [&](const SaidOfChoice& one) { return as_said(one.words) == words; });
      if (words.find_first_not_of(' ') == std::string::npos)
        report_.error("P0227", all[i].span, "words without a letter or a digit are never said").help("write what customers say, or remove them");
      else if (same != all.begin() + static_cast<std::ptrdiff_t>(i))
        report_.error("P0228", all[i].span, backticked(printable(all[i].words)) + " and " + backticked(printable(same->words)) + " are the same to whoever reads a message")
            .label(same->span, "said here already").help("leave one of the two out: capitals, blanks, hyphens and `_` tell nothing apart");
    }
  }

  Symbols& symbols_;
  Report& report_;
};

// Whether one of an entity's own patterns fits the whole text.
bool reads(const EntityBlock& entity, const std::string& text) {
  return std::ranges::any_of(entity.patterns, [&](const Text& pattern) {
    RE2::Options options;
    options.set_log_errors(false);
    const RE2 compiled(pattern.text, options);
    return compiled.ok() && RE2::FullMatch(text, compiled);
  });
}

}  // namespace

std::string as_said(std::string_view words) {
  std::string said;
  for (const char c : fold_case(words)) {
    const bool apart = c == ' ' || c == '_' || c == '-' || c == '\t';
    if (!apart) said += c;
    else if (!said.empty() && said.back() != ' ') said += ' ';
  }
  while (!said.empty() && said.back() == ' ') said.pop_back();
  const bool has_letter = std::ranges::any_of(said, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
  return has_letter ? said : "";
}

std::vector<SaidOfChoice> said_of_choices(const EntityBlock& block, const Type& type, const std::vector<Enumeration>& enumerations) {
  std::vector<SaidOfChoice> said;
  if (!has_choices(block) || type.kind != TypeKind::enumeration) return said;
  const Enumeration& all = enumerations[type.index];
  for (std::uint32_t i = 0; i < all.words.size(); ++i) {
    const auto written = std::ranges::find(block.type.words, all.words[i], &Name::text);   // one of a list's, or of a field's, stands where these are named
    said.push_back({all.words[i], i, block.type.word == TypeWord::enumeration && written != block.type.words.end() ? written->span : block.type.span});
  }
  for (const EntityBlock::OtherWords& also : block.also)
    if (const auto choice = find_word(all, also.choice.text))
      for (const Text& words : also.words) said.push_back({words.text, *choice, words.span});
  return said;
}

void collect_choices(Symbols& symbols, Report& report) {
  Choosing choosing(symbols, report);
  for (std::uint32_t i = 0; i < symbols.entities.size(); ++i) {
    const EntityBlock& block = symbols.entities[i];
    if (!has_choices(block)) {
      if (!block.also.empty())
        report.error("P0412", block.also[0].span, "entity " + backticked(block.name.text) + " has no choices that other words could stand for")
            .help("add `one of \"…\", \"…\"`");
      continue;
    }
    std::optional<Type> type = choosing.type_of(block);
    if (!type) continue;
    choosing.check_also(block, *type);
    type->optional = true;   // nothing is read off most messages
    symbols.entity_types[i] = *type;
  }
}

void lint_choices(Checking& checking) {
  const Symbols& symbols = checking.symbols;
  for (std::uint32_t i = 0; i < symbols.entities.size(); ++i) {
    const std::vector<SaidOfChoice> mine = said_of_choices(symbols.entities[i], symbols.entity_types[i], symbols.enumerations);
    if (mine.size() > choices_max) continue;
    for (std::uint32_t j = 0; j < symbols.entities.size(); ++j) {
      const EntityBlock& other = symbols.entities[j];
      if (i == j) continue;
      const std::vector<SaidOfChoice> theirs = j < i ? std::vector<SaidOfChoice>{} : said_of_choices(other, symbols.entity_types[j], symbols.enumerations);   // of two, told once
      const auto is_theirs = [&](const SaidOfChoice& one) {
        return reads(other, one.words) || std::ranges::any_of(theirs, [&](const SaidOfChoice& their) { return as_said(their.words) == as_said(one.words); });
      };
      const auto both = std::ranges::find_if(mine, is_theirs);
      if (both == mine.end()) continue;
      const std::string& name = symbols.entities[i].name.text;
      checking.report.warning("P0452", both->span, backticked(printable(both->words)) + " is read as " + backticked(name) + " and as " + backticked(other.name.text))
          .label(other.name.span, "declared here").help("make the pattern narrower, or word the choice in another way: whoever says it says both");
    }
  }
}

}  // namespace handrail::dsl
