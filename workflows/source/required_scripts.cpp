#include "workflows/source/required_scripts.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "workflows/source/script_words.hpp"

namespace handrail {

namespace {

using Kind = ScriptWord::Kind;

bool name_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; }

// Parts of letters, digits, `_` and `-` with `/` between them. Without dots no name leads out of the bundle.
bool is_script_name(std::string_view name) {
  if (name.empty() || name.size() > limits::lua_required_name_bytes) return false;
  for (const std::string_view part : split(name, '/'))
    if (part.empty() || !std::ranges::all_of(part, name_letter)) return false;
  return true;
}

struct Require {
  std::optional<std::string> name;   // nothing: worked out when the script runs
  int line = 1;
};

std::vector<Require> requires_in(std::string_view script) {
  if (script.find("require") == std::string_view::npos) return {};   // nearly all scripts
  const std::vector<ScriptWord> words = script_words(script);
  const auto sign = [&](std::size_t i, std::string_view text) { return i < words.size() && words[i].kind == Kind::sign && words[i].text == text; };
  const auto text = [&](std::size_t i) { return i < words.size() && words[i].kind == Kind::text; };
  std::vector<Require> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].kind != Kind::name || words[i].text != "require" || (i > 0 && (sign(i - 1, ".") || sign(i - 1, ":")))) continue;
    if (sign(i + 1, "=") && !sign(i + 2, "=")) continue;   // a field, or a name of the script's own
    if (text(i + 1)) found.push_back({words[i + 1].text, words[i].line});
    else if (sign(i + 1, "(") && text(i + 2) && sign(i + 3, ")")) found.push_back({words[i + 2].text, words[i].line});
    else found.push_back({std::nullopt, words[i].line});
  }
  return found;
}

std::string in_quotes(std::string_view name) { return "\"" + printable(name, 60) + "\""; }

class Closure {
 public:
  Closure(const TextOfPath& text_of, const std::vector<std::string>& scripts) : text_of_(text_of), scripts_(scripts) {}

  Requirements of(const std::string& file) {
    follow(file);
    for (auto& [path, names] : names_) found_.scripts.push_back({std::move(names), path});
    return std::move(found_);
  }

 private:
  void follow(const std::string& file) {
    const std::string* text = text_of_(file);
    if (!text || text->size() > limits::lua_script_bytes) return;   // told by the check of scripts
    under_way_.push_back(file);
    if (under_way_.size() == 1) bytes_ = text->size();
    for (const Require& require : requires_in(*text)) one(file, require);
    under_way_.pop_back();
  }

  void one(const std::string& file, const Require& require) {
    if (!require.name) return issue(file, require, "`require` does not name a script", "write the name out: require \"shared/address\"");
    const std::string& name = *require.name;
    const std::vector<std::string> places = places_of_required(name, file);
    if (places.empty()) return no_name(file, require, name);
    const auto place = std::ranges::find_if(places, [this](const std::string& path) { return text_of_(path) != nullptr; });
    if (place == places.end()) return not_there(file, require, places);
    if (const auto other = meant_.find(name); other != meant_.end() && other->second != *place) {
      return issue(file, require, in_quotes(name) + " is `" + *place + "` here and `" + other->second + "` in another script of this workflow",
                   "write the longer path in both, or name one of them otherwise");
    }
    meant_[name] = *place;
    take(file, require, *place);
  }

  void take(const std::string& file, const Require& require, const std::string& path) {
    if (const auto begun = std::ranges::find(under_way_, path); begun != under_way_.end()) {
      std::string circle;
      for (auto at = begun; at != under_way_.end(); ++at) circle += *at + ", which requires ";
      return issue(file, require, "a script requires itself: " + circle + path, "put what both need into a third script");
    }
    std::vector<std::string>& names = names_[path];
    const bool first = names.empty();
    if (std::ranges::find(names, *require.name) == names.end()) names.push_back(*require.name);
    if (!first) return;
    if (names_.size() > limits::lua_required_scripts || under_way_.size() > limits::lua_require_depth) {
      names_.erase(path);
      const bool many = under_way_.size() <= limits::lua_require_depth;
      return issue(file, require,
                   many ? "a workflow requires more than " + std::to_string(limits::lua_required_scripts) + " scripts"
                        : "scripts require one another more than " + std::to_string(limits::lua_require_depth) + " deep",
                   many ? "put some of them into one" : "require it where the workflow begins, and pass on what it gives");
    }
    bytes_ += text_of_(path)->size();
    if (bytes_ > limits::lua_script_bytes) {
      names_.erase(path);
      return issue(file, require, "with what it requires, the script is larger than " + std::to_string(limits::lua_script_bytes) + " bytes", "split the workflow in two");
    }
    follow(path);
  }

