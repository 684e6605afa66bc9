#include "dsl/program/bind.hpp"

#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace {

const Value unknown_value{Unknown{}};
const Value absent_value{Absent{}};

// The last root of the name. Most names differ in length or in their last letter.
const Value* root(const Roots& roots, const std::string& name) {
  for (auto it = roots.rbegin(); it != roots.rend(); ++it) {
    const std::string& known = it->first;
    if (known.size() == name.size() && (name.empty() || known.back() == name.back()) && known == name) return &it->second;
  }
  return &unknown_value;
}

// Where the path leads, without copying what is on the way.
const Value& follow(const Roots& roots, const std::vector<std::string>& path) {
  const Value* at = path.empty() ? &unknown_value : root(roots, path[0]);
  for (std::size_t i = 1; i < path.size(); ++i) {
    const auto* record = at->as<ValueRecord>();
    if (record == nullptr) return at->absent() ? absent_value : unknown_value;
    at = record->find(path[i]);
    if (at == nullptr) return absent_value;
  }
  return *at;
}

// An address reads "12 Elm Street, Portland, 97205, USA".
std::string in_words(const Value& value) {
  const auto* record = value.as<ValueRecord>();
  if (!record) return format_value(value);
  std::vector<std::string> parts;
  for (const ValueField& field : record->fields)
    if (std::string part = format_value(field.value); !part.empty()) parts.push_back(std::move(part));
  return join(parts, ", ");
}

}  // namespace

Frame bind(const Scope& scope, const Roots& roots) {
  Frame frame;
  frame.slots.reserve(scope.slots.size());
  for (const Slot& slot : scope.slots) frame.slots.push_back(follow(roots, slot.path));
  return frame;
}

Value at_path(const Roots& roots, const std::vector<std::string>& path) { return follow(roots, path); }

namespace {

constexpr std::string_view tone_root = "reply.tone", language_root = "reply.language";   // no declared name has a dot

}  // namespace

Roots with_manner(Roots roots, const Manner& manner) {
  if (!manner.tone.empty()) roots.emplace_back(tone_root, Value(manner.tone));
  if (!manner.language.empty()) roots.emplace_back(language_root, Value(manner.language));
  return roots;
}

Manner manner_of(const Roots& roots) {
  const auto text = [&](std::string_view name) {
    const auto* found = root(roots, std::string(name))->as<std::string>();
    return found == nullptr ? std::string() : *found;
  };
  return {text(tone_root), text(language_root)};
}

std::string render(const Template& words, const Roots& roots) {
  std::string text;
  for (const TemplatePiece& piece : words.variants.empty() ? words.pieces : words.in(manner_of(roots)))
    text += piece.path.empty() ? piece.text : in_words(follow(roots, piece.path));
  return text;
}

}  // namespace handrail::dsl
