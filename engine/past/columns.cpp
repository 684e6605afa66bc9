#include "engine/past/columns.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/past/read_row.hpp"

namespace handrail {
namespace {

constexpr std::size_t columns_remembered = 200;   // to say which was meant
constexpr std::size_t columns_told_bytes = 400;

}  // namespace

ColumnsNamed::ColumnsNamed(const PastMapping& mapping) : mapping_(mapping) {
  const PastMapping::Columns& c = mapping.columns;
  const bool list = mapping.shape == PastMapping::Shape::list_per_row, one_text = mapping.shape == PastMapping::Shape::text_per_row;
  const Where message = list ? Where::message : Where::row;
  add("[conversation] id", c.conversation, Where::row, true);
  add("[conversation] customer", c.customer, Where::row, true);
  add("[conversation] verified", c.verified, Where::row, false);
  add("[conversation] intent", c.intent, Where::row, false);
  add("[conversation] resolution", c.resolution, Where::row, false);
  add("[conversation] sentiment", c.sentiment, Where::row, false);
  add("[conversation] tags", c.tags, Where::row, false);
  if (list || one_text) add(list ? "[message] list" : "[message] in_one_text", mapping.messages, Where::row, true);
  if (!one_text) {
    add("[message] at", c.at, message, !mapping.starts);
    add("[message] by", c.by, message, true);
    add("[message] text", c.text, message, true);
    add("[message] name", c.name, message, false);
    add("[message] tool", c.tool, message, false);
    add("[message] arguments", c.arguments, message, false);
    add("[message] result", c.result, message, false);
  }
  for (const std::string& column : mapping.name_columns) add("[mask] names", column, list ? Where::anywhere : Where::row, true);
}

void ColumnsNamed::add(const std::string& key, const std::string& column, Where where, bool needed) {
  if (!column.empty()) all_.push_back({key, column, where, needed});
}

std::string ColumnsNamed::missing(const Named& named, const std::string& nobody, const std::vector<std::string>& there) const {
  const auto meant = nearest(named.column, there);
  if (there.empty()) return nobody + " column `" + printable(named.column) + "` (" + named.key + "): no row has any";
  return nobody + " column `" + printable(named.column) + "` (" + named.key + ")" +
         (meant ? ": did you mean `" + printable(*meant) + "`?" : "; there are " + printable(join(there, ", "), columns_told_bytes));
}

Result<void> ColumnsNamed::in_header(const std::vector<std::string>& header) const {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (!header[i].empty() && std::find(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(i), header[i]) != header.begin() + static_cast<std::ptrdiff_t>(i))
      return fail(ErrorCode::invalid, "the header has the column `" + printable(header[i]) + "` twice: which of them is meant, nobody can say");
  for (const Named& named : all_)
    if (std::find(header.begin(), header.end(), named.column) == header.end()) return fail(ErrorCode::invalid, missing(named, "the file has no", header));
  return {};
}

void ColumnsNamed::look(Named& named, const Json& in) {
  const Json* found = in.is_object() ? at_path(in, named.column) : nullptr;
  if (!found) return;
  named.seen = true;
  named.has_members = named.has_members || found->is_object();
}

void ColumnsNamed::remember(const Json& row, const std::string& before) {
  if (!row.members()) return;
  for (const auto& [name, value] : *row.members()) {
    const std::string whole = before + name;
    if (there_.size() < columns_remembered && std::find(there_.begin(), there_.end(), whole) == there_.end()) there_.push_back(whole);
    if (before.empty() && value.is_object()) remember(value, whole + ".");
  }
}

void ColumnsNamed::row(const Json& row) {
  const Json* list = mapping_.shape == PastMapping::Shape::list_per_row ? at_path(row, mapping_.messages) : nullptr;
  for (Named& named : all_) {
    if (named.where != Where::message) look(named, row);
    if (named.where == Where::row || !list || !list->items()) continue;
    for (const Json& message : *list->items()) look(named, message);
  }
  if (all_seen()) return;
  remember(row, "");
  if (list && list->items())
    for (const Json& message : *list->items()) remember(message, "");
}

bool ColumnsNamed::all_seen() const {
  return std::all_of(all_.begin(), all_.end(), [](const Named& named) { return named.seen; });
}

Result<void> ColumnsNamed::needed() const {
  for (const Named& named : all_) {
    if (!named.needed) continue;
    if (!named.seen) return fail(ErrorCode::invalid, missing(named, "no row has the", there_));
    if (named.has_members && named.key == "[mask] names")
      return fail(ErrorCode::invalid, "the column `" + printable(named.column) + "` ([mask] names) is an object: name its member that holds the name, like `" +
                                          printable(named.column) + ".name`");
  }
  return {};
}

std::vector<std::string> ColumnsNamed::not_seen() const {
  std::vector<std::string> all;
  for (const Named& named : all_)
    if (!named.needed && !named.seen) all.push_back(missing(named, "no row has the", there_));
  return all;
}

}  // namespace handrail
