#include "adapters/tools/data_reader.hpp"

#include "adapters/tools/rows.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::tools {

namespace {

constexpr TextBounds some_text = {.bytes_min = 1, .bytes_max = 4096};
constexpr std::int64_t days_max = 36'500;

}  // namespace

DataReader::~DataReader() {
  for (JsonIssue& issue : reader_.finish()) reading_.issues.push_back(std::move(issue));
}

std::string DataReader::id(std::string_view key) { return required_id(reader_, key); }
std::optional<std::string> DataReader::optional_id(std::string_view key) { return tools::optional_id(reader_, key); }
std::string DataReader::text(std::string_view key) { return reader_.required_text(key, some_text); }
std::optional<std::string> DataReader::optional_text(std::string_view key) { return reader_.optional_text(key, some_text); }

std::string DataReader::word(std::string_view key, std::initializer_list<std::string_view> words, std::string_view otherwise) {
  const std::optional<std::size_t> index = reader_.one_of(key, words, otherwise.empty());
  return std::string(index ? *(words.begin() + *index) : otherwise);
}

std::int64_t DataReader::whole(std::string_view key, std::int64_t min, std::int64_t max, std::int64_t otherwise) {
  return reader_.optional_integer(key, min, max).value_or(otherwise);
}

std::optional<std::int64_t> DataReader::optional_money(std::string_view key) {
  const Json* member = reader_.any(key);
  if (!member) return std::nullopt;
  const std::string* text = member->text();
  if (!text) {
    issue(key, "expected money as a string like \"49.99\", got a " + std::string(member->kind()));
    return std::nullopt;
  }
  const Result<Money> money = parse_money(*text, reading_.currency);
  if (!money) {
    issue(key, money.error().message);
  } else if (!(money->currency == reading_.currency)) {
    issue(key, "is in " + std::string(money->currency.code()) + ", and the data set in " + std::string(reading_.currency.code()));
  } else if (money->minor < 0 || money->minor > limits::shop_amount_minor) {
    issue(key, "must not be negative or over " + format_amount({limits::shop_amount_minor, reading_.currency}));
  } else {
    return money->minor;
  }
  return std::nullopt;
}

std::int64_t DataReader::money(std::string_view key) {
  if (!reader_.any(key)) issue(key, "this member is required");
  return optional_money(key).value_or(0);
}

std::optional<Instant> DataReader::optional_when(std::string_view stem) {
  const std::string prefix = stem.empty() ? "" : std::string(stem) + "_";
  const std::string at = prefix + "at", ago = prefix + "days_ago", ahead = prefix + "in_days";
  const int given = (reader_.any(at) ? 1 : 0) + (reader_.any(ago) ? 1 : 0) + (reader_.any(ahead) ? 1 : 0);
  if (given > 1) issue(at, "give one of " + at + ", " + ago + " and " + ahead);
  const std::optional<Instant> time = reader_.optional_time(at);
  const auto back = reader_.optional_integer(ago, 0, days_max), on = reader_.optional_integer(ahead, 0, days_max);
  if (time) return time;
  if (back) return reading_.now - days(*back);
  if (on) return reading_.now + days(*on);
  return std::nullopt;
}

Instant DataReader::when(std::string_view stem) {
  const std::string prefix = stem.empty() ? "" : std::string(stem) + "_";
  const bool given = reader_.any(prefix + "at") || reader_.any(prefix + "days_ago") || reader_.any(prefix + "in_days");
  if (!given) issue(prefix + "at", "one of " + prefix + "at and " + prefix + "days_ago is required");
  return optional_when(stem).value_or(reading_.now);
}

std::optional<std::string> DataReader::address(std::string_view key) {
  const Json* address = reader_.optional_object(key);
  if (!address) return std::nullopt;
  return read_address(*address, at(key), reading_.issues);
}

std::string DataReader::options(std::string_view key) {
  const Json* options = reader_.optional_object(key);
  if (!options) return "{}";
  for (const Json::Member& option : *options->members()) {
    if (!option.second.text()) reader_.issue(at(key) + "/" + printable(option.first), "expected a string, got a " + std::string(option.second.kind()));
  }
  const std::string text = dump(*options);
  if (text.size() > some_text.bytes_max) issue(key, "has more than " + std::to_string(some_text.bytes_max) + " bytes");
  return text;
}

void DataReader::list(std::string_view key, std::size_t items_max, const std::function<void(DataReader&)>& each) {
  const Json* array = reader_.optional_array(key, items_max);
  if (!array) return;
  for (std::size_t i = 0; i < array->items()->size(); ++i) {
    DataReader item((*array->items())[i], at(key) + "/" + std::to_string(i), reading_);
    each(item);
  }
}

}  // namespace handrail::tools
