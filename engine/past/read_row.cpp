#include "engine/past/read_row.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t id_letters_min = 4;   // a shorter id stands in too many words to be looked for in texts

std::string text_at(const Json& row, const std::string& path) {
  const Json* found = at_path(row, path);
  if (!found || found->is_null()) return "";
  if (found->text()) return *found->text();
  return found->number() ? found->number()->literal : dump(*found);
}

bool yes(const std::string& text) {
  const std::string word = lower_ascii(trim(text));
  return word == "true" || word == "yes" || word == "1" || word == "y" || word == "verified";
}

// None: a word that nobody is known by. Nobody: what is left out without a word, such as notes.
std::optional<PastSpeaker> usual_speaker(const std::string& word) {
  static const std::map<std::string, PastSpeaker> usual = {
      {"customer", PastSpeaker::customer}, {"user", PastSpeaker::customer},  {"end-user", PastSpeaker::customer}, {"requester", PastSpeaker::customer},
      {"visitor", PastSpeaker::customer},  {"client", PastSpeaker::customer}, {"agent", PastSpeaker::agent},       {"admin", PastSpeaker::agent},
      {"assistant", PastSpeaker::agent},   {"staff", PastSpeaker::agent},    {"operator", PastSpeaker::agent},    {"support", PastSpeaker::agent},
      {"bot", PastSpeaker::bot},           {"tool", PastSpeaker::tool},      {"system", PastSpeaker::nobody},     {"note", PastSpeaker::nobody}};
  const auto found = usual.find(word);
  return found == usual.end() ? std::nullopt : std::optional(found->second);
}

class RowReading {
 public:
  RowReading(const PastMapping& mapping, const Json& row, std::size_t line, std::map<std::string, std::size_t>& masked)
      : mapping_(mapping), columns_(mapping.columns), row_(row), line_(line), masked_(masked), rules_(mapping.masking) {
    names_in(row);
    if (mapping.shape != PastMapping::Shape::list_per_row) return;
    if (const Json* list = at_path(row, mapping.messages); list && list->items())
      for (const Json& message : *list->items()) names_in(message);
  }

  Result<PastConversation> run(const std::function<std::string(const std::string&)>& pseudonym) {
    if (!row_.is_object()) return fail(ErrorCode::invalid, "the row is no object, it is " + std::string(row_.kind()));
    PastConversation made;
    made.line = line_;
    HANDRAIL_TRY(made.id, conversation_id(pseudonym));
    customer_ = text_at(row_, columns_.customer);
    made.customer = customer_.empty() ? "" : mapping_.keep_customers ? customer_ : pseudonym(customer_);
    also_known_as_ = made.customer;
    if (made.customer.size() > limits::id_bytes) return fail(ErrorCode::invalid, "`" + columns_.customer + "` is longer than " + std::to_string(limits::id_bytes) + " bytes");
    made.verified = !made.customer.empty() && (mapping_.all_verified || yes(text_at(row_, columns_.verified)));
    made.intent = text_at(row_, columns_.intent);
    made.resolution = text_at(row_, columns_.resolution);
    made.sentiment = masked(text_at(row_, columns_.sentiment));
    read_tags(made);
    HANDRAIL_TRY_VOID(read_messages(made));
    return made;
  }

 private:
  void names_in(const Json& json) {
    for (const std::string& column : mapping_.name_columns) {
      const Json* found = json.is_object() ? at_path(json, column) : nullptr;
      if (found && found->text()) rules_.names.push_back(*found->text());
      if (found && found->items())
        for (const Json& name : *found->items())
          if (name.text()) rules_.names.push_back(*name.text());
    }
  }

  // The customer's id reads the same wherever it stands: in a look-up's result it still says whose the order is.
  std::string renamed(std::string text) const {
    if (customer_.size() < id_letters_min || customer_ == also_known_as_) return text;
    for (std::size_t at = text.find(customer_); at != std::string::npos; at = text.find(customer_, at + also_known_as_.size())) text.replace(at, customer_.size(), also_known_as_);
    return text;
  }

  std::string masked(const std::string& text) {
    if (text == customer_ && !customer_.empty()) return also_known_as_;
    Masked done = mask(renamed(text), rules_);
    for (const auto& [what, count] : done.counts) masked_[what] += count;
    return std::move(done.text);
  }

  // A key of a map may be an address or a number; a word of it is the name of a field, and nobody's.
  std::string masked_key(const std::string& name) {
    Masked done = mask(renamed(name), {.digits = rules_.digits, .names = {}});
    for (const auto& [what, count] : done.counts) masked_[what] += count;
    return std::move(done.text);
  }

  Json masked(const Json& json) {
    if (json.text()) return masked(*json.text());
    if (json.items()) {
      Json all = Json::array();
      for (const Json& item : *json.items()) all.push(masked(item));
      return all;
    }
    if (!json.members()) return json;
    Json all = Json::object();
    for (const auto& [name, value] : *json.members()) all.set(masked_key(name), masked(value));
    return all;
  }

