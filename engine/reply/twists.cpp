#include "engine/reply/twists.hpp"

#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {

std::optional<Twist> twist_in(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) {
  if (auto twist = twist_of_figures(held, near, all)) return twist;
  if (auto twist = twist_of_record(held, all)) return twist;
  if (auto twist = twist_of_words(held, near, all)) return twist;
  if (auto twist = twist_of_price(held, near, all)) return twist;
  if (auto twist = twist_of_parts(held, near, all)) return twist;
  if (auto twist = twist_of_what_is_apart(held, near, all)) return twist;
  if (auto twist = twist_of_bounds(held, near, all)) return twist;
  if (auto twist = twist_of_reach(held, near, all)) return twist;
  return twist_of_agreement(held, near, all);
}

}  // namespace handrail::reply
