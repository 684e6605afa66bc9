#include "dsl/program/decode.hpp"

#include <algorithm>

#include "dsl/check/symbols.hpp"
#include "engine/base/json_number.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace {

enum class Source { system, caller };   // our own systems' data may hold a credit; a caller's amount is never below zero

constexpr std::size_t issues_max = 50;   // more than that is one mistake seen many times

std::string_view article(std::string_view kind) { return kind == "array" || kind == "object" ? "an " : kind == "null" ? "" : "a "; }

// "/items" + "0", escaped as RFC 6901 says.
std::string below(const std::string& pointer, std::string_view key) {
  std::string out = pointer + "/";
  for (const char c : key) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

class Decoder {
 public:
  Decoder(const Program& program, Source source, std::vector<JsonIssue>& issues) : program_(program), source_(source), issues_(issues) {}

  Value decode(const Type& type, const Json& json, const std::string& pointer, int depth) {
    // What must be there and is null breaks its type: nobody knows it. Only what may be missing is known to be missing.
    if (json.is_null()) return type.optional ? Value(Absent{}) : wrong(pointer, "expected " + describe(program_, type) + ", got null");
    if (depth > static_cast<int>(limits::json_depth)) return wrong(pointer, "nested deeper than " + std::to_string(limits::json_depth));
    switch (type.kind) {
      case TypeKind::text: return json.text() != nullptr ? Value(*json.text()) : expected("text", json, pointer);
      case TypeKind::whole_number: return whole_number(json, pointer);
      case TypeKind::decimal: return decimal(json, pointer);
      case TypeKind::percent: return percent(json, pointer);
      case TypeKind::yes_no: return json.boolean() != nullptr ? Value(*json.boolean()) : expected("true or false", json, pointer);
      case TypeKind::money: return money(type, json, pointer);
      case TypeKind::time: return time(json, pointer);
      case TypeKind::duration: return duration(json, pointer);
      case TypeKind::enumeration: return word(program_.enumerations[type.index], json, pointer);
      case TypeKind::record: return record(program_.records[type.index], json, pointer, depth);
      case TypeKind::list: return list(type.element[0], json, pointer, depth);
      case TypeKind::map: return map(type.element[0], json, pointer, depth);
    }
    return Unknown{};
  }

  Value wrong(const std::string& pointer, std::string message) {
    if (issues_.size() < issues_max) issues_.push_back({pointer, std::move(message)});
    return Unknown{};
  }

  // Other people's data may lack something; a caller who leaves it out has not said what is to be done.
  Value missing(const Field& field, const std::string& pointer) {
    if (field.type.optional) return Absent{};
    return source_ == Source::system ? Value(Unknown{}) : wrong(below(pointer, field.name), "expected " + describe(program_, field.type) + ", got nothing");
  }

 private:
  Value expected(std::string_view what, const Json& json, const std::string& pointer) {
    return wrong(pointer, "expected " + std::string(what) + ", got " + std::string(article(json.kind())) + std::string(json.kind()));
  }

  Value whole_number(const Json& json, const std::string& pointer) {
    if (json.number() == nullptr) return expected("a whole number", json, pointer);
    if (auto number = json.integer()) return *number;
    return wrong(pointer, "expected a whole number, got " + printable(json.number()->literal));
  }

  Value decimal(const Json& json, const std::string& pointer) {
    if (json.number() == nullptr) return expected("a number", json, pointer);
    if (auto number = decimal_of(json.number()->literal)) return *number;
    return wrong(pointer, "expected a number with at most six decimals, got " + printable(json.number()->literal));
  }

  // Millionths, whatever the notation: 0.000001 and 1e-06.
  static std::optional<Decimal> decimal_of(const std::string& literal) {
    auto number = exact_number(literal);
    if (!number) return std::nullopt;
    if (number->digits.empty()) return Decimal{0};
    number->exponent += 6;
    const auto millionths = handrail::whole_number(*number);
    return millionths ? std::optional(Decimal{*millionths}) : std::nullopt;
  }

  // 0.75, or "75%".
  Value percent(const Json& json, const std::string& pointer) {
    if (json.number() != nullptr) return decimal(json, pointer);
    if (json.text() == nullptr) return expected("a share", json, pointer);
    const std::string_view text = trim(*json.text());
    const auto hundredths = text.ends_with('%') ? parse_decimal(trim(text.substr(0, text.size() - 1))) : fail(ErrorCode::invalid, "no percent sign");
    if (hundredths && hundredths->millionths % 100 == 0) return Decimal{hundredths->millionths / 100};
    return wrong(pointer, "expected a share like 0.75 or \"75%\", got \"" + printable(*json.text()) + "\"");
  }

  Value money(const Type& type, const Json& json, const std::string& pointer) {
    const Currency assumed = type.currency.code().empty() ? program_.currency : type.currency;
    const auto written = amount_text(json);
    if (!written) return expected("an amount of money", json, pointer);
    if (source_ == Source::caller && json.members() != nullptr && json.members()->size() > 2)
      return wrong(pointer, "expected an amount of money: `amount` and `currency`, and nothing else");
    const auto amount = parse_money(*written, assumed.code().empty() ? std::nullopt : std::optional(assumed));
    if (!amount) return wrong(pointer, "expected an amount of money: " + amount.error().message);
    if (source_ == Source::caller && amount->minor < 0) return wrong(pointer, "expected an amount of money that is not below zero, got " + format_money(*amount));
    if (source_ == Source::caller && !assumed.code().empty() && amount->currency != assumed)
      return wrong(pointer, "expected an amount in " + std::string(assumed.code()) + ", got " + format_money(*amount));
    return *amount;
  }

  // A number is the number that it is, whatever its notation: 100.0 and 1e2 are a hundred yen, as they are the whole number 100.
  static std::string plain_number(const Json::Number& number) {
    const auto exact = exact_number(number.literal);
    return exact ? shortest_form(*exact) : number.literal;
  }

  // "120.50", "$120.50" or "120.50 EUR" out of the three ways to write an amount.
  static std::optional<std::string> amount_text(const Json& json) {
    if (json.number() != nullptr) return plain_number(*json.number());
    if (json.text() != nullptr) return *json.text();
    const Json *amount = json.find("amount"), *currency = json.find("currency");
    if (amount == nullptr || currency == nullptr || currency->text() == nullptr) return std::nullopt;
    if (amount->number() == nullptr && amount->text() == nullptr) return std::nullopt;
    const std::string digits = amount->number() != nullptr ? plain_number(*amount->number()) : *amount->text();
    if (!std::ranges::all_of(digits, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-'; })) return std::nullopt;
    return digits + " " + *currency->text();
  }

  Value time(const Json& json, const std::string& pointer) {
    if (json.text() == nullptr) return expected("a time", json, pointer);
    if (auto instant = parse_time(*json.text())) return *instant;
    return wrong(pointer, "expected a time like \"2026-11-21T09:30:00Z\", got \"" + printable(*json.text()) + "\"");
  }

  Value duration(const Json& json, const std::string& pointer) {
    if (json.text() == nullptr) return expected("a duration", json, pointer);
    if (auto span = parse_duration(*json.text())) return *span;
    return wrong(pointer, "expected a duration like \"10 minutes\", got \"" + printable(*json.text()) + "\"");
  }

  Value word(const Enumeration& enumeration, const Json& json, const std::string& pointer) {
    if (json.text() == nullptr) return expected("one of " + english_list(enumeration.words, "or"), json, pointer);
    if (auto found = find_word(enumeration, *json.text())) return enumeration.words[*found];
    return wrong(pointer, "expected one of " + english_list(enumeration.words, "or") + ", got \"" + printable(*json.text()) + "\"");
  }

  Value record(const RecordType& type, const Json& json, const std::string& pointer, int depth) {
    if (!json.is_object()) return expected("an object", json, pointer);
    ValueRecord made;
    for (const Field& field : type.fields) {
      const Json* member = json.find(field.name);
      made.fields.push_back({field.name, member != nullptr ? decode(field.type, *member, below(pointer, field.name), depth + 1) : missing(field, pointer)});
    }
    if (source_ == Source::caller)
      for (const auto& [key, member] : *json.members())
        if (find_field(type.fields, key) == nullptr) wrong(below(pointer, printable(key)), "`" + type.name + "` has no such field");
    return made;
  }

  Value list(const Type& element, const Json& json, const std::string& pointer, int depth) {
    if (json.items() == nullptr) return expected("a list", json, pointer);
    ValueList made;
    made.reserve(json.items()->size());
    for (std::size_t i = 0; i < json.items()->size(); ++i)
      made.push_back(decode(element, (*json.items())[i], pointer + "/" + std::to_string(i), depth + 1));
    return made;
  }

  Value map(const Type& element, const Json& json, const std::string& pointer, int depth) {
    if (json.members() == nullptr) return expected("an object", json, pointer);
    ValueRecord made;
    for (const auto& [key, member] : *json.members()) made.fields.push_back({key, decode(element, member, below(pointer, key), depth + 1)});
    std::ranges::sort(made.fields, {}, &ValueField::name);
    return made;
  }

  const Program& program_;
  Source source_;
  std::vector<JsonIssue>& issues_;
};

struct Encoder {
  Json operator()(Unknown) const { return nullptr; }
  Json operator()(Absent) const { return nullptr; }
  Json operator()(bool yes) const { return yes; }
  Json operator()(std::int64_t number) const { return number; }
  Json operator()(Decimal number) const { return Json(Json::Number{format_decimal(number)}); }
  Json operator()(const Money& money) const { return Json::object({{"amount", format_amount(money)}, {"currency", money.currency.code()}}); }
  Json operator()(Instant time) const { return format_time(time); }
  Json operator()(Duration duration) const { return format_duration(duration); }
  Json operator()(const std::string& text) const { return text; }
  Json operator()(const ValueList& list) const {
    Json array = Json::array();
    for (const Value& item : list) array.push(encode(item));
    return array;
  }
  Json operator()(const ValueRecord& record) const {
    Json object = Json::object();
    for (const ValueField& field : record.fields) object.set(field.name, encode(field.value));
    return object;
  }
};

}  // namespace

Value decode(const Program& program, const Type& type, const Json& json, const std::string& pointer, std::vector<JsonIssue>& issues) {
  return Decoder(program, Source::system, issues).decode(type, json, pointer, 0);
}

ValueRecord decode_arguments(const Program& program, const Tool& tool, const Json& arguments, const std::string& pointer,
                             std::vector<JsonIssue>& issues) {
  Decoder decoder(program, Source::caller, issues);
  ValueRecord made;
  if (!arguments.is_object())
    decoder.wrong(pointer, "expected an object, got " + std::string(article(arguments.kind())) + std::string(arguments.kind()));
  for (const Field& parameter : tool.parameters) {
    const Json* given = arguments.find(parameter.name);
    const std::string place = below(pointer, parameter.name);
    Value value;
    if (given != nullptr) value = decoder.decode(parameter.type, *given, place, 0);
    else if (arguments.is_object()) value = decoder.missing(parameter, pointer);
    else if (parameter.type.optional) value = Absent{};
    made.fields.push_back({parameter.name, std::move(value)});
  }
  if (arguments.is_object())
    for (const auto& [key, value] : *arguments.members())
      if (find_field(tool.parameters, key) == nullptr) decoder.wrong(below(pointer, printable(key)), "`" + tool.name + "` has no such parameter");
  return made;
}

Value decode_argument(const Program& program, const Field& parameter, const Json& given, const std::string& pointer, std::vector<JsonIssue>& issues) {
  return Decoder(program, Source::caller, issues).decode(parameter.type, given, below(pointer, parameter.name), 0);
}

Json encode(const Value& value) { return std::visit(Encoder{}, value.node()); }

std::string describe(const Program& program, const Type& type) { return describe_type(type, program.enumerations, program.records); }

}  // namespace handrail::dsl
