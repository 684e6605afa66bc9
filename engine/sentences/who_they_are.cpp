#include "engine/sentences/who_they_are.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_max = 16;
constexpr std::array accounts{"account", "accounts", "login", "logins", "profile", "registration", "password"};
constexpr std::array negating{"no", "not", "never", "without", "nothing"};
constexpr std::array having{"have", "has", "had", "got", "made", "make", "create", "created", "open", "opened", "set", "need", "own", "registered", "register", "signed", "sign"};
constexpr std::array not_there{"an", "any", "one", "a", "up", "for", "with", "you", "your", "shop", "site", "here", "yet", "ever", "even", "it", "of", "there"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

template <class List>
bool any_among(const std::vector<std::string>& said, const List& list) {
  return std::any_of(said.begin(), said.end(), [&](const std::string& word) { return among(list, word); });
}

// "I don't have an account", "no account here", "I never registered"; not "I can't get into my account".
bool has_no_account(const std::vector<std::string>& said) {
  for (std::size_t at = 0; at < said.size(); ++at) {
    if (!among(negating, said[at])) continue;
    std::size_t next = at + 1;
    while (next < said.size() && (among(having, said[next]) || among(not_there, said[next]))) ++next;
    const bool registers = next > at + 1 && (said[next - 1] == "registered" || said[next - 1] == "register" || said[at + 1] == "registered" || said[at + 1] == "signed");
    if (next < said.size() && among(accounts, said[next])) return true;
    if (registers) return true;
  }
  return false;
}

bool as_a_guest(const std::vector<std::string>& said) {
  for (std::size_t at = 0; at < said.size(); ++at) {
    if (said[at] != "guest") continue;
    const bool as = at > 0 && (said[at - 1] == "as" || (at > 1 && said[at - 1] == "a" && (said[at - 2] == "as" || said[at - 2] == "am" || said[at - 2] == "was")));
    const bool way = at + 1 < said.size() && among(std::array{"checkout", "order", "purchase", "customer", "buyer"}, said[at + 1]);
    if (as || way) return true;
  }
  return false;
}

bool is_name(std::string_view word) {
  return word.size() > 1 && word[0] >= 'A' && word[0] <= 'Z' && std::any_of(word.begin() + 1, word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// "I am Ada Brown", "my name is ada", "this is Ada": in capitals, unless they say that it is their name.
bool gives_a_name(std::string_view text, const std::vector<std::string>& said) {
  for (std::size_t at = 0; at + 1 < said.size(); ++at)
    if (said[at] == "name" && (said[at + 1] == "is" || said[at + 1] == "was")) return at + 2 < said.size();
  const std::vector<std::string_view> written = words(text);
  constexpr std::array leading{"i", "i'm", "im", "am", "it's", "its", "this", "is", "it", "hi", "hello", "but", "me", "name", "here"};
  const auto leads = [&](std::string_view word) { return among(leading, lower_ascii(word)); };
  std::size_t at = 0;
  while (at < written.size() && leads(written[at])) ++at;
  return at > 0 && at < written.size() && written.size() - at <= 8 && is_name(written[at]) && (at + 1 == written.size() || is_name(written[at + 1]));
}

bool gives_an_address(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos;
}

}  // namespace

WhoTheyAre who_they_are(std::string_view text) {
  const std::vector<std::string> said = spelled_out(text);
  if (said.empty() || said.size() > words_max || text.find('?') != std::string_view::npos) return WhoTheyAre::nothing;
  if (has_no_account(said) || as_a_guest(said)) return WhoTheyAre::without_account;
  return gives_an_address(text) || gives_a_name(text, said) ? WhoTheyAre::named : WhoTheyAre::nothing;
}

}  // namespace handrail
