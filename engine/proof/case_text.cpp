#include "engine/proof/case_text.hpp"

#include <algorithm>
#include <map>

#include "dsl/check/node_kinds.hpp"
#include "dsl/formulas/sample_values.hpp"
#include "dsl/program/decode.hpp"
#include "dsl/program/percent.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/situation.hpp"
#include "engine/proof/fact_in_json.hpp"
#include "engine/proof/sample_call.hpp"

namespace handrail {
namespace {

using dsl::Program;
using dsl::TypeKind;

constexpr std::size_t fact_column = 24;

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// As `decode` reads it back.
std::string literal(const Program& program, const dsl::Type& type, const Value& value) {
  if (value.absent()) return "none";
  if (value.unknown()) return "unknown";
  switch (type.kind) {
    case TypeKind::percent:
      if (const auto* share = value.as<Decimal>()) return dsl::format_percent(*share);
      break;
    case TypeKind::text:
      if (const auto* text = value.as<std::string>()) return quoted(*text);
      break;
    case TypeKind::list: case TypeKind::map: case TypeKind::record: return dump(json_of(program, type, value));
    default: break;
  }
  return format_value(value);
}

// Whether every test of the policy that asks for fixed words answers alike for both texts.
bool answered_alike(const Program& program, const std::string& a, const std::string& b) {
  const auto passes = [&](const dsl::Node& test, const std::string& text) {
    if (test.op == dsl::NodeOp::matches) return program.patterns[test.b]->matches(text);
    const dsl::Node& asked = program.nodes[test.b];
    const auto* part = asked.op == dsl::NodeOp::constant ? program.constants[asked.a].as<std::string>() : nullptr;
    if (part == nullptr) return false;
    if (test.op == dsl::NodeOp::starts_with) return text.starts_with(*part);
    return test.op == dsl::NodeOp::ends_with ? text.ends_with(*part) : text.find(*part) != std::string::npos;
  };
  return std::ranges::none_of(program.constants, [&](const Value& value) { return value == Value(a) || value == Value(b); }) &&
         std::ranges::all_of(program.nodes, [&](const dsl::Node& node) { return !dsl::tests_text(node.op) || passes(node, a) == passes(node, b); });
}

// The solver's texts that nothing compares with a fixed one have numbers; people have words, where the policy asks for nothing that stands in these. The same
// text has the same word in the whole case.
class Words {
 public:
  explicit Words(const Program& program) : program_(program) {}

  void customer(const Value& id) {
    const auto* text = id.as<std::string>();
    if (text && answered_alike(program_, *text, "an example")) known_[*text] = "an example";   // whom every case speaks of
  }

  Value said(const Value& value) {
    if (const auto* list = value.as<ValueList>()) {
      ValueList items;
      for (const Value& item : *list) items.push_back(said(item));
      return items;
    }
    if (const auto* record = value.as<ValueRecord>()) {   // of a map the keys are texts too
      ValueRecord fields;
      for (const ValueField& field : record->fields) fields.set(*said(Value(field.name)).as<std::string>(), said(field.value));
      return fields;
    }
    const auto* text = value.as<std::string>();
    if (!text || !numbered(*text)) return value;
    static const char* const words[] = {"another", "a third", "a fourth", "a fifth", "a sixth"};
    const auto [found, added] = known_.emplace(*text, *text);
    if (!added) return found->second;
    while (used_ < std::size(words) && !answered_alike(program_, *text, words[used_])) ++used_;
    if (used_ < std::size(words)) found->second = words[used_++];
    return found->second;
  }

 private:
  static bool numbered(const std::string& text) {
    return text.starts_with("text ") && text.size() > 5 && text.find_first_not_of("0123456789", 5) == std::string::npos;
  }
  const Program& program_;
  std::map<std::string, std::string> known_;
  std::size_t used_ = 0;
};

class Lines {
 public:
  std::vector<std::string> made;

