#include "engine/app/import_mapping.hpp"

#include <filesystem>

#include "engine/app/setting_nodes.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

tl::unexpected<Error> wrong(const std::string& file, const toml::node& node, const std::string& what) {
  return fail(ErrorCode::invalid, file + ":" + std::to_string(node.source().begin.line) + ": " + what);
}

class Reading {
 public:
  Reading(std::string file, const toml::table& root) : file_(std::move(file)), root_(root) {}

  Result<PastMapping> run() {
    for (const auto& [name, node] : root_) {
      const std::string table(name.str());
      if (!node.is_table()) return wrong(file_, node, "`" + table + "` stands outside of a table: there are [conversation], [message], [speakers], [intents], [outcomes], [mask]");
      HANDRAIL_TRY_VOID(read_table(table, node, *node.as_table()));
    }
    return whole();
  }

 private:
  Result<void> read_table(const std::string& table, const toml::node& node, const toml::table& keys) {
    if (table == "conversation") return conversation(keys);
    if (table == "message") return message(keys);
    if (table == "speakers") return speakers(keys);
    if (table == "intents") return intents(keys);
    if (table == "outcomes") return outcomes(keys);
    if (table == "mask") return masking(keys);
    return wrong(file_, node, "[" + table + "] is not known: there are [conversation], [message], [speakers], [intents], [outcomes], [mask]");
  }

  Result<PastMapping> whole() {
    if (made_.shape == PastMapping::Shape::message_per_row && made_.columns.conversation.empty())
      return fail(ErrorCode::invalid, file_ + ": [conversation] id names the column that keeps messages of one conversation together");
    if (made_.shape == PastMapping::Shape::text_per_row && made_.speakers.empty())
      return fail(ErrorCode::invalid, file_ + ": [speakers] says by which words the parts of the text begin: customer = [\"user\"], agent = [\"assistant\"]");
    if (made_.shape != PastMapping::Shape::text_per_row && (made_.columns.by.empty() || made_.columns.text.empty()))
      return fail(ErrorCode::invalid, file_ + ": [message] says in which columns a message has its speaker (`by`) and its words (`text`)");
    return std::move(made_);
  }

  Result<std::string> text(const std::string& key, const toml::node& node) {
    const auto value = node.value<std::string>();
    if (!value || !node.is_string()) return wrong(file_, node, "`" + key + "` is a text in quotes");
    return *value;
  }

  Result<std::vector<std::string>> texts(const std::string& key, const toml::node& node) {
    std::vector<std::string> all;
    if (node.is_string()) return std::vector{*node.value<std::string>()};
    if (!node.is_array()) return wrong(file_, node, "`" + key + "` is a list of texts in quotes");
    for (const auto& one : *node.as_array()) {
      HANDRAIL_TRY(std::string value, text(key, one));
      all.push_back(std::move(value));
    }
    return all;
  }

  Result<void> column(const std::string& key, const toml::node& node, std::initializer_list<std::pair<const char*, std::string*>> known) {
    for (const auto& [name, into] : known)
      if (key == name) {
        HANDRAIL_TRY(*into, text(key, node));
        return {};
      }
    std::vector<std::string> names;
    for (const auto& [name, into] : known) names.emplace_back(name);
    return wrong(file_, node, "`" + key + "` is not known here; there are " + english_list(names));
  }

  Result<void> conversation(const toml::table& keys) {
    PastMapping::Columns& c = made_.columns;
    for (const auto& [name, node] : keys) {
      const std::string key(name.str());
      if (key == "customer_ids") {
        HANDRAIL_TRY(const std::string how, text(key, node));
        if (how != "hashed" && how != "kept") return wrong(file_, node, "`customer_ids` is \"hashed\" or \"kept\"");
        made_.keep_customers = how == "kept";
      } else if (key == "verified" && node.is_boolean()) {
        made_.all_verified = *node.value<bool>();
      } else {
        HANDRAIL_TRY_VOID(column(key, node, {{"id", &c.conversation}, {"customer", &c.customer}, {"verified", &c.verified}, {"intent", &c.intent}, {"resolution", &c.resolution},
                                             {"sentiment", &c.sentiment}, {"tags", &c.tags}}));
      }
    }
    return {};
  }

