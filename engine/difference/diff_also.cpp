// What is different beside decisions: each thing of a bundle is described part by part; things are matched by name, those that only one version has by what
// they are.
#include <algorithm>
#include <map>

#include "engine/difference/described.hpp"
#include "engine/difference/diff.hpp"

namespace handrail {
namespace {

const Described* find(const std::vector<Described>& all, const Described& wanted) {
  const auto found = std::ranges::find_if(all, [&](const Described& one) { return one.kind == wanted.kind && one.name == wanted.name; });
  return found == all.end() ? nullptr : &*found;
}

// A list as what came and what went, where it is long; a text as it was and is.
void changed_part(const Described& thing, const Part& was, const Part& is, std::vector<AlsoChanged>& also) {
  if (was == is) return;
  if (is.what == "content") return also.push_back({thing.kind, thing.name, "changed", "", ""});
  if (was.list.empty() && is.list.empty()) return also.push_back({thing.kind, thing.name, is.what, was.text, is.text});
  std::vector<std::string> came, went;
  for (const std::string& one : is.list)
    if (std::ranges::find(was.list, one) == was.list.end()) came.push_back(one);
  for (const std::string& one : was.list)
    if (std::ranges::find(is.list, one) == is.list.end()) went.push_back(one);
  const auto told = [](const std::vector<std::string>& list, std::size_t all) {
    std::string text = std::to_string(all);
    for (std::size_t i = 0; i < std::min<std::size_t>(list.size(), 3); ++i) text += (i == 0 ? ", among them " : ", ") + list[i];
    return list.size() > 3 ? text + ", …" : text;
  };
  also.push_back({thing.kind, thing.name, came.empty() && went.empty() ? is.what + " (in another order)" : is.what, told(went, was.list.size()), told(came, is.list.size())});
}

void changed(const Described& was, const Described& is, std::vector<AlsoChanged>& also) {
  for (const Part& part : is.parts) {
    const auto there = std::ranges::find(was.parts, part.what, &Part::what);
    changed_part(is, there == was.parts.end() ? Part{part.what, "", {}, {}} : *there, part, also);
  }
  for (const Part& part : was.parts)
    if (std::ranges::find(is.parts, part.what, &Part::what) == is.parts.end()) changed_part(is, part, {part.what, "", {}, {}}, also);
}

}  // namespace

std::vector<AlsoChanged> diff_also(const Bundle& before, const Bundle& after) {
  const std::vector<Described> old_things = describe_bundle(before), new_things = describe_bundle(after);
  std::vector<AlsoChanged> also;
  std::vector<const Described*> gone;
  for (const Described& thing : old_things)
    if (!find(new_things, thing)) gone.push_back(&thing);
  for (const Described& thing : new_things) {
    if (const Described* was = find(old_things, thing)) {
      changed(*was, thing, also);
      continue;
    }
    const auto renamed = std::ranges::find_if(gone, [&](const Described* one) { return one->kind == thing.kind && one->parts == thing.parts && one->same == thing.same; });
    if (renamed == gone.end()) {
      also.push_back({thing.kind, thing.name, "added", "", thing.does});
      continue;
    }
    also.push_back({thing.kind, (*renamed)->name, "renamed", (*renamed)->name, thing.name});
    gone.erase(renamed);
  }
  for (const Described* thing : gone) also.push_back({thing->kind, thing->name, "removed", thing->does, ""});
  std::ranges::stable_sort(also, {}, [](const AlsoChanged& one) { return rank_of_kind(one.kind); });
  return also;
}

}  // namespace handrail