  void line(const std::string& fact, const std::string& value) { made.push_back(of(fact, value)); }
  static std::string of(const std::string& fact, const std::string& value) {
    return fact + std::string(fact.size() < fact_column ? fact_column - fact.size() : 1, ' ') + value;
  }
  void now(Instant moment) {
    if (moment != blank_message().turn.now) line("now", format_time(moment));
  }
};

// What nobody can read in an entry of a map has a line of its own; the entry is written with a value in its place.
void write_map(const Program& program, Lines& lines, const std::string& path, const dsl::Type& type, const Value& said) {
  ValueRecord readable = *said.as<ValueRecord>();
  std::vector<std::string> unread;
  const dsl::Type& element = type.element.front();
  for (ValueField& entry : readable.fields) {
    const std::string place = path + "[" + quoted(entry.name) + "]";
    auto* fields = entry.value.as<ValueRecord>();
    if (entry.value.unknown()) unread.push_back(place);
    if (entry.value.unknown()) entry.value = dsl::typical(program, element);
    if (element.kind != TypeKind::record || fields == nullptr) continue;
    ValueRecord filled = *fields;
    for (ValueField& field : filled.fields) {
      const dsl::Field* declared = field.value.unknown() ? dsl::find_field(program.records[element.index].fields, field.name) : nullptr;
      if (declared == nullptr) continue;
      unread.push_back(place + "." + field.name);
      field.value = dsl::typical(program, declared->type);
    }
    entry.value = Value(std::move(filled));
  }
  lines.line(path, literal(program, type, Value(std::move(readable))));
  for (const std::string& one : unread) lines.line(one, "unknown");
}

class OfCall {
 public:
  OfCall(const Program& program, const dsl::GateSample& sample) : program_(program), sample_(sample), tool_(program.tools[sample.tool]) {}

  std::vector<std::string> lines() {
    lines_.line("call", tool_.name);
    lines_.now(sample_.now);
    for (std::size_t i = 0; i < slots().size(); ++i)
      if (slots()[i].path == std::vector<std::string>{"customer", "id"}) words_.customer(sample_.slots[i]);
    parameters();
    for (std::size_t i = 0; i < slots().size(); ++i)
      if (!is_parameter(slots()[i].path.front())) slot(slots()[i], sample_.slots[i]);
    for (const dsl::LookUpGiven& one : sample_.look_ups) found(one);
    needs();
    for (std::size_t i = 0; i < tool_.limits.size(); ++i) limit(tool_.limits[i], sample_.used[i]);
    if (!sample_.approved.empty()) lines_.made.push_back("approved by " + join(approvers_of(program_, sample_), ", "));
    return std::move(lines_.made);
  }

 private:
  const std::vector<dsl::Slot>& slots() const { return tool_.scope.slots; }
  bool is_parameter(const std::string& root) const { return dsl::find_field(tool_.parameters, root) != nullptr; }

  // Every call has its required arguments, whether or not a clause reads them.
  void parameters() {
    for (const dsl::Field& parameter : tool_.parameters) {
      bool read = false;
      for (std::size_t i = 0; i < slots().size(); ++i) {
        if (slots()[i].path.front() != parameter.name) continue;
        read = true;
        if (!sample_.slots[i].absent()) slot(slots()[i], sample_.slots[i]);
      }
      if (!read && !parameter.type.optional && !of_a_choice(parameter.name)) lines_.line(parameter.name, literal(program_, parameter.type, dsl::typical(program_, parameter.type)));
    }
  }

  bool of_a_choice(const std::string& name) const {
    return std::ranges::any_of(tool_.one_of, [&](const dsl::Tool::OneOf& choice) {
      return std::ranges::any_of(choice.parameters, [&](std::uint32_t parameter) { return tool_.parameters[parameter].name == name; });
    });
  }

  void slot(const dsl::Slot& slot, const Value& value) {
    const std::string path = path_text(slot.path);
    if (slot.path.front() == "now") return;
    if (slot.path.front() == "used") return meter(slot, value);
    if (path == "customer.verified" && value == Value(true)) return;
    if (whole_look_up(slot) || inner_record(slot, value)) return;
    if (slot.type.kind == TypeKind::record && value.as<ValueRecord>()) return record(slot);
    const Value said = words_.said(value);
    if (path == "customer.id" && said == Value("an example")) return;
    if (slot.type.kind == TypeKind::map && said.as<ValueRecord>()) return write_map(program_, lines_, path, slot.type, said);
    lines_.line(path, literal(program_, slot.type, said));
  }

  // A record is there by its fields; one of which no field is told is there all the same.
  void record(const dsl::Slot& whole) {
    const auto told = [&](std::size_t i) {
      const std::vector<std::string>& path = slots()[i].path;
      const bool inside = path.size() > whole.path.size() && std::equal(whole.path.begin(), whole.path.end(), path.begin());
      return inside && !sample_.slots[i].unknown() && !sample_.slots[i].absent();
    };
    for (std::size_t i = 0; i < slots().size(); ++i)
      if (told(i)) return;
    lines_.made.insert(lines_.made.begin() + 1, Lines::of(path_text(whole.path), "{}"));   // before whatever is said of it
  }

