#include "dsl/check/words.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace handrail::dsl {

namespace {

// What is there beside the scope: the queue that takes over, and in a tool's words the proof that it ran and who is asked to approve it.
constexpr std::array<std::string_view, 2> queue_fields{"name", "promise"};
constexpr std::array<std::string_view, 5> never_said{"approval.within", "approval.by", "approval.at", "receipt.at", "receipt.tool"};
constexpr std::array<std::string_view, 1> receipt_fields{"id"};
constexpr std::array<std::string_view, 2> approval_fields{"id", "role"};

bool is_path(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }) &&
         text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos;
}

class HoleCheck {
 public:
  HoleCheck(const Symbols& symbols, const Names& names, std::optional<std::uint32_t> tool, Beside beside)
      : symbols_(symbols), names_(names), tool_(tool), beside_(beside) {}

  // Empty, when the path names something; else what is wrong and how to mend it.
  struct Finding { std::string message, help; bool was_nothing = false; };   // was_nothing: earlier programs took it and said nothing in its place
  std::optional<Finding> wrong(const std::vector<std::string>& path) const {
    if (path[0] == "queue") return fixed(path, queue_fields, {});
    if (tool_ && path[0] == "approval") return beside_ == Beside::approval ? fixed(path, approval_fields, {}) : not_yet(path, "an approval", "say when waiting");
    if (tool_ && path[0] == "receipt") return beside_ == Beside::receipt ? of_receipt(path) : not_yet(path, "a receipt", "say when done");
    const auto root = names_.roots.find(path[0]);
    if (root != names_.roots.end()) return walk(root->second.type, path);
    std::vector<std::string> candidates = names_.candidates();
    candidates.emplace_back("queue");
    return Finding{"the hole `{" + join(path, ".") + "}` names nothing that is known here",
                   did_you_mean(path[0], candidates, "name a fact of this place, or `{queue.name}`, `{queue.promise}`, `{customer.…}`")};
  }

 private:
  template <std::size_t N>
  std::optional<Finding> fixed(const std::vector<std::string>& path, const std::array<std::string_view, N>& known, const std::vector<std::string>& more) const {
    std::vector<std::string> fields(known.begin(), known.end());
    for (const std::string& field : more)
      if (std::ranges::find(fields, field) == fields.end()) fields.push_back(field);
    if (path.size() == 2 && std::ranges::find(fields, path[1]) != fields.end()) return std::nullopt;
    for (std::string& field : fields) field = path[0] + "." + field;
    const bool was_nothing = path.size() == 2 && std::ranges::find(never_said, path[0] + "." + path[1]) != never_said.end();
    return Finding{"the hole `{" + join(path, ".") + "}` names nothing that is known here",
                   did_you_mean(join(path, "."), fields, "write " + english_list(fields, "or")), was_nothing};
  }
  static Finding not_yet(const std::vector<std::string>& path, const std::string& what, const std::string& where) {
    return {"the hole `{" + join(path, ".") + "}` names nothing that is known here: there is " + what + " only where `" + where + "` is said",
            "write it in the words of `" + where + "`, or leave it out", true};
  }
  // `{receipt.id}`, or a field of what the tool gives, as deep as it goes.
  std::optional<Finding> of_receipt(const std::vector<std::string>& path) const {
    const auto& gives = symbols_.tool_types[*tool_].gives;
    const bool record = gives && gives->kind == TypeKind::record;
    if (record && path.size() > 1 && find_field(symbols_.records[gives->index].fields, path[1]) != nullptr) return walk(*gives, path);
    std::vector<std::string> fields;
    if (record)
      for (const Field& field : symbols_.records[gives->index].fields) fields.push_back(field.name);
    return fixed(path, receipt_fields, fields);
  }
  std::optional<Finding> walk(Type type, const std::vector<std::string>& path) const {
    for (std::size_t i = 1; i < path.size(); ++i) {
      const Field* field = type.kind == TypeKind::record ? find_field(symbols_.records[type.index].fields, path[i]) : nullptr;
      if (field == nullptr) {
        std::vector<std::string> fields;
        if (type.kind == TypeKind::record)
          for (const Field& one : symbols_.records[type.index].fields) fields.push_back(one.name);
        return Finding{"the hole `{" + join(path, ".") + "}` names no field: " + backticked(symbols_.describe(type)) + " has no " + backticked(path[i]),
                       did_you_mean(path[i], fields, fields.empty() ? "remove `." + path[i] + "`" : "its fields are " + english_list(fields))};
      }
      type = Type(field->type);
    }
    if (type.kind == TypeKind::record && !reads_as_a_text(type))
      return Finding{"the hole `{" + join(path, ".") + "}` names a whole record", "name one of its fields"};
    return std::nullopt;
  }

