#include "engine/reply/links.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/text.hpp"

namespace handrail::reply {
namespace {

constexpr std::array endings{"com", "org", "net", "io", "co", "app", "dev", "info", "biz", "shop", "store", "example", "test", "help", "support", "online", "site", "xyz", "me", "us", "uk", "de", "eu", "ru", "cn", "fr",
                             "it", "ai", "to", "cc", "ly", "gg", "tv", "link", "click", "top", "live", "pro", "cloud", "tech", "page", "web", "invalid", "local"};
constexpr std::array schemes{"http", "https", "ftp", "javascript", "data", "file", "mailto", "tel", "vbscript"};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool in_host(char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80; }
bool ends_link(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '<' || c == '>' || c == '"' || c == ')' || c == ']' || c == '`'; }

// Behind "scheme:" where one stands at `at`.
std::optional<std::string> scheme_at(std::string_view text, std::size_t at) {
  for (const std::string_view scheme : schemes) {
    const std::string spelled = lower_ascii(text.substr(at, scheme.size() + 1));
    if (spelled.size() == scheme.size() + 1 && spelled.starts_with(scheme) && spelled.back() == ':') {
      const bool slashes = text.substr(at + scheme.size() + 1, 2) == "//";
      const bool opaque = scheme == "javascript" || scheme == "data" || scheme == "vbscript" || scheme == "mailto" || scheme == "tel" || scheme == "file";
      const bool more = at + scheme.size() + 1 < text.size() && !ends_link(text[at + scheme.size() + 1]);
      if (slashes || (opaque && more)) return std::string(scheme);
    }
  }
  return std::nullopt;
}

void read_host(std::string_view text, std::size_t at, Link& link) {
  std::size_t end = at;
  while (end < text.size() && !ends_link(text[end]) && text[end] != '/' && text[end] != '?' && text[end] != '#') ++end;
  std::string_view authority = text.substr(at, end - at);
  if (const std::size_t user = authority.rfind('@'); user != std::string_view::npos) authority = authority.substr(user + 1);   // who is asked stands behind the @
  std::string host = lower_ascii(authority.substr(0, authority.find(':')));
  while (!host.empty() && (host.back() == '.' || host.back() == ',' || host.back() == '!' || host.back() == ';')) host.pop_back();
  link.strange_host = std::any_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) || host.find("xn--") != std::string::npos ||
                      (!host.empty() && std::none_of(host.begin(), host.end(), letter));
  link.host = std::move(host);
}

// "example.com", with a known ending.
bool bare_host(std::string_view word) {
  const std::string_view host = word.substr(0, word.find_first_of("/?#:"));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 2 >= host.size()) return false;
  const std::string ending = lower_ascii(host.substr(dot + 1));
  if (lower_ascii(host).starts_with("www.")) return true;
  return std::find(endings.begin(), endings.end(), ending) != endings.end() && std::all_of(host.begin(), host.end(), in_host);
}

}  // namespace

std::vector<Link> links_in(std::string_view text) {
  std::vector<Link> links;
  for (std::size_t at = 0; at < text.size();) {
    const bool starts = at == 0 || !in_host(text[at - 1]) || text[at - 1] == '.';
    if (!starts || (!in_host(text[at]))) {
      ++at;
      continue;
    }
    Link link{.begin = at};
    std::size_t end = at;
    if (const auto scheme = scheme_at(text, at)) {
      while (end < text.size() && !ends_link(text[end])) ++end;
      link.scheme = *scheme;
      const std::size_t rest = at + scheme->size() + 1;
      if (*scheme == "http" || *scheme == "https" || *scheme == "ftp") read_host(text, rest + 2, link);
      else if (const std::size_t mail = text.substr(rest, end - rest).find('@'); *scheme == "mailto" && mail != std::string_view::npos) read_host(text, rest + mail + 1, link);
    } else {
      while (end < text.size() && !ends_link(text[end]) && text[end] != ',' && text[end] != ';') ++end;
      std::string_view word = text.substr(at, end - at);
      while (!word.empty() && (word.back() == '.' || word.back() == '!' || word.back() == '?' || word.back() == ':')) word.remove_suffix(1);
      end = at + word.size();
      const bool address = word.find('@') != std::string_view::npos;
      if (word.empty() || address || !bare_host(word)) {
        at = std::max(end, at + 1);
        continue;
      }
      read_host(text, at, link);
    }
    link.end = end;
    links.push_back(std::move(link));
    at = std::max(end, at + 1);
  }
  return links;
}

bool below(std::string_view host, std::string_view allowed) {
  return host == allowed || (host.size() > allowed.size() && host.ends_with(allowed) && host[host.size() - allowed.size() - 1] == '.');
}

}  // namespace handrail::reply
