// What a tool declares for the time after a crash, at each append at which the process may die, and again in its recovery, with every way in which the call and what follows
// it may go: it happens once or not at all, the record says what happened, and where nobody can say a person is asked.
#include "engine/base/assert.hpp"
#include "tests/catch.hpp"
#include "tests/crash/world.hpp"

using namespace handrail;

namespace {

using Goes = Outside::Mood;

struct Declaration {
  const char* says;
  const char* tool;
  std::vector<const char*> words;
};

const Declaration declarations[] = {
    {"send again with the same key", "process_refund", {"refund W1001, $40 of it", "yes"}},
    {"ask check_voucher(key)", "send_voucher", {"a voucher"}},
    {"stop and ask a person", "close_account", {"close my account", "yes"}},
};

// False: the process was to die at an append that was never reached.
bool play(const Declaration& declaration, Goes first, Goes second, const Deed& death) {
  World world;
  world.perform(next_call(declaration.tool, first));
  world.perform(next_call(declaration.tool, second));
  if (second == Goes::lost_before) world.perform(next_call("check_voucher", Goes::lost_before));   // neither the tool nor the one that is asked answers
  for (std::size_t i = 0; i + 1 < declaration.words.size(); ++i) world.perform(saying(declaration.words[i]));
  world.perform(death);
  world.perform(saying(declaration.words.back()));
  const bool died = world.died();
  world.settle();
  return died;
}

}  // namespace

TEST_CASE("a call that a crash met goes the way that its tool declares, whatever becomes of it, and however often the recovery is killed") {
  int deaths = 0;
  for (const Declaration& declaration : declarations)
    for (const Goes first : {Goes::works, Goes::fails, Goes::lost_before, Goes::lost_after, Goes::too_late})
      for (const Goes second : {Goes::works, Goes::fails, Goes::turned_away, Goes::lost_before, Goes::lost_after})
        for (std::uint32_t append = 0; append < 8; ++append) {
          bool died = true;
          for (const std::uint32_t before : {0u, 1u})
            for (const auto kind : {Deed::Kind::die, Deed::Kind::die_twice}) {
              INFO(declaration.says << ", the call " << static_cast<int>(first) << ", then " << static_cast<int>(second) << ", dies at append " << append + 1
                                    << (before ? " before" : " after")
                                    << (kind == Deed::Kind::die ? "" : ", and in the recovery"));
              if (kind == Deed::Kind::die_twice && before == 1) continue;
              try {
                died = play(declaration, first, second, {kind, append, before, 2});
                deaths += died;
              } catch (const std::exception& broken) {
                FAIL_CHECK(broken.what());
              }
            }
          if (!died) break;
        }
  CHECK(deaths > 500);
}
