// include, without, override: which blocks of all that were read make up a bundle.
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

using Words = std::vector<std::string>;

const std::string patience = "trigger \"Patience\"\n  when angry\n  then hand off\n";
const std::string base = patience + "trigger \"Long\"\n  when messages is over 10\n  then offer a person\n";

Words triggers(const Compiled& compiled) {
  Words names;
  if (!compiled.program) return {seen(compiled)};
  for (const Trigger& trigger : compiled.program->triggers) names.push_back(trigger.name + " -> " + std::string(to_text(trigger.then.kind)));
  return names;
}

Words codes(const std::string& text, std::vector<SourceFile> files) { return codes_of(compile_text(text, std::move(files))); }

}  // namespace

TEST_CASE("files below standard/ count only when they are included, all others always") {
  CHECK(triggers(compile_text("", {{"more.policy", patience}, {"standard/x.policy", base}})) == Words{"Patience -> hand off"});
  CHECK(triggers(compile_text("include \"standard/x.policy\"\n", {{"standard/x.policy", base}})) == Words{"Patience -> hand off", "Long -> offer a person"});
}

TEST_CASE("an override takes the place of the included block of its kind and name") {
  const std::string mine = "include \"base.policy\"\noverride trigger \"Patience\"\n  when angry\n  then offer a person\n";
  const Compiled compiled = compile_text(mine, {{"base.policy", base}});
  CHECK(seen(compiled) == "");
  CHECK(triggers(compiled) == Words{"Long -> offer a person", "Patience -> offer a person"});
  CHECK(triggers(compile_text("include \"base.policy\"\n", {{"base.policy", base}, {"other.policy", "override " + patience}})).size() == 2);
}

TEST_CASE("a block that stands once is overridden by its kind alone") {
  const Compiled compiled = compile_text("include \"standard/rules.policy\"\noverride reply rules\n  at most 80 words\n", {{"standard/rules.policy", "reply rules\n  at most 200 words\n"}});
  REQUIRE(seen(compiled) == "");
  CHECK(compiled.program->reply.words_max == 80);
  CHECK(codes("include \"standard/rules.policy\"\nreply rules\n  at most 80 words\n", {{"standard/rules.policy", "reply rules\n  at most 200 words\n"}}) == Words{"P0203"});
}

TEST_CASE("without leaves a block out") {
  CHECK(triggers(compile_text("include \"base.policy\"\n  without trigger \"Long\"\n", {{"base.policy", base}})) == Words{"Patience -> hand off"});
  const Compiled compiled = compile_text("include \"standard/rules.policy\"\n  without reply rules\n", {{"standard/rules.policy", "reply rules\n  at most 200 words\n"}});
  REQUIRE(seen(compiled) == "");
  CHECK(compiled.program->reply.words_max == 150);
  CHECK(triggers(compile_text("include \"base.policy\"\n  without trigger \"Patience\"\n" + patience, {{"base.policy", base}})).size() == 2);
}

TEST_CASE("what is not there cannot be included, overridden or left out") {
  CHECK(codes("include \"bas.policy\"\n", {{"base.policy", base}}) == Words{"P0213"});
  CHECK(codes("include \"standard/none.policy\"\n", {}) == Words{"P0213"});
  CHECK(codes("include \"base.policy\"\n  without trigger \"Lang\"\n", {{"base.policy", base}}) == Words{"P0231"});
  CHECK(codes("override " + patience, {}) == Words{"P0230"});
  CHECK(codes("override " + patience, {{"beside.policy", "signal s\n  phrases \"x\"\n"}}) == Words{"P0230"});
}

TEST_CASE("a block of the same name without the word is told how to take the other's place") {
  const Compiled compiled = compile_text("include \"base.policy\"\n" + patience, {{"base.policy", base}});
  CHECK(codes_of(compiled) == Words{"P0203"});
  CHECK(seen(compiled).find("help: write `override trigger \"Patience\"`") != std::string::npos);
}

TEST_CASE("includes nest, a file beside the including one is found, and circles are harmless") {
  CHECK(triggers(compile_text("include \"standard/a/one.policy\"\n", {{"standard/a/one.policy", "include \"two.policy\"\n"}, {"standard/a/two.policy", "include \"one.policy\"\n" + base}})).size() == 2);
  CHECK(triggers(compile_text("include \"standard/one.policy\"\n", {{"standard/one.policy", "include \"standard/one.policy\"\n" + base}})).size() == 2);
  CHECK(triggers(compile_text("include \"a.policy\"\ninclude \"b.policy\"\n", {{"a.policy", base}, {"b.policy", "include \"a.policy\"\n"}})).size() == 2);
}

TEST_CASE("overrides in an included file count, and give way to those of the bundle itself") {
  const std::string house = "include \"standard/base.policy\"\noverride trigger \"Patience\"\n  when angry\n  then offer a person\n";
  const std::vector<SourceFile> files{{"standard/base.policy", patience}, {"standard/house.policy", house}};
  CHECK(triggers(compile_text("include \"standard/house.policy\"\n", files)) == Words{"Patience -> offer a person"});
  CHECK(triggers(compile_text("include \"standard/house.policy\"\noverride trigger \"Patience\"\n  when angry\n  then refuse\n", files)) == Words{"Patience -> refuse"});
  CHECK(codes("include \"standard/base.policy\"\noverride " + patience + "override " + patience, files) == Words{"P0203"});
}
