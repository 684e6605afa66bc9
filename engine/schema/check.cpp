#include <algorithm>
#include <optional>
#include <set>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/schema/compiled.hpp"
#include "engine/schema/exact.hpp"

namespace handrail {
namespace {

// As JSON Schema compares: 1 and 1.0 are one number, and members have no order.
bool equal(const Json& a, const Json& b) {
  if (a.number() && b.number()) return exact::compare(a.number()->literal, b.number()->literal) == std::strong_ordering::equal;
  if (a.items() && b.items()) return std::ranges::equal(*a.items(), *b.items(), equal);
  if (a.members() && b.members()) {
    if (a.members()->size() != b.members()->size()) return false;
    return std::ranges::all_of(*a.members(), [&](const Json::Member& member) {
      const Json* other = b.find(member.first);
      return other && equal(member.second, *other);
    });
  }
  return a == b;
}

// "a string", "an integer": what was expected.
std::string with_article(std::string_view type) {
  const bool vowel = !type.empty() && std::string_view("aeio").find(type[0]) != std::string_view::npos;
  return type == "null" ? "null" : (vowel ? "an " : "a ") + std::string(type);
}

std::string counted(std::int64_t count, std::string_view one) {
  const bool y = one.ends_with("y");
  return std::to_string(count) + " " + (count == 1 ? std::string(one) : y ? std::string(one.substr(0, one.size() - 1)) + "ies" : std::string(one) + "s");
}

std::string shown(const Json& value) { return "`" + printable(canonical(value), 60) + "`"; }

std::string step_into(const std::string& pointer, std::string_view name) { return JsonReader(Json::object(), pointer).at(name); }

class Checking {
 public:
  explicit Checking(const CompiledSchema& compiled) : compiled_(compiled) {}

  using Issues = std::vector<JsonIssue>;

  // Appends what is wrong with the value; returns whether nothing was.
  bool check(const Json& schema, const Json& value, const std::string& at, Issues& issues, std::size_t depth) {
    if (depth > limits::schema_depth && !broken) broken = Error{ErrorCode::limit, "the check goes more than " + std::to_string(limits::schema_depth) + " deep"};
    if (broken || !step()) return false;
    if (const bool* all = schema.boolean()) {
      if (!*all) say(issues, at, "is not taken");
      return *all;
    }
    const std::size_t before = issues.size();
    bool good = true;
    if (const Json* ref = schema.find("$ref")) good = check(*compiled_.references.find(*ref->text())->second, value, at, issues, depth + 1) && good;
    good = of_any_type(schema, value, at, issues) && good;
    if (good && value.text()) good = text(schema, *value.text(), at, issues);
    if (good && value.number()) good = number(schema, value.number()->literal, at, issues);
    if (good && value.items()) good = list(schema, value, at, issues, depth);
    if (good && value.members()) good = object(schema, value, at, issues, depth);
    if (good) good = combined(schema, value, at, issues, depth);
    return good && issues.size() == before && !broken;
  }

  std::optional<Error> broken;

 private:
  bool step(std::size_t steps = 1) {
    steps_ += steps;
    if (steps_ > limits::schema_steps && !broken) broken = Error{ErrorCode::limit, "the check takes more than " + std::to_string(limits::schema_steps) + " steps"};
    return !broken;
  }

  static bool say(Issues& issues, const std::string& at, std::string what) {
    if (issues.size() < limits::schema_issues) issues.push_back({at, std::move(what)});
    return false;
  }

  static bool is(std::string_view type, const Json& value) {
    if (type == "integer") return value.number() && exact::whole(value.number()->literal);
    return value.kind() == type;
  }

  static bool of_any_type(const Json& schema, const Json& value, const std::string& at, Issues& issues) {
    if (const Json* type = schema.find("type")) {
      std::vector<std::string> types;
      if (type->text()) types.push_back(*type->text());
      else
        for (const Json& one : *type->items()) types.push_back(*one.text());
      if (std::ranges::none_of(types, [&](const std::string& one) { return is(one, value); })) {
        std::vector<std::string> wanted;
        for (const std::string& one : types) wanted.push_back(with_article(one));
        return say(issues, at, "expected " + english_list(wanted, "or") + ", got " + (value.number() ? shown(value) : with_article(value.kind())));
      }
    }
    if (const Json* words = schema.find("enum"); words && std::ranges::none_of(*words->items(), [&](const Json& one) { return equal(one, value); })) {
      std::vector<std::string> wanted;
      for (const Json& one : *words->items())
        if (wanted.size() < 10) wanted.push_back(shown(one));
      return say(issues, at, shown(value) + " is none of " + english_list(wanted, "or"));
    }
    if (const Json* only = schema.find("const"); only && !equal(*only, value)) return say(issues, at, "expected " + shown(*only) + ", got " + shown(value));
    return true;
  }