  Result<std::string> conversation_id(const std::function<std::string(const std::string&)>& pseudonym) {
    if (columns_.conversation.empty()) return "row-" + std::to_string(line_);
    std::string id(trim(text_at(row_, columns_.conversation)));
    if (id.empty()) return fail(ErrorCode::invalid, "the column `" + columns_.conversation + "` is empty or missing");
    if (masked(id) != id) return pseudonym(id);   // an address or a phone number; masked, it would be the same as the next one's
    if (id.size() + 5 > limits::id_bytes) return fail(ErrorCode::invalid, "`" + columns_.conversation + "` is longer than an id may be");
    return id;
  }

  void read_tags(PastConversation& made) {
    const Json* tags = at_path(row_, columns_.tags);
    if (!tags) return;
    if (tags->items()) {
      for (const Json& tag : *tags->items())
        if (tag.text()) made.tags.push_back(masked(*tag.text()));
    } else if (tags->text()) {
      for (const std::string_view tag : split(*tags->text(), ','))
        if (!trim(tag).empty()) made.tags.push_back(masked(std::string(trim(tag))));
    }
  }

  Result<void> read_messages(PastConversation& made) {
    switch (mapping_.shape) {
      case PastMapping::Shape::message_per_row: return one_message(made, row_, "");
      case PastMapping::Shape::text_per_row: return from_text(made, text_at(row_, mapping_.messages));
      case PastMapping::Shape::list_per_row: break;
    }
    const Json* list = at_path(row_, mapping_.messages);
    if (!list || !list->items()) return fail(ErrorCode::invalid, "the column `" + mapping_.messages + "` is no list of messages");
    if (list->items()->size() > limits::import_messages)
      return fail(ErrorCode::limit, "the conversation has more than " + std::to_string(limits::import_messages) + " messages");
    for (std::size_t i = 0; i < list->items()->size(); ++i)
      HANDRAIL_TRY_VOID(one_message(made, (*list->items())[i], mapping_.messages + "[" + std::to_string(i) + "]: "));
    return {};
  }

  Result<PastSpeaker> speaker(const std::string& word) const {
    const std::string spelled = lower_ascii(trim(word));
    if (const auto declared = mapping_.speakers.find(spelled); declared != mapping_.speakers.end()) return declared->second;
    if (const auto usual = usual_speaker(spelled)) return *usual;
    return fail(ErrorCode::invalid, "nobody is known to speak as `" + printable(word) + "`: declare it under [speakers]");
  }

  Result<void> one_message(PastConversation& made, const Json& from, const std::string& where) {
    PastMessage message;
    message.line = line_;
    const std::string by = text_at(from, columns_.by);
    auto who = speaker(by);
    if (!who) return fail(ErrorCode::invalid, where + who.error().message);
    message.by = *who;
    if (message.by == PastSpeaker::nobody) return {};
    if (const std::string at = text_at(from, columns_.at); !at.empty()) {
      const auto time = past_time(at);
      if (!time) return fail(ErrorCode::invalid, where + "`" + columns_.at + "` is no time: `" + printable(at) + "`");
      message.at = *time;
    } else if (!mapping_.starts) {
      return fail(ErrorCode::invalid, where + "the message has no time: name its column, or say `starts` for all");
    }
    message.name = text_at(from, columns_.name).empty() ? "" : "an agent";
    if (message.by == PastSpeaker::tool) return tool_line(made, from, std::move(message), where);
    if (const Json* text = at_path(from, columns_.text); !text || !text->text()) return fail(ErrorCode::invalid, where + "the column `" + columns_.text + "` has no text");
    return add(made, std::move(message), text_at(from, columns_.text));
  }

  Result<void> tool_line(PastConversation& made, const Json& from, PastMessage message, const std::string& where) {
    message.tool = text_at(from, columns_.tool);
    if (message.tool.empty()) return {};   // what it was, nobody says
    for (const auto& [column, into] : {std::pair{&columns_.arguments, &message.arguments}, std::pair{&columns_.result, &message.result}}) {
      const Json* found = at_path(from, *column);
      if (!found) continue;
      const auto parsed = found->text() ? parse_json(*found->text()) : Result<Json>(*found);
      const bool nothing = found->is_null() || (found->text() && trim(*found->text()).empty());
      if (column == &columns_.arguments && !nothing && !(parsed && parsed->is_object()))
        return fail(ErrorCode::invalid, where + "`" + *column + "` is no JSON object: `" + printable(found->text() ? *found->text() : dump(*found)) + "`");
      *into = masked(parsed ? *parsed : *found);
    }
    made.messages.push_back(std::move(message));
    return {};
  }

  Result<void> add(PastConversation& made, PastMessage message, const std::string& text) {
    std::string said = masked(std::string(trim(text)));
    if (said.empty()) return {};
    if (!valid_utf8(said)) return fail(ErrorCode::invalid, "the text is not UTF-8");
    if (said.size() > limits::message_bytes) {
      ++made.cut;
      std::size_t cut = limits::message_bytes - 3;
      while (cut > 0 && (static_cast<unsigned char>(said[cut]) & 0xC0u) == 0x80u) --cut;
      said = said.substr(0, cut) + "…";
    }
    message.text = std::move(said);
    made.messages.push_back(std::move(message));
    return {};
  }