  Result<void> message(const toml::table& keys) {
    PastMapping::Columns& c = made_.columns;
    for (const auto& [name, node] : keys) {
      const std::string key(name.str());
      if (key == "list" || key == "in_one_text") {
        HANDRAIL_TRY(made_.messages, text(key, node));
        made_.shape = key == "list" ? PastMapping::Shape::list_per_row : PastMapping::Shape::text_per_row;
      } else if (key == "starts") {
        const std::string spelled = node.is_string() ? *node.value<std::string>() : "";
        const auto at = parse_time(spelled);
        if (!at) return wrong(file_, node, "`starts` is a time like \"2026-01-05T09:00:00Z\"");
        made_.starts = *at;
      } else if (key == "every") {
        HANDRAIL_TRY(const std::string spelled, text(key, node));
        const auto every = parse_duration(spelled);
        if (!every || every->ms <= 0) return wrong(file_, node, "`every` is a time like \"1 minute\"");
        made_.every = *every;
      } else if (key == "separator") {
        HANDRAIL_TRY(const std::string spelled, text(key, node));
        if (spelled.size() != 1 || spelled == "\"") return wrong(file_, node, "`separator` is one character, like \";\"");
        made_.separator = spelled.front();
      } else {
        HANDRAIL_TRY_VOID(column(key, node, {{"at", &c.at}, {"by", &c.by}, {"text", &c.text}, {"name", &c.name},
                                             {"tool", &c.tool}, {"arguments", &c.arguments}, {"result", &c.result}}));
      }
    }
    return {};
  }

  Result<void> speakers(const toml::table& keys) {
    static const std::map<std::string, PastSpeaker> known = {
        {"customer", PastSpeaker::customer}, {"agent", PastSpeaker::agent}, {"bot", PastSpeaker::bot}, {"tool", PastSpeaker::tool}, {"left_out", PastSpeaker::nobody}};
    for (const auto& [name, node] : keys) {
      const auto who = known.find(std::string(name.str()));
      if (who == known.end()) return wrong(file_, node, "`" + std::string(name.str()) + "` is no speaker; there are customer, agent, bot, tool, left_out");
      HANDRAIL_TRY(const auto words, texts(who->first, node));
      for (const std::string& word : words) made_.speakers[lower_ascii(word)] = who->second;
    }
    return {};
  }

  Result<void> intents(const toml::table& keys) {
    for (const auto& [name, node] : keys) {
      HANDRAIL_TRY(made_.intents[std::string(name.str())], text(std::string(name.str()), node));
    }
    return {};
  }

  Result<void> outcomes(const toml::table& keys) {
    for (const auto& [name, node] : keys) {
      HANDRAIL_TRY(const std::string word, text(std::string(name.str()), node));
      const auto& words = EnumWords<Outcome>::words;
      const auto found = std::find(std::begin(words), std::end(words), word);
      if (found == std::end(words)) return wrong(file_, node, "`" + word + "` is no outcome; there are " + english_list({std::begin(words), std::end(words)}));
      made_.outcomes[lower_ascii(std::string(name.str()))] = static_cast<Outcome>(found - std::begin(words));
    }
    return {};
  }

  Result<void> masking(const toml::table& keys) {
    for (const auto& [name, node] : keys) {
      const std::string key(name.str());
      if (key == "digits") {
        const auto digits = node.value<std::int64_t>();
        if (!digits || !node.is_integer() || *digits < 0) return wrong(file_, node, "`digits` is a number: runs of so many digits are masked, 0 for none");
        made_.masking.digits = static_cast<std::size_t>(*digits);
      } else if (key == "names") {
        HANDRAIL_TRY(made_.name_columns, texts(key, node));
      } else {
        return wrong(file_, node, "`" + key + "` is not known here; there are digits and names");
      }
    }
    return {};
  }

  std::string file_;
  const toml::table& root_;
  PastMapping made_;
};

}  // namespace

Result<PastMapping> read_import_mapping(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return fail(ErrorCode::not_found, "there is no mapping `" + path + "`");
  HANDRAIL_TRY(const toml::table root, setting::read_file(path));
  return Reading(path, root).run();
}

}  // namespace handrail
