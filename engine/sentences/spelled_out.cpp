#include "engine/sentences/spelled_out.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> whole_words{{
    {"can't", "can not"}, {"cant", "can not"}, {"cannot", "can not"}, {"won't", "will not"}, {"wont", "will not"}, {"dont", "do not"}, {"doesnt", "does not"}, {"didnt", "did not"},
    {"donot", "do not"}, {"let's", "let us"}, {"lets", "let us"}, {"nevermind", "never mind"}, {"nvm", "never mind"}, {"im", "i am"}, {"wanna", "want to"}, {"pls", "please"},
}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> endings{{
    {"n't", " not"}, {"'ll", " will"}, {"'d", " would"}, {"'ve", " have"}, {"'m", " am"}, {"'re", " are"}, {"'s", " is"},
}};

}  // namespace

std::vector<std::string> spelled_out(std::string_view piece) {
  std::string low = lower_ascii(piece);
  for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");
  std::vector<std::string> found;
  const auto add = [&](std::string_view written) {
    for (const std::string_view word : split(written, ' '))
      if (!word.empty()) found.emplace_back(word);
  };
  for (const std::string_view word : words(low)) {
    const auto whole = std::find_if(whole_words.begin(), whole_words.end(), [&](const auto& one) { return one.first == word; });
    const auto end = std::find_if(endings.begin(), endings.end(), [&](const auto& one) { return word.size() > one.first.size() && word.ends_with(one.first); });
    if (whole != whole_words.end()) add(whole->second);
    else if (end != endings.end()) add(std::string(word.substr(0, word.size() - end->first.size())) + std::string(end->second));
    else add(word);
  }
  return found;
}

}  // namespace handrail
