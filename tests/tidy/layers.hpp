// The layers as the root CMakeLists.txt declares them, and what an include may reach: its own layer, the layers that it uses, directly or through
// others, and the third-party libraries that its own layer owns.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <regex>
#include <set>

#include "tests/tidy/repository.hpp"

namespace handrail::tidy {

struct Layer {
  std::vector<std::string> uses, links;
};
using Layers = std::map<std::string, Layer>;   // by folder: "engine/base"

// Reads every `handrail_layer(NAME … USES … LINKS …)`, which may go over several lines.
inline Layers layers_in(const std::string& cmake) {
  Layers layers;
  static const std::regex call(R"(handrail_layer\(([^)]*)\))"), word(R"(\S+)");
  for (std::sregex_iterator it(cmake.begin(), cmake.end(), call), end; it != end; ++it) {
    const std::string inside = (*it)[1];
    std::string part, name;
    Layer layer;
    for (std::sregex_iterator words(inside.begin(), inside.end(), word); words != end; ++words) {
      const std::string text = words->str();
      if (text == "NAME" || text == "USES" || text == "LINKS") part = text;
      else if (part == "NAME") name = text;
      else if (part == "USES") layer.uses.push_back(text);
      else if (part == "LINKS") layer.links.push_back(text);
    }
    layers[name] = layer;
  }
  return layers;
}

// All that a layer may include of the house, itself as well.
inline std::set<std::string> reach_of(const Layers& layers, const std::string& name) {
  std::set<std::string> reached;
  std::vector<std::string> open{name};
  while (!open.empty()) {
    const std::string next = open.back();
    open.pop_back();
    if (!reached.insert(next).second) continue;
    if (const auto layer = layers.find(next); layer != layers.end()) open.insert(open.end(), layer->second.uses.begin(), layer->second.uses.end());
  }
  return reached;
}

// "a uses b uses a" for each layer that reaches itself, and layers that nobody declares.
inline Findings circles_in(const Layers& layers) {
  Findings findings;
  for (const auto& [name, layer] : layers)
    for (const std::string& used : layer.uses) {
      if (!layers.contains(used)) findings.push_back("CMakeLists.txt: `" + name + "` uses `" + used + "`, which is no layer");
      else if (reach_of(layers, used).contains(name)) findings.push_back("CMakeLists.txt: `" + name + "` uses `" + used + "`, which leads back to it");
    }
  return findings;
}

struct Owned { std::string_view header, library; };
inline constexpr std::array<Owned, 19> owned_headers{{{"boost/", "boost_context"}, {"lua.h", "lua"}, {"lauxlib.h", "lua"}, {"lualib.h", "lua"}, {"sqlite3.h", "sqlite"},
                                                      {"re2/", "re2"}, {"nlohmann/", "nlohmann"}, {"simdjson.h", "simdjson"}, {"tao/", "pegtl"}, {"openssl/", "crypto"},
                                                      {"linear.h", "liblinear"}, {"libxml/", "xml2"}, {"libstemmer.h", "stemmer"}, {"CLI/", "cli11"},
                                                      {"toml++/", "tomlplusplus"}, {"date/", "date"}, {"tl/", "expected"}, {"lua.hpp", "lua"},
                                                      {"z3++.h", "z3"}}};
inline constexpr std::array<std::string_view, 8> system_headers{"arpa/", "fcntl.h", "netdb.h", "netinet/", "stdlib.h", "sys/", "unistd.h", "signal.h"};

inline std::optional<std::string> library_of(std::string_view header) {
  for (const Owned& owned : owned_headers)
    if (header == owned.header || (owned.header.ends_with('/') && header.starts_with(owned.header))) return std::string(owned.library);
  return std::nullopt;
}

inline bool of_the_system(std::string_view header) {
  const bool of_c_plus_plus = header.find_first_of("./") == std::string_view::npos;
  return of_c_plus_plus || std::any_of(system_headers.begin(), system_headers.end(), [&](std::string_view known) { return header.starts_with(known); });
}

inline std::string layer_of(std::string_view path) {
  const std::size_t first = path.find('/');
  const std::size_t second = first == std::string_view::npos ? first : path.find('/', first + 1);
  return std::string(path.substr(0, second));
}

inline Findings wrong_includes(const Layers& layers, const File& file) {
  Findings findings;
  static const std::regex include(R"re(^\s*#\s*include\s*(["<])([^">]+)[">].*)re");
  const std::string mine = layer_of(file.path);
  const auto layer = layers.find(mine);
  if (layer == layers.end()) return {at(file, 1, "`" + mine + "` is no layer: no line of CMakeLists.txt declares it")};
  const std::set<std::string> reached = reach_of(layers, mine);
  for (const Line& line : lines_of(file)) {
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_match(line.text.begin(), line.text.end(), match, include)) continue;
    const std::string header = match[2];
    const bool ours = match[1] == "\"";
    const auto library = library_of(header);
    if (ours && !layers.contains(layer_of(header))) {
      findings.push_back(at(file, line.number, "`" + header + "` is of no layer; includes go from the root"));
    } else if (ours && !reached.contains(layer_of(header))) {
      findings.push_back(at(file, line.number, "`" + mine + "` does not use `" + layer_of(header) + "`"));
    } else if (!ours && library && std::find(layer->second.links.begin(), layer->second.links.end(), *library) == layer->second.links.end()) {
      findings.push_back(at(file, line.number, "`<" + header + ">` belongs to the library " + *library + ", which `" + mine + "` does not own"));
    } else if (!ours && !library && !of_the_system(header)) {
      findings.push_back(at(file, line.number, "`<" + header + ">` is of a library that no layer owns"));
    }
  }
  return findings;
}

}  // namespace handrail::tidy
