#include "engine/turn/wish_left.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/meaning/matter.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

// "Forget W1003": what a wish that waits is for is left out.
const HeldUp* wish_left_out(const InRun& in) {
  for (const SpeechAct& one : in.reading.acts) {
    if (one.act != speech::exclude) continue;
    const std::string value = one.what.substr(one.what.find(' ') + 1);
    const auto is_for_it = [&](const HeldUp& wish) { return wish.turn.text.find(value) != std::string::npos; };
    if (const auto wish = std::ranges::find_if(in.state.held_up, is_for_it); wish != in.state.held_up.end()) return &*wish;
  }
  return nullptr;
}

}  // namespace

const HeldUp* left_of_held_up(const InRun& in, bool leaves) {
  if (in.state.held_up.empty() || does(in.reading, speech::keep_going)) return nullptr;
  if (const HeldUp* wish = wish_left_out(in)) return wish;
  if (!leaves) return nullptr;
  const std::vector<std::string> said = telling_words(in.text), own = own_matter(in.live, in.run);
  const HeldUp* meant = nullptr;
  std::vector<std::string> of_wishes;
  for (const HeldUp& wish : in.state.held_up) {
    std::vector<std::string> matter = matter_of_intent(in.live, wish.turn.reading->intent);
    for (std::string& word : telling_words(wish.turn.text)) matter.push_back(std::move(word));
    if (speaks_of(said, matter, own)) meant = &wish;
    of_wishes.insert(of_wishes.end(), matter.begin(), matter.end());
  }
  if (meant) return meant;
  return speaks_of(said, own, of_wishes) || in.names_own_object() ? nullptr : &in.state.held_up.back();
}

}  // namespace handrail