  bool text(const Json& schema, const std::string& value, const std::string& at, Issues& issues) const {
    const auto length = static_cast<std::int64_t>(utf8_length(value));
    bool good = bounds(schema, "minLength", "maxLength", length, "character", at, issues);
    if (const Json* pattern = schema.find("pattern"); pattern && !re2::RE2::PartialMatch(value, *compiled_.patterns.find(*pattern->text())->second))
      good = say(issues, at, "does not match `" + printable(*pattern->text()) + "`");
    return good;
  }

  static bool bounds(const Json& schema, std::string_view least, std::string_view most, std::int64_t count, std::string_view what, const std::string& at, Issues& issues) {
    if (const Json* min = schema.find(least); min && count < *min->integer())
      return say(issues, at, "has " + counted(count, what) + ", at least " + std::to_string(*min->integer()) + " are needed");
    if (const Json* max = schema.find(most); max && count > *max->integer())
      return say(issues, at, "has " + counted(count, what) + ", at most " + std::to_string(*max->integer()) + " are allowed");
    return true;
  }

  static bool number(const Json& schema, const std::string& value, const std::string& at, Issues& issues) {
    const auto bound = [&](std::string_view key) { const Json* limit = schema.find(key); return limit ? &limit->number()->literal : nullptr; };
    if (const auto* min = bound("minimum"); min && exact::compare(value, *min) < 0) return say(issues, at, value + " is less than " + *min);
    if (const auto* max = bound("maximum"); max && exact::compare(value, *max) > 0) return say(issues, at, value + " is more than " + *max);
    if (const auto* min = bound("exclusiveMinimum"); min && exact::compare(value, *min) <= 0) return say(issues, at, value + " is not more than " + *min);
    if (const auto* max = bound("exclusiveMaximum"); max && exact::compare(value, *max) >= 0) return say(issues, at, value + " is not less than " + *max);
    if (const auto* step = bound("multipleOf"); step && !exact::multiple(value, *step)) return say(issues, at, value + " is no multiple of " + *step);
    return true;
  }

  bool list(const Json& schema, const Json& value, const std::string& at, Issues& issues, std::size_t depth) {
    const Json::Array& items = *value.items();
    if (!bounds(schema, "minItems", "maxItems", static_cast<std::int64_t>(items.size()), "item", at, issues)) return false;
    // 2020-12 says `prefixItems` and `items`; draft 7 said a list under `items`, and `additionalItems`.
    const Json* first = schema.find("prefixItems");
    const Json* rest = schema.find("items");
    if (rest && rest->items()) {
      first = rest;
      rest = schema.find("additionalItems");
    }
    const std::size_t fixed = first ? first->items()->size() : 0;
    bool good = true;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Json* one = i < fixed ? &(*first->items())[i] : rest;
      if (one) good = check(*one, items[i], at + "/" + std::to_string(i), issues, depth + 1) && good;
    }
    if (const Json* unique = schema.find("uniqueItems"); unique && *unique->boolean()) good = all_different(items, at, issues) && good;
    return contains(schema, items, at, issues, depth) && good;
  }

