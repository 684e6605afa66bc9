// Every constant of engine/base/limits.hpp is asked at the limit and one over: by the test that this table names. Waits are asked with small ones in their
// place ("a server begins with the limits of the house" holds the two together).
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "tests/catch.hpp"

namespace {

struct Asked { const char* constant; const char* file; const char* test; };

constexpr Asked asked[] = {
    {"http_body_bytes", "unit/adapters/server/wire_test.cpp", "a body may be as long as its limit, announced or in chunks, and not one byte longer"},
    {"http_header_bytes", "unit/adapters/server/wire_test.cpp", "a header may be as long as its limit and not one byte longer"},
    {"http_target_bytes", "unit/adapters/server/wire_test.cpp", "a target may be as long as its limit and not one byte longer"},
    {"connections", "unit/adapters/server/server_test.cpp", "one connection over the limit is told to come back"},
    {"turns_at_once", "unit/adapters/server/server_test.cpp", "one running request over the limit is told to come back, and reading goes on"},
    {"burst_messages", "limits/burst_and_contacts_test.cpp", "one message more than a burst may have waits for a turn of its own"},
    {"burst_quiet_max", "limits/burst_and_contacts_test.cpp", "a quiet time waits for the next message, and no longer than the longest"},
    {"contacts", "limits/burst_and_contacts_test.cpp", "the contacts of a verified customer are facts, the last five of them, and of nobody else"},
    {"tickets", "limits/burst_and_contacts_test.cpp", "the contacts of a verified customer are facts, the last five of them, and of nobody else"},
    {"conversations_looked_at", "limits/burst_and_contacts_test.cpp", "the contacts of a verified customer are facts, the last five of them, and of nobody else"},
    {"hidden_text_bytes", "unit/adapters/reading/urgency_language_test.cpp", "so much of a message's base64 is read in clear, and no more"},
    {"answers_kept", "limits/turn_limits_test.cpp", "a message that comes again is answered again as it was, also when the state has let go of its answer"},
    {"messages_waiting_per_conversation", "limits/turn_limits_test.cpp", "as many strands wait for a conversation as the limit, and one more is refused at once"},
    {"request_header_wait", "unit/adapters/server/wire_test.cpp", "a header or a body that does not arrive in time is 408"},
    {"request_body_wait", "unit/adapters/server/wire_test.cpp", "a header or a body that does not arrive in time is 408"},
    {"keep_alive", "unit/adapters/server/wire_test.cpp", "a header or a body that does not arrive in time is 408"},
    {"response_write_wait", "limits/http_limits_test.cpp", "a client that does not read its answers frees its place"},
    {"event_heartbeat", "unit/adapters/server/events_test.cpp", "a quiet stream says that it is alive"},
    {"close_wait", "limits/http_limits_test.cpp", "a refused client that stays frees its place after its wait"},
    {"close_drain_bytes", "limits/http_limits_test.cpp", "a refused client may send as much as the limit while it reads its answer, and not without end"},
    {"stop_wait", "unit/adapters/server/server_test.cpp", "a turn that outlasts the stop is cut"},
    {"turn_deadline", "limits/turn_limits_test.cpp", "a tool is asked while it can still answer within the turn's deadline, and not a moment later"},
    {"answer_wait", "unit/adapters/server/server_test.cpp", "a turn that takes too long is 504, and its late end harms nobody"},
    {"json_depth", "unit/adapters/server/bad_input_test.cpp", "a body that is no JSON of ours is 400 with line and column"},

    {"message_bytes", "limits/turn_limits_test.cpp", "a message's text may be as long as its limit, whoever brings it"},
    {"id_bytes", "contracts/store_contract.hpp", "a batch without events, without an id or with too long an id is refused"},
    {"context_bytes", "unit/adapters/server/bad_input_test.cpp", "a message's text and context may be as long as their limits and not one byte longer"},
    {"reply_bytes", "limits/turn_limits_test.cpp", "a reply may be as long as its limit, and a longer one is cut at the end of a character"},
    {"wishes_waiting", "unit/engine/journal/fold_test.cpp", "as many wishes wait as the limit, and one more is not kept"},
    {"runs_at_once", "unit/engine/journal/fold_test.cpp", "as many runs are open at once as the limit, and one more is not begun beside them"},
    {"working_memory_messages", "limits/turn_limits_test.cpp", "the working memory holds as many lines as its limit, the latest"},
    {"events_per_conversation", "contracts/store_contract.hpp", "a conversation holds as many events as the limit says, and not one more"},
    {"events_for_people", "limits/turn_limits_test.cpp", "a conversation is handed to a person while there is room for people, and not one event before"},
    {"pieces_per_commit", "limits/tools_limits_test.cpp", "as many pieces share a commit as the limit, and one more begins the next"},
    {"lookups_per_call", "limits/turn_limits_test.cpp", "the gate looks up as much as its limit for one call, and what it does not look up it does not know"},

    {"tool_arguments_bytes", "limits/turn_limits_test.cpp", "a call's arguments may be as long as their limit and not one byte longer"},
    {"tool_result_bytes", "limits/turn_limits_test.cpp", "a tool's result may be as long as its limit, and a longer one is left out"},
    {"schema_bytes", "unit/engine/schema/schema_test.cpp", "a schema has at most its bytes and its levels"},
    {"schema_depth", "unit/engine/schema/schema_test.cpp", "a schema has at most its bytes and its levels"},
    {"schema_steps", "unit/engine/schema/schema_test.cpp", "a check ends: by its steps and by its levels"},
    {"schema_issues", "unit/engine/schema/schema_test.cpp", "as many issues are told as the limit"},
    {"tool_deadline", "unit/adapters/tools/faults_test.cpp", "a slow shop answers late, and past the deadline nobody can say"},
    {"tool_services", "limits/service_limits_test.cpp", "as many services as the limit do tools, and not one more"},
    {"tool_attempts", "unit/adapters/remote_tools/remote_tools_test.cpp", "each answer means one thing to a call that acts and one to a look-up"},
    {"service_answer_bytes", "unit/adapters/http/client_test.cpp", "an answer's body may be as long as its limit and not one byte longer, announced or in chunks"},
    {"service_connections", "unit/adapters/http/client_test.cpp", "as many connections at once as the limit, and the next call waits in line for one"},
    {"service_connect_wait", "unit/adapters/http/client_test.cpp", "a name or a connection that is not there within the connect wait is a timeout of what was not sent"},
    {"service_idle", "unit/adapters/http/client_test.cpp", "an idle connection is used again while it is young, by what must not be sent twice only when it was in use a moment ago"},
    {"service_idle_for_acts", "unit/adapters/http/client_test.cpp", "an idle connection is used again while it is young, by what must not be sent twice only when it was in use a moment ago"},
    {"secret_bytes", "limits/service_limits_test.cpp", "a secret is as long as its limit and not one byte longer, whoever holds it"},

    {"shop_records", "limits/tools_limits_test.cpp", "a shop has as many records of a kind as its limit and not one more"},
    {"shop_parts", "limits/tools_limits_test.cpp", "an order has as many items, and an item as high a price, as their limits"},
    {"shop_amount_minor", "limits/tools_limits_test.cpp", "an order has as many items, and an item as high a price, as their limits"},

    {"policy_file_bytes", "unit/dsl/hostile_text_test.cpp", "a file has at most as many bytes as the limit"},
    {"bundle_files", "limits/bundle_limits_test.cpp", "a bundle has as many files as its limit and not one more"},
    {"bundle_bytes", "limits/bundle_limits_test.cpp", "a bundle has as many bytes as its limit and not one more, and no more than that is read"},
    {"diagnostics", "limits/bundle_limits_test.cpp", "as many findings are told as the limit, and then that there are more"},
    {"expression_depth", "unit/dsl/expressions_test.cpp", "parentheses nest as deep as the limit, and one deeper is refused"},
    {"statement_parts", "unit/dsl/hostile_text_test.cpp", "a clause has at most as many parts as the limit"},
    {"condition_pattern_bytes", "unit/dsl/list_conditions_test.cpp", "a pattern has as many bytes as its limit and not one more"},
    {"condition_pattern_memory_bytes", "unit/dsl/list_conditions_test.cpp", "a pattern that needs more memory than its limit is refused"},
    {"declarations", "limits/bundle_limits_test.cpp", "a bundle declares as much as its limit and not one block more"},

    {"lua_memory_bytes", "unit/workflows/lua/escape_test.cpp", "memory within its limit serves and beyond does not"},
    {"lua_instructions", "unit/workflows/lua/escape_test.cpp", "a script within its instructions runs and one beyond does not"},
    {"lua_steps", "unit/workflows/runtime/runner_test.cpp", "a workflow takes as many steps as its limit and no more"},
    {"lua_said_bytes", "limits/workflow_limits_test.cpp", "a workflow says as much as its limit and not one byte more"},
    {"lua_steps_bytes", "limits/workflow_limits_test.cpp", "a workflow hands the desk as much as its limit and no more"},
    {"lua_name_bytes", "limits/workflow_limits_test.cpp", "the name of a fact is as long as its limit and not one byte longer"},
    {"lua_wait", "limits/workflow_limits_test.cpp", "a workflow waits as long as its limit and not a moment longer"},
    {"lua_script_bytes", "unit/workflows/lua/escape_test.cpp", "a script is at most as long as its limit"},
    {"lua_required_scripts", "unit/workflows/source/required_scripts_test.cpp", "as many scripts are required as the limit, and one more is told"},
    {"lua_require_depth", "unit/workflows/source/required_scripts_test.cpp", "scripts require one another as deep as the limit, and one deeper is told"},
    {"lua_required_name_bytes", "unit/workflows/source/required_scripts_test.cpp", "the name of a script is as long as its limit and not one byte longer"},
    {"lua_text_bytes", "unit/workflows/lua/escape_test.cpp", "string bombs are refused before they are built"},
    {"lua_value_depth", "unit/workflows/lua/conversion_test.cpp", "a value may be as deep as its limit and no deeper"},
    {"lua_value_bytes", "unit/workflows/lua/conversion_test.cpp", "a value may be as large as its limit and no larger"},
    {"lua_pattern_steps", "limits/tools_limits_test.cpp", "a pattern takes as many steps as it is given and not one more"},
    {"lua_values", "unit/workflows/lua/escape_test.cpp", "values cannot be multiplied through varargs"},
    {"lua_call_arguments", "limits/tools_limits_test.cpp", "a script's function takes as many arguments as the limit and not one more"},

    {"proof_budget", "unit/engine/proof/proof_test.cpp", "a low budget says that nothing was proved, and nothing is claimed"},
    {"proof_budgets", "unit/engine/proof/proof_test.cpp", "what all questions take together has an end, and the rest is called not proven"},
    {"proof_regions", "unit/engine/proof/analyses_test.cpp", "as many regions are told as the limit, and one more is said to be there"},
    {"diff_areas", "unit/engine/difference/diff_limits_test.cpp", "as many areas of an edit are told as the limit, and that there are more"},
    {"diff_lesser_areas", "unit/engine/difference/diff_limits_test.cpp", "of what is offered instead as many areas are told as its limit"},
    {"sample_moment", "unit/engine/difference/diff_limits_test.cpp", "a sample happens at the one moment where no rule asks for another"},
    {"proof_condition_parts", "unit/engine/proof/large_conditions_test.cpp", "parts that cannot be tried are asked about up to a limit, and of the others it is said how many they are"},
    {"turnings_tried", "unit/engine/cases/explain_test.cpp", "the search for a turning change stops at its limit"},
    {"turning_changes", "unit/engine/cases/explain_test.cpp", "of very many intents only as many are tried as the limit says"},
    {"turning_items", "unit/engine/cases/explain_test.cpp", "of a long list the first items are tried alone, as many as the limit says"},
    {"generated_cases", "unit/engine/proof/generate_test.cpp", "no more cases are written than the limit says"},
    {"sample_evaluations", "unit/engine/proof/concrete_test.cpp", "the search for a sample's lists and texts ends at its limit, and what is open is said"},
    {"sample_models", "unit/engine/proof/concrete_test.cpp", "as many of the solver's cases are tried as the limit says, and then the guarantee is not proven"},
    {"sample_values", "unit/engine/proof/generate_test.cpp", "an entry that takes more values than are tried is reckoned, and one that there cannot be is left, and said to be"},
    {"pipeline_line_bytes", "limits/bundle_limits_test.cpp", "a line of a pipeline may be as long as its limit, and a longer one is one bad line"},
    {"page_items", "limits/http_limits_test.cpp", "a reply of an agent and a page may be as long as their limits"},
    {"publish_named", "unit/engine/publish/publish_test.cpp", "publishing moves what is safe, each on its own record, and counts what is not by its reason"},

    {"classified_bytes", "unit/adapters/reading/intents_test.cpp", "the intent is read from the first page of a long message, and from many threads alike"},
    {"reading_intents", "limits/reading_limits_test.cpp", "a bundle has as many intents, examples, phrases, patterns and choices as their limits, and not one more"},
    {"reading_examples", "limits/reading_limits_test.cpp", "a bundle has as many intents, examples, phrases, patterns and choices as their limits, and not one more"},
    {"reading_phrases", "limits/reading_limits_test.cpp", "a bundle has as many intents, examples, phrases, patterns and choices as their limits, and not one more"},
    {"reading_patterns", "limits/reading_limits_test.cpp", "a bundle has as many intents, examples, phrases, patterns and choices as their limits, and not one more"},
    {"pattern_memory_bytes", "limits/reading_limits_test.cpp", "a pattern that needs more memory than its limit does not compile"},
    {"entity_claims", "limits/reading_limits_test.cpp", "one message claims as many entities as its limit, the first"},
    {"pattern_matches", "limits/reading_limits_test.cpp", "one pattern finds as many matches in a message as its limit"},

    {"knowledge_query_words", "limits/reading_limits_test.cpp", "of a long question as many words are looked for as the limit, the first of equally rare ones"},
    {"passages", "limits/reading_limits_test.cpp", "a search gives as many passages as its limit"},
    {"article_bytes", "unit/adapters/knowledge/html_test.cpp", "an article is as large as the limit says and no larger"},
    {"knowledge_passages", "unit/adapters/knowledge/articles_test.cpp", "a bundle has as many passages as the limit says"},
    {"html_depth", "unit/adapters/knowledge/html_test.cpp", "elements nest as deep as the limit says and no deeper"},
    {"html_tag_parts", "unit/adapters/knowledge/html_test.cpp", "a tag has as many parts as the limit says and no more"},
    {"synonym_lines", "unit/adapters/knowledge/articles_test.cpp", "synonyms have as many lines, ways and words as their limits"},
    {"synonym_words", "unit/adapters/knowledge/articles_test.cpp", "synonyms have as many lines, ways and words as their limits"},
    {"synonym_ways", "unit/adapters/knowledge/articles_test.cpp", "synonyms have as many lines, ways and words as their limits"},
    {"knowledge_postings", "unit/adapters/knowledge/index_test.cpp", "one search reads as much of the index as the limit says"},
    {"knowledge_candidates", "unit/adapters/knowledge/index_test.cpp", "one search looks at as many passages as the limit says"},

    {"import_row_bytes", "unit/engine/app/past_rows_test.cpp", "a row may be as long as its limit, and a longer one is told with its line"},
    {"import_messages", "unit/engine/past/record_past_test.cpp", "a conversation may have as many messages as the limit and not one more, and one without its customer is refused"},
};

std::string read(const std::string& path) {
  std::ifstream in(std::string(HANDRAIL_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::set<std::string> declared() {
  static const std::regex constant(R"(inline constexpr \S+ (\w+) = )");
  const std::string text = read("engine/base/limits.hpp");
  std::set<std::string> names;
  for (std::sregex_iterator it(text.begin(), text.end(), constant), end; it != end; ++it) names.insert((*it)[1]);
  return names;
}

}  // namespace

TEST_CASE("every limit is asked by a test, and every test of the table is there") {
  std::set<std::string> named;
  for (const Asked& one : asked) {
    INFO(one.constant << ": " << one.file << ": " << one.test);
    CHECK(named.insert(one.constant).second);
    CHECK(read(std::string("tests/") + one.file).find(std::string("\"") + one.test + "\"") != std::string::npos);
  }
  CHECK(named == declared());
  CHECK(declared().size() > 50);
}

TEST_CASE("every limit is enforced somewhere") {
  namespace fs = std::filesystem;
  static const std::regex use(R"(limits::(\w+))");
  std::set<std::string> used;
  for (const char* layer : {"engine", "dsl", "workflows", "adapters"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(HANDRAIL_SOURCE_DIR) / layer)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) {
        const std::string code = line.substr(0, line.find("//"));
        if (code.find("limits::") != std::string::npos)
          for (std::sregex_iterator it(code.begin(), code.end(), use), end; it != end; ++it) used.insert((*it)[1]);
      }
    }
  for (const std::string& name : declared()) {
    INFO(name);
    CHECK(used.contains(name));
  }
}

TEST_CASE("every limit has its reason beside it") {
  static const std::regex bare(R"(inline constexpr [^;]+;\s*(\n|$))");
  const std::string text = read("engine/base/limits.hpp");
  for (std::sregex_iterator it(text.begin(), text.end(), bare), end; it != end; ++it) {
    INFO(it->str());
    CHECK(false);
  }
}