  void not_there(const std::string& file, const Require& require, const std::vector<std::string>& places) {
    for (const std::string& place : places) {
      const auto meant = nearest(place, scripts_);
      if (!meant) continue;
      // As this script would name it: what stands in front of the name in the place stays out.
      const std::size_t before = place.size() - require.name->size() - 4;
      if (meant->size() <= before + 4 || meant->compare(0, before, place, 0, before) != 0) continue;
      return issue(file, require, "there is no script " + in_quotes(*require.name), "did you mean " + in_quotes(meant->substr(before, meant->size() - before - 4)) + "?");
    }
    issue(file, require, "there is no script " + in_quotes(*require.name), "put it into " + english_or(places));
  }

  void no_name(const std::string& file, const Require& require, const std::string& name) {
    std::string help = "name a script of the bundle by its path without `.lua`: require \"shared/address\"";
    if (name.ends_with(".lua") && is_script_name(name.substr(0, name.size() - 4))) help = "write require " + in_quotes(name.substr(0, name.size() - 4));
    std::string slashes = name;
    std::ranges::replace(slashes, '.', '/');
    if (!name.ends_with(".lua") && slashes != name && is_script_name(slashes)) help = "write require " + in_quotes(slashes);
    issue(file, require, in_quotes(name) + " is no name of a script in the bundle", std::move(help));
  }

  static std::string english_or(const std::vector<std::string>& places) {
    std::string words;
    for (const std::string& place : places) words += (words.empty() ? "`" : " or `") + place + "`";
    return words;
  }

  void issue(const std::string& file, const Require& require, std::string message, std::string help) {
    RequireIssue found{file, require.line, std::move(message), std::move(help)};
    if (found_.issues.size() < limits::diagnostics && std::ranges::find(found_.issues, found) == found_.issues.end()) found_.issues.push_back(std::move(found));
  }

  const TextOfPath& text_of_;
  const std::vector<std::string>& scripts_;
  std::vector<std::string> under_way_;                      // the script, what it requires, what that requires, …
  std::map<std::string, std::vector<std::string>> names_;   // by file
  std::map<std::string, std::string> meant_;                // a name means one file in all scripts of a workflow
  std::size_t bytes_ = 0;
  Requirements found_;
};

}  // namespace

std::vector<std::string> places_of_required(std::string_view name, std::string_view required_by) {
  if (!is_script_name(name)) return {};
  const std::string file = std::string(name) + ".lua";
  const std::size_t slash = required_by.rfind('/');
  if (slash == std::string_view::npos) return {file};
  return {std::string(required_by.substr(0, slash + 1)) + file, file};
}

std::vector<std::string> names_required(std::string_view script) {
  std::vector<std::string> names;
  for (Require& require : requires_in(script))
    if (require.name && std::ranges::find(names, *require.name) == names.end()) names.push_back(std::move(*require.name));
  return names;
}

Requirements required_by(const std::string& file, const TextOfPath& text_of, const std::vector<std::string>& scripts) { return Closure(text_of, scripts).of(file); }

std::string hash_of_script(const std::string& file, const std::vector<RequiredScript>& required, const TextOfPath& text_of) {
  const auto text = [&](const std::string& path) {
    const std::string* found = text_of(path);
    return found ? *found : std::string();
  };
  if (required.empty()) return sha256(text(file));
  std::string listing = sha256(text(file));
  for (const RequiredScript& script : required) {
    for (const std::string& name : script.names) listing += sha256(name);
    listing += sha256(script.file) + sha256(text(script.file));
  }
  return sha256(listing);
}

}  // namespace handrail
