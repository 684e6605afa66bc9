#include "engine/sentences/verb_forms.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace handrail {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 88> irregular{{
    {"became", "become"}, {"began", "begin"}, {"begun", "begin"}, {"bought", "buy"}, {"brought", "bring"}, {"built", "build"}, {"came", "come"}, {"caught", "catch"},
    {"chose", "choose"}, {"chosen", "choose"}, {"cut", "cut"}, {"dealt", "deal"}, {"did", "do"}, {"done", "do"}, {"drew", "draw"}, {"drawn", "draw"}, {"drove", "drive"},
    {"driven", "drive"}, {"fed", "feed"}, {"felt", "feel"}, {"forgot", "forget"}, {"forgotten", "forget"}, {"fought", "fight"}, {"found", "find"}, {"froze", "freeze"},
    {"frozen", "freeze"}, {"gave", "give"}, {"given", "give"}, {"gone", "go"}, {"went", "go"}, {"got", "get"}, {"gotten", "get"}, {"had", "have"}, {"heard", "hear"},
    {"held", "hold"}, {"hid", "hide"}, {"hidden", "hide"}, {"hung", "hang"}, {"kept", "keep"}, {"knew", "know"}, {"known", "know"}, {"laid", "lay"}, {"led", "lead"},
    {"left", "leave"}, {"lent", "lend"}, {"lost", "lose"}, {"made", "make"}, {"meant", "mean"}, {"met", "meet"}, {"paid", "pay"}, {"put", "put"}, {"ran", "run"},
    {"reset", "reset"}, {"said", "say"}, {"saw", "see"}, {"seen", "see"}, {"sent", "send"}, {"resent", "resend"}, {"set", "set"}, {"shown", "show"}, {"shut", "shut"},
    {"sold", "sell"}, {"spent", "spend"}, {"split", "split"}, {"spoke", "speak"}, {"spoken", "speak"}, {"stood", "stand"}, {"stolen", "steal"}, {"stuck", "stick"},
    {"swapped", "swap"}, {"taken", "take"}, {"took", "take"}, {"taught", "teach"}, {"thought", "think"}, {"threw", "throw"}, {"thrown", "throw"}, {"told", "tell"},
    {"tore", "tear"}, {"torn", "tear"}, {"undid", "undo"}, {"undone", "undo"}, {"withdrawn", "withdraw"}, {"withdrew", "withdraw"}, {"won", "win"}, {"wore", "wear"},
    {"worn", "wear"}, {"written", "write"}, {"wrote", "write"},
}};

}  // namespace

std::string_view verb_of_past(std::string_view word) {
  const auto found = std::ranges::find(irregular, word, &std::pair<std::string_view, std::string_view>::first);
  return found == irregular.end() ? std::string_view() : found->second;
}

bool is_past_form(std::string_view word) {
  constexpr std::array past_of_ee{"agreed", "disagreed", "guaranteed", "freed"};   // "need", "proceed", "speed" are none
  if (word.ends_with("eed")) return std::ranges::find(past_of_ee, word) != past_of_ee.end();
  return (word.size() > 3 && word.ends_with("ed")) || !verb_of_past(word).empty();
}

bool is_form_of(std::string_view verb, std::string_view word) {
  constexpr std::string_view endings[] = {"s", "es", "d", "ed", "ing"};
  if (verb.empty()) return false;
  if (word == verb || verb_of_past(word) == verb) return true;
  if (verb.size() < 2 || word.size() <= verb.size() - 1) return false;
  const auto has_ending = [&](std::string_view stem) {
    return word.starts_with(stem) && std::ranges::find(endings, word.substr(stem.size())) != std::end(endings);
  };
  const char last = verb.back();
  if (has_ending(verb)) return true;
  if (last == 'e') return has_ending(verb.substr(0, verb.size() - 1));
  if (last == 'y') return word.starts_with(verb.substr(0, verb.size() - 1)) && (word.substr(verb.size() - 1) == "ies" || word.substr(verb.size() - 1) == "ied");
  return word.size() > verb.size() + 1 && word.starts_with(verb) && word[verb.size()] == last && has_ending(word.substr(0, verb.size() + 1));   // "putting"
}

}  // namespace handrail