  // What a look-up inside a condition gives.
  void found(const dsl::LookUpGiven& one) {
    const auto tool = program_.find_tool(one.tool);
    if (!tool || !program_.tools[*tool].gives) return;
    std::string arguments;
    std::size_t given = std::min(one.arguments.size(), program_.tools[*tool].parameters.size());
    while (given > 0 && one.arguments[given - 1].absent()) --given;   // it is asked without
    for (std::size_t i = 0; i < given; ++i)
      arguments += (i ? ", " : "") + literal(program_, program_.tools[*tool].parameters[i].type, words_.said(one.arguments[i]));
    lines_.line("found " + one.tool + "(" + arguments + ")", literal(program_, *program_.tools[*tool].gives, words_.said(one.result)));
  }

  // A look-up that found nothing is said once, and not field by field.
  bool whole_look_up(const dsl::Slot& slot) {
    const std::string& root = slot.path.front();
    if (std::ranges::find(tool_.lets, root, &dsl::Let::name) == tool_.lets.end()) return false;
    const auto says_nothing = [&](std::size_t i) {
      return slots()[i].path.front() == root && sample_.slots[i].absent() && (slots()[i].path.size() == 1 || !slots()[i].type.optional);
    };
    bool nothing = false;
    for (std::size_t i = 0; i < slots().size(); ++i) nothing = nothing || says_nothing(i);
    if (!nothing) return false;
    if (std::ranges::find(nothing_, root) == nothing_.end()) {
      nothing_.push_back(root);
      lines_.line(root, "none");
    }
    return true;
  }

  // Nor one within it that is not there: its fields are not there with it.
  bool inner_record(const dsl::Slot& slot, const Value& value) {
    if (!value.absent() || slot.path.size() < 3) return false;
    const std::vector<std::string> record(slot.path.begin(), slot.path.end() - 1);
    const auto known_inside = [&](std::size_t i) {
      const std::vector<std::string>& path = slots()[i].path;
      return path.size() > record.size() && std::equal(record.begin(), record.end(), path.begin()) && !sample_.slots[i].absent() && !sample_.slots[i].unknown();
    };
    for (std::size_t i = 0; i < slots().size(); ++i)
      if (known_inside(i)) return false;
    const std::string path = path_text(record);
    const bool told = std::ranges::find(nothing_, path) != nothing_.end() || std::ranges::find(nothing_, record.front()) != nothing_.end() || asked_for(record);
    if (!told) {
      nothing_.push_back(path);
      lines_.line(path, "none");
    }
    return true;
  }
  bool asked_for(const std::vector<std::string>& path) const { return std::ranges::find(slots(), path, &dsl::Slot::path) != slots().end(); }

  void meter(const dsl::Slot& slot, const Value& value) {
    if (!value.unknown() && !value.absent()) lines_.line("used before", literal(program_, slot.type, value) + " of " + quoted(slot.path.back()));
  }

  void needs() {
    bool confirmed = true, looked_up = true;
    for (std::size_t i = 0; i < tool_.needs.size(); ++i) {
      if (sample_.needs[i]) continue;
      if (std::holds_alternative<dsl::NeededYes>(tool_.needs[i].what)) confirmed = false;
      if (std::holds_alternative<dsl::NeededLookUp>(tool_.needs[i].what)) looked_up = false;
    }
    if (!looked_up) look_ups_made();
    if (!confirmed) lines_.made.push_back("not confirmed");
  }

  // Where one look-up is missing, or too old for one need: those that another need takes.
  void look_ups_made() {
    lines_.made.push_back("not looked up");
    for (std::size_t i = 0; i < tool_.needs.size(); ++i) {
      const auto* need = std::get_if<dsl::NeededLookUp>(&tool_.needs[i].what);
      if (!need || !sample_.needs[i]) continue;
      const std::int64_t whole_seconds = (sample_.ages[need->let].ms + 999) / 1000;   // as old as a case can say it, and on the same side of whatever is asked of it
      const std::string line = looked_up_line(tool_.lets[need->let].name, seconds(whole_seconds));
      if (std::ranges::find(lines_.made, line) == lines_.made.end()) lines_.made.push_back(line);
    }
  }

  void limit(const dsl::Limit& limit, const Value& used) {
    const bool none = used == Value(std::int64_t{0}) || (used.as<Money>() && used.as<Money>()->minor == 0);
    if (none) return;
    std::string words = limit.rule.text.substr(0, limit.rule.text.find_first_of(",\""));
    lines_.line("used before", format_value(used) + " of " + quoted(words));
  }

  const Program& program_;
  const dsl::GateSample& sample_;
  const dsl::Tool& tool_;
  Words words_{program_};
  Lines lines_;
  std::vector<std::string> nothing_;
};

class OfMessage {
 public:
  OfMessage(const Program& program, const dsl::MessageSample& sample) : program_(program), sample_(sample) {}

