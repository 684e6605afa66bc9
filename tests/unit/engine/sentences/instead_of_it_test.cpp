// What a message puts in the place of all that it said before.
#include "engine/sentences/instead_of_it.hpp"

#include <string>

#include "tests/rows.hpp"

namespace handrail {
namespace {

struct Row { const char *message, *meant; };

constexpr Row replaced[] = {
    {"I want to cancel. Actually no, freeze it", "freeze it"},
    {"I want to cancel, no wait, just freeze it", "freeze it"},
    {"refund W1001. Sorry, I meant cancel it", "cancel it"},
    {"end it - on second thought, pause it for 4 weeks", "pause it for 4 weeks"},
    {"cancel it. Scratch that. Send it again", "Send it again"},
    {"book yoga. Actually no, pilates. Wait, boxing", "boxing"},
};

constexpr const char* nothing_replaced[] = {
    "cancel it", "no, freeze it", "actually, freeze it", "refund W1001. Actually, also cancel W1003", "freeze it. Wait, one more thing: where is my card", "cancel it. I mean it.",
    "cancel it, sorry", "I want to freeze it, sorry for the trouble", "refund it. No, refund W1001", "", "please hold on", "cancel it. Wait for me",
    "Please refund W1001, sorry. Please cancel W1003", "Cancel W1003, I mean it. Refund W1001 please", "Sorry, cancel W1003. Sorry, refund W1001, it is broken",
    "Please cancel W1003. The lamp broke my heart, I thought it was nicer. Refund W1001 as it is broken", "Cancel W1003. Hold on to the mouse though. Refund W1001.",
    "I want to refund W1001. I thought about it, cancel W1003",
};

// Whether what stands before is not meant, whatever it names; else another thing of its own leaves both standing.
constexpr const char* denying[] = {
    "cancel W1003. Actually no, refund W1001", "cancel W1003. Scratch that, refund W1001", "cancel W1003. Sorry, I meant refund W1001", "cancel W1003 - on second thought, refund W1001",
    "cancel W1003. Wait, refund W1001 instead",
};
constexpr const char* perhaps_beside[] = {"cancel W1003. Wait, refund W1001", "cancel W1003. Actually, refund W1001", "cancel W1003. Hold on, refund W1001"};

TEST_CASE("what is put in the place of all before it is told from what comes to it") {
  test::each_row(replaced, [](const Row& row) {
    const auto found = instead_of_it(row.message);
    REQUIRE(found);
    CHECK(std::string(row.message).substr(found->behind) == row.meant);
    CHECK(found->from < found->behind);
  });
  const auto denies = [](const char* message) {
    const auto found = instead_of_it(message);
    return !found ? "nothing" : found->denies ? "denied" : "perhaps beside";
  };
  test::each_row(nothing_replaced, [&](const char* message) { CHECK(denies(message) == std::string("nothing")); });
  test::each_row(denying, [&](const char* message) { CHECK(denies(message) == std::string("denied")); });
  test::each_row(perhaps_beside, [&](const char* message) { CHECK(denies(message) == std::string("perhaps beside")); });
}

}  // namespace
}  // namespace handrail
