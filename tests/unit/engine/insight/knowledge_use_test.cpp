// The articles behind what people found wrong, read off journals that are written here by hand.
#include "engine/insight/knowledge_use.hpp"

#include "tests/catch.hpp"
#include "tests/unit/engine/insight/written_history.hpp"

using namespace handrail;

namespace {

class Written : public WrittenHistory {
 public:
  std::int64_t reply(const std::string& conversation, std::vector<std::string> cites, Speaker by = Speaker::bot) {
    Reply reply{.text = "an answer", .by = by};
    for (std::string& passage : cites) reply.citations.push_back({std::move(passage), "", ""});
    return static_cast<std::int64_t>(say(conversation, Instant{1'000}, event::ReplySent{MessageId("m"), reply, "", "answer", "", "", ""}));
  }
};

}  // namespace

TEST_CASE("a reply that was judged wrong flags each article that it cites, once, with what was said of it last") {
  Written written;
  const std::int64_t first = written.reply("a", {"shipping#1", "shipping#2", "returns#1"});
  written.say("a", Instant{2'000}, event::ReplyJudged{first, "wrong", "ann", "the fee went up", "It is $18."});
  const std::int64_t second = written.reply("b", {"shipping#1"});
  written.say("b", Instant{3'000}, event::ReplyJudged{second, "wrong", "bob", "it is slower", ""});
  const KnowledgeUse use = *knowledge_use(written, std::nullopt);
  REQUIRE(use.judged.size() == 2);
  const JudgedArticle& shipping = use.judged.at("shipping");
  CHECK(shipping.wrong == 2);
  CHECK(shipping.refused + shipping.edited == 0);
  CHECK(shipping.conversation.text + " " + shipping.by + " " + shipping.reason + shipping.correction == "b bob it is slower");
  CHECK(use.judged.at("returns").wrong == 1);
  CHECK(use.judged.at("returns").correction == "It is $18.");
  CHECK(knowledge_use(written, Instant{2'500})->judged.size() == 1);   // only what was said since
}

TEST_CASE("of each person the last word on a reply counts, and of another reply or person says nothing") {
  Written written;
  const std::int64_t reply = written.reply("a", {"shipping#1"});
  const std::int64_t other = written.reply("a", {"warranty#1"});
  written.say("a", Instant{2'000}, event::ReplyJudged{reply, "wrong", "ann", "no", ""});
  written.say("a", Instant{3'000}, event::ReplyJudged{other, "right", "ann", "", ""});
  CHECK(knowledge_use(written, std::nullopt)->judged.count("shipping") == 1);
  written.say("a", Instant{4'000}, event::ReplyJudged{reply, "right", "bob", "", ""});
  CHECK(knowledge_use(written, std::nullopt)->judged.count("shipping") == 1);   // ann still says so
  written.say("a", Instant{5'000}, event::ReplyJudged{reply, "right", "ann", "", ""});
  CHECK(knowledge_use(written, std::nullopt)->judged.empty());
}

TEST_CASE("a judgement of something that is no reply of the assistant's flags nothing") {
  Written written;
  const std::int64_t person = written.reply("a", {"shipping#1"}, Speaker::person);
  written.say("a", Instant{2'000}, event::ReplyJudged{person, "wrong", "ann", "no", ""});
  written.say("a", Instant{2'000}, event::ReplyJudged{77, "wrong", "ann", "no", ""});
  CHECK(knowledge_use(written, std::nullopt)->judged.empty());
}
