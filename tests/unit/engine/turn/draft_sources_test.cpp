// What of the articles a model is shown: a person's name in none of them, and of those for colleagues nothing that reaches anybody.
#include "engine/turn/draft_sources.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

const std::string said = "It was proposed by my friend Jonas Weber. Call us on +1 415 555 0132, write to help@shop.example, or come to 12 Mill Lane.";

reply::DraftSources shown(Veil& veil) {
  reply::DraftSources sources;
  sources.evidence.passages = {{.id = "a#1", .title = "Proposals", .text = said}};
  sources.evidence.background = {{.id = "b#1", .title = "Proposals", .text = said, .audience = Audience::internal}};
  return covered(veil, std::move(sources));
}

}  // namespace

TEST_CASE("an article for everyone keeps what it tells customers, and one for colleagues nothing of a person") {
  Veil veil({"name", "email", "phone", "address"});
  const reply::DraftSources sources = shown(veil);
  const std::string& everyone = sources.evidence.passages[0].text;
  CHECK(everyone == "It was proposed by my friend [name 1] [name 2]. Call us on +1 415 555 0132, write to help@shop.example, or come to 12 Mill Lane.");
  const std::string& colleagues = sources.evidence.background[0].text;
  for (const char* personal : {"Jonas", "Weber", "555", "help@", "Mill"}) {
    INFO(colleagues);
    CHECK(colleagues.find(personal) == std::string::npos);
  }
  CHECK(veil.uncover(everyone) == said);
  CHECK(veil.uncover(colleagues) == said);
}

TEST_CASE("a policy that masks nothing shows the articles as they are") {
  Veil veil({});
  const reply::DraftSources sources = shown(veil);
  CHECK(sources.evidence.passages[0].text == said);
  CHECK(sources.evidence.background[0].text == said);
}