  // "user: …" begins a message; what follows it goes on.
  Result<void> from_text(PastConversation& made, const std::string& text) {
    if (text.empty()) return fail(ErrorCode::invalid, "the column `" + mapping_.messages + "` has no text");
    if (!mapping_.starts) return fail(ErrorCode::invalid, "messages in one text have no time: say `starts` for all");
    PastMessage message;
    std::string said;
    bool any = false;
    const auto finish = [&]() -> Result<void> {
      if (!any || message.by == PastSpeaker::nobody || message.by == PastSpeaker::tool) return {};
      return add(made, message, said);
    };
    for (const std::string_view line : split(text, '\n')) {
      const std::size_t colon = line.find(": ");
      const std::string word = colon == std::string_view::npos ? "" : lower_ascii(trim(line.substr(0, colon)));
      if (!word.empty() && mapping_.speakers.count(word)) {
        HANDRAIL_TRY_VOID(finish());
        message = {};
        message.line = line_;
        message.by = mapping_.speakers.at(word);
        said = std::string(line.substr(colon + 2));
        any = true;
      } else {
        said += "\n" + std::string(line);
      }
    }
    return finish();
  }

  const PastMapping& mapping_;
  const PastMapping::Columns& columns_;
  const Json& row_;
  std::size_t line_;
  std::map<std::string, std::size_t>& masked_;
  MaskRules rules_;
  std::string customer_, also_known_as_;
};

}  // namespace

const Json* at_path(const Json& row, const std::string& path) {
  if (path.empty()) return nullptr;
  if (const Json* direct = row.find(path)) return direct;
  const Json* here = &row;
  for (const std::string_view part : split(path, '.')) {
    here = here->find(part);
    if (!here) return nullptr;
  }
  return here;
}

Result<PastConversation> read_row(const PastMapping& mapping, const Json& row, std::size_t line, const std::function<std::string(const std::string&)>& pseudonym,
                                  std::map<std::string, std::size_t>& masked) {
  return RowReading(mapping, row, line, masked).run(pseudonym);
}

Result<Instant> past_time(const std::string& text) {
  const std::string spelled(trim(text));
  if (!spelled.empty() && spelled.size() <= 13 && std::all_of(spelled.begin(), spelled.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    const std::int64_t number = std::stoll(spelled);
    return Instant{spelled.size() >= 12 ? number : number * 1000};
  }
  if (auto time = parse_time(spelled)) return time;
  if (spelled.size() >= 16 && spelled[10] == ' ') {
    std::string iso = spelled.substr(0, 10) + "T" + spelled.substr(11);
    if (iso.size() == 16) iso += ":00";
    if (auto time = parse_time(iso)) return time;
    return parse_time(iso + "Z");
  }
  return parse_time(spelled + "Z");
}

Json to_json(const PastConversation& made) {
  Json messages = Json::array(), tags = Json::array();
  for (const PastMessage& message : made.messages) {
    Json one = Json::object({{"by", static_cast<int>(message.by)}, {"text", message.text}, {"name", message.name}, {"tool", message.tool}, {"arguments", message.arguments},
                             {"result", message.result}, {"line", message.line}});
    if (message.at) one.set("at", message.at->ms);
    messages.push(std::move(one));
  }
  for (const std::string& tag : made.tags) tags.push(tag);
  return Json::object({{"id", made.id}, {"customer", made.customer}, {"verified", made.verified}, {"intent", made.intent}, {"resolution", made.resolution},
                       {"sentiment", made.sentiment}, {"tags", std::move(tags)}, {"messages", std::move(messages)}, {"line", made.line}});
}

PastConversation past_conversation(const Json& json) {
  PastConversation made{json.text_or("id"), json.text_or("customer"), json.boolean_or("verified"), json.text_or("intent"), json.text_or("resolution"),
                        json.text_or("sentiment"), {}, {}, 0, static_cast<std::size_t>(json.integer_or("line"))};
  if (const auto* tags = json["tags"].items())
    for (const Json& tag : *tags)
      if (tag.text()) made.tags.push_back(*tag.text());
  if (const auto* messages = json["messages"].items())
    for (const Json& one : *messages) {
      PastMessage message;
      message.by = static_cast<PastSpeaker>(one.integer_or("by"));
      if (const auto at = one["at"].integer()) message.at = Instant{*at};
      message.text = one.text_or("text");
      message.name = one.text_or("name");
      message.tool = one.text_or("tool");
      message.arguments = one["arguments"];
      message.result = one["result"];
      message.line = static_cast<std::size_t>(one.integer_or("line"));
      made.messages.push_back(std::move(message));
    }
  return made;
}

}  // namespace handrail