  // Several texts and nothing else, as an address is: said one after the other.
  [[nodiscard]] bool reads_as_a_text(const Type& type) const {
    const auto& fields = symbols_.records[type.index].fields;
    return fields.size() > 1 && std::ranges::all_of(fields, [](const Field& field) { return field.type.kind == TypeKind::text; });
  }

  const Symbols& symbols_;
  const Names& names_;
  std::optional<std::uint32_t> tool_;
  Beside beside_;
};

// The hole's place in the file, where the text stands there as it reads; else the whole text.
Span place_of(const Sources& sources, const Text& text, const Hole& hole) {
  const std::string_view written = sources.text(text.span);
  if (written.size() != text.text.size() + 2 || written.substr(1, text.text.size()) != text.text) return text.span;
  const auto begin = static_cast<std::uint32_t>(text.span.begin + 1 + hole.begin);
  return {text.span.file, begin, static_cast<std::uint32_t>(begin + hole.end - hole.begin)};
}

}  // namespace

ReadTemplate read_template(std::string_view text) {
  ReadTemplate read;
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) read.words.pieces.push_back({std::move(literal), {}});
    literal.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 2) == "{{" || text.substr(at, 2) == "}}") {
      literal += text[at];
      at += 2;
      continue;
    }
    if (text[at] == '}' && !read.unopened) read.unopened = at;
    if (text[at] != '{') {
      literal += text[at++];
      continue;
    }
    const std::size_t close = text.find('}', at);
    if (close == std::string_view::npos) {
      read.unclosed = at;
      literal += text.substr(at);
      break;
    }
    Hole hole{{}, at, close + 1};
    const std::string_view inside = trim(text.substr(at + 1, close - at - 1));
    if (is_path(inside))
      for (std::string_view part : split(inside, '.')) hole.path.emplace_back(part);
    flush();
    if (!hole.path.empty()) read.words.pieces.push_back({"", hole.path});
    read.holes.push_back(std::move(hole));
    at = close + 1;
  }
  flush();
  return read;
}

void check_words(const Symbols& symbols, const Names& names, const Sources& sources, const Text& text, std::optional<std::uint32_t> tool, Beside beside, Report& report) {
  const ReadTemplate read = read_template(text.text);
  const HoleCheck check(symbols, names, tool, beside);
  for (const Hole& hole : read.holes) {
    if (hole.path.empty()) {
      report.error("P0214", place_of(sources, text, hole), "a hole without a name").help("write a name between the braces, or `{{` for a brace");
    } else if (auto wrong = check.wrong(hole.path)) {
      const Span place = place_of(sources, text, hole);
      (wrong->was_nothing ? report.warning("P0214", place, wrong->message) : report.error("P0214", place, wrong->message)).help(wrong->help);
    }
  }
  if (read.unopened)
    report.error("P0214", place_of(sources, text, {{}, *read.unopened, *read.unopened + 1}), "a hole is closed and not opened")
        .help("write `{` before its name, or `}}` for a brace");
  if (read.unclosed)
    report.error("P0214", place_of(sources, text, {{}, *read.unclosed, *read.unclosed + 1}), "a hole is opened and not closed")
        .help("close it with `}`, or write `{{` for a brace");
}

}  // namespace handrail::dsl