  bool all_different(const Json::Array& items, const std::string& at, Issues& issues) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!step(i)) return false;
      for (std::size_t j = 0; j < i; ++j)
        if (equal(items[i], items[j])) return say(issues, at + "/" + std::to_string(i), "is there twice");
    }
    return true;
  }

  bool contains(const Json& schema, const Json::Array& items, const std::string& at, Issues& issues, std::size_t depth) {
    const Json* wanted = schema.find("contains");
    if (!wanted) return true;
    std::int64_t count = 0;
    for (const Json& item : items) {
      Issues unused;
      if (check(*wanted, item, at, unused, depth + 1)) ++count;
    }
    const std::int64_t least = schema.find("minContains") ? *schema.find("minContains")->integer() : 1;
    if (count < least) return say(issues, at, "has " + std::to_string(count) + " items of the kind of which " + std::to_string(least) + " are needed");
    if (const Json* most = schema.find("maxContains"); most && count > *most->integer())
      return say(issues, at, "has " + std::to_string(count) + " items of a kind of which at most " + std::to_string(*most->integer()) + " are allowed");
    return true;
  }

  bool object(const Json& schema, const Json& value, const std::string& at, Issues& issues, std::size_t depth) {
    bool good = bounds(schema, "minProperties", "maxProperties", static_cast<std::int64_t>(value.members()->size()), "property", at, issues);
    if (const Json* required = schema.find("required")) good = all_there(*required, value, at, "is missing", issues) && good;
    const Json* named = schema.find("properties");
    const Json* matched = schema.find("patternProperties");
    const Json* others = schema.find("additionalProperties");
    for (const auto& [name, member] : *value.members()) {
      const std::string place = step_into(at, name);
      bool known = false;
      if (const Json* own = named ? named->find(name) : nullptr) {
        known = true;
        good = check(*own, member, place, issues, depth + 1) && good;
      }
      if (matched)
        for (const auto& [pattern, own] : *matched->members()) {
          if (!re2::RE2::PartialMatch(name, *compiled_.patterns.find(pattern)->second)) continue;
          known = true;
          good = check(own, member, place, issues, depth + 1) && good;
        }
      if (!known && others) {
        if (others->boolean() && !*others->boolean()) good = say(issues, place, "is no property that the tool takes");
        else good = check(*others, member, place, issues, depth + 1) && good;
      }
      if (const Json* names = schema.find("propertyNames")) good = check(*names, Json(name), place, issues, depth + 1) && good;
    }
    return depending(schema, value, at, issues, depth) && good;
  }

  static bool all_there(const Json& names, const Json& value, const std::string& at, std::string_view what, Issues& issues) {
    bool good = true;
    for (const Json& name : *names.items())
      if (!value.find(*name.text())) good = say(issues, step_into(at, *name.text()), std::string(what));
    return good;
  }

  bool depending(const Json& schema, const Json& value, const std::string& at, Issues& issues, std::size_t depth) {
    bool good = true;
    for (const char* key : {"dependentRequired", "dependentSchemas", "dependencies"}) {
      const Json* all = schema.find(key);
      if (!all) continue;
      for (const auto& [name, wanted] : *all->members()) {
        if (!value.find(name)) continue;
        if (wanted.items()) good = all_there(wanted, value, at, "is missing, and `" + printable(name) + "` asks for it", issues) && good;
        else good = check(wanted, value, at, issues, depth + 1) && good;
      }
    }
    return good;
  }

  // How many of the schemas the value fits.
  std::size_t fits(const Json& schemas, const Json& value, const std::string& at, std::size_t depth) {
    std::size_t count = 0;
    for (const Json& one : *schemas.items()) {
      Issues unused;
      if (check(one, value, at, unused, depth + 1)) ++count;
    }
    return count;
  }

  bool combined(const Json& schema, const Json& value, const std::string& at, Issues& issues, std::size_t depth) {
    bool good = true;
    if (const Json* all = schema.find("allOf"))
      for (const Json& one : *all->items()) good = check(one, value, at, issues, depth + 1) && good;
    if (const Json* any = schema.find("anyOf"); any && fits(*any, value, at, depth) == 0) good = no_branch(*any, value, at, issues, depth);
    if (const Json* one = schema.find("oneOf")) {
      const std::size_t count = fits(*one, value, at, depth);
      if (count == 0) good = no_branch(*one, value, at, issues, depth);
      if (count > 1) good = say(issues, at, "fits " + std::to_string(count) + " shapes of which it may fit only one");
    }
    Issues unused;
    if (const Json* never = schema.find("not"); never && check(*never, value, at, unused, depth + 1)) good = say(issues, at, "has a shape that is not taken");
    if (const Json* condition = schema.find("if")) {
      const Json* then = schema.find(check(*condition, value, at, unused, depth + 1) ? "then" : "else");
      if (then) good = check(*then, value, at, issues, depth + 1) && good;
    }
    return good;
  }

  // Of a single branch, or where only one is of the value's type, what is wrong there says more than that nothing fits.
  bool no_branch(const Json& schemas, const Json& value, const std::string& at, Issues& issues, std::size_t depth) {
    const Json* meant = nullptr;
    std::size_t of_its_type = 0;
    for (const Json& one : *schemas.items()) {
      const Json* type = one.find("type");
      if (type && type->text() && !is(*type->text(), value)) continue;
      meant = &one;
      ++of_its_type;
    }
    if (of_its_type == 1 && !check(*meant, value, at, issues, depth + 1) && !issues.empty()) return false;
    return say(issues, at, "fits none of the " + std::to_string(schemas.items()->size()) + " shapes that are taken");
  }

  const CompiledSchema& compiled_;
  std::size_t steps_ = 0;
};

}  // namespace

Result<std::vector<JsonIssue>> JsonSchema::issues(const Json& value, const std::string& pointer) const {
  Checking checking(*compiled_);
  std::vector<JsonIssue> issues;
  const bool good = checking.check(compiled_->root, value, pointer, issues, 0);
  if (checking.broken) return fail(*checking.broken);
  if (!good && issues.empty()) issues.push_back({pointer, "does not fit the schema"});
  return issues;
}

}  // namespace handrail