  std::vector<std::string> lines() {
    lines_.made.push_back("message");
    lines_.now(sample_.now);
    lines_.line("intent", program_.intents[sample_.intent].name);
    if (sample_.confidence != Decimal{1'000'000}) lines_.line("confidence", format_decimal(Decimal{sample_.confidence.millionths * 100}) + "%");
    if (!sample_.verified) lines_.line("customer.verified", "no");
    signals();
    for (std::size_t i = 0; i < program_.turn_scope.slots.size(); ++i) slot(program_.turn_scope.slots[i], sample_.slots[i]);
    counts();
    return std::move(lines_.made);
  }

 private:
  void signals() {
    std::vector<std::string> read = sample_.signals;
    for (std::size_t i = 0; i < program_.turn_scope.slots.size(); ++i) {
      const dsl::Slot& slot = program_.turn_scope.slots[i];
      if (is_signal(slot) && sample_.slots[i] == Value(true) && std::ranges::find(read, slot.path[0]) == read.end()) read.push_back(slot.path[0]);
    }
    std::string all;
    for (const std::string& name : read) all += (all.empty() ? "" : ", ") + name;
    if (!all.empty()) lines_.line("signals", all);
  }

  bool is_entity(const std::string& root) const {
    return std::ranges::any_of(program_.entities, [&](const dsl::Entity& entity) { return entity.name == root; });
  }
  bool is_signal(const dsl::Slot& slot) const {
    return slot.path.size() == 1 && slot.type.kind == TypeKind::yes_no && !is_entity(slot.path[0]) && dsl::find_field(program_.context, slot.path[0]) == nullptr;
  }

  bool of_channel(const std::string& root) const { return root == "customer" || dsl::find_field(program_.context, root) != nullptr; }

  void slot(const dsl::Slot& slot, const Value& value) {
    const std::string& root = slot.path.front();
    const std::string path = path_text(slot.path);
    for (const char* said : {"intent", "class", "risk", "topic", "confidence", "now", "messages"})
      if (root == said) return;
    if (is_signal(slot) || path == "customer.verified" || path == "customer.id") return;
    if (root == "used") {
      if (!value.unknown()) lines_.line("used before", literal(program_, slot.type, value) + " of " + quoted(slot.path.back()));
      return;
    }
    const bool nothing = value == Value(std::int64_t{0}) || value == Value(Duration{0}) || (root == "mood" && value == Value("calm"));
    const bool as_it_comes = (value.unknown() && !(slot.type.optional && of_channel(root))) || (value.absent() && dsl::find_field(program_.context, root) != nullptr);
    if (nothing || as_it_comes) return;
    const Value said = words_.said(value);
    if (slot.type.kind == TypeKind::map && said.as<ValueRecord>()) return write_map(program_, lines_, path, slot.type, said);
    lines_.line(path, literal(program_, slot.type, said));
  }

  void counts() {
    if (sample_.messages != 1) lines_.line("messages", std::to_string(sample_.messages));
    for (const std::string& name : sample_.asked) lines_.line("asked", quoted(name));
    const std::pair<const char*, std::int64_t> numbers[] = {
        {"reviewed", sample_.reviewed}, {"accurate", sample_.accurate}, {"reviewed_all", sample_.reviewed_all}, {"accurate_all", sample_.accurate_all}};
    for (const auto& [name, number] : numbers)
      if (number != 0 && !program_.rollouts.empty()) lines_.line(name, std::to_string(number));
  }

  const Program& program_;
  const dsl::MessageSample& sample_;
  Words words_{program_};
  Lines lines_;
};

}  // namespace

std::vector<std::string> case_lines(const Program& program, const dsl::GateSample& sample) { return OfCall(program, sample).lines(); }
std::vector<std::string> case_lines(const Program& program, const dsl::MessageSample& sample) { return OfMessage(program, sample).lines(); }

std::string looked_up_line(const std::string& let, Duration age) { return Lines::of("looked up", let + ", " + format_duration(age) + " ago"); }

std::string case_text(const std::string& name, const std::vector<std::string>& lines, const std::string& gives, const std::string& at) {
  Lines tail;
  tail.line("gives", gives);
  if (!at.empty()) tail.line("at", quoted(at));
  std::string text = "case " + quoted(name) + "\n";
  for (const auto* part : {&lines, static_cast<const std::vector<std::string>*>(&tail.made)})
    for (const std::string& line : *part) text += "  " + line + "\n";
  return text;
}

}  // namespace handrail
