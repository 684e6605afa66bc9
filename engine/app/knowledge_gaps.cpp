// `handrail knowledge gaps`: what customers asked that the knowledge had no answer to, questions of the same words together, and whether it has one today.
#include <algorithm>
#include <iostream>
#include <set>

#include "adapters/knowledge/alike.hpp"
#include "engine/app/knowledge_base_of.hpp"
#include "engine/app/knowledge_commands.hpp"
#include "engine/app/progress_bar.hpp"
#include "engine/app/store_history.hpp"
#include "engine/app/system.hpp"
#include "engine/base/json.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/insight/knowledge_use.hpp"
#include "engine/masking/masking.hpp"
#include "engine/masking/veil.hpp"
#include "engine/policy/freshness.hpp"

namespace handrail {
namespace {

constexpr std::size_t question_bytes_shown = 160;
constexpr std::size_t number_digits = 6;   // a run of so many digits is somebody's number, and no year or amount

struct Gap {
  std::vector<std::string> words;
  std::string question;                 // the first that was asked, masked
  std::string asked;                    // the same as the customer wrote it: what is searched, and shown to nobody
  std::size_t times = 0, conversations = 0;
  Instant last;
  std::vector<std::string> intents;
  std::string now;                      // the passage that answers it today; empty: none
};

// What reaches or names a person goes no further than the journal: who reads this list writes articles, and needs to know nobody. Each is known by its kind alone,
// so that questions of the same words stay together: "send it to [email]".
std::string masked(const std::string& question) {
  Veil veil({"name", "email", "phone", "address"});
  const std::string covered = mask(veil.cover(question), {.digits = number_digits}).text;
  std::string text;
  for (std::size_t at = 0; at < covered.size(); ++at) {   // "[name 2]" is "[name]": which of several says nothing here
    const std::size_t digits = covered[at] == ' ' ? covered.find_first_not_of("0123456789", at + 1) : std::string::npos;
    const bool label = digits != std::string::npos && digits > at + 1 && covered[digits] == ']' && text.rfind('[') != std::string::npos &&
                       text.find_first_of(" ]", text.rfind('[')) == std::string::npos;
    if (label) at = digits;
    text += covered[at];
  }
  for (std::size_t at = text.find("[name] [name]"); at != std::string::npos; at = text.find("[name] [name]", at)) text.erase(at, 7);
  return text;
}

Gap gap_of(const knowledge::Alike& alike, const std::vector<Unanswered>& all, const std::vector<std::string>& masked_questions) {
  const std::size_t first = alike.questions[0];
  Gap gap{.words = alike.words, .question = masked_questions[first], .asked = all[first].question, .times = alike.questions.size()};
  std::set<std::string> conversations, intents;
  for (const std::size_t number : alike.questions) {
    conversations.insert(all[number].conversation.text);
    if (!all[number].intent.empty()) intents.insert(all[number].intent);
    gap.last = std::max(gap.last, all[number].at);
  }
  gap.conversations = conversations.size();
  gap.intents.assign(intents.begin(), intents.end());
  return gap;
}

// What a customer would be told today, in the categories of the one intent that it was asked under.
Result<std::string> answer_today(const Gap& gap, const BundleKnowledge& of, Instant now) {
  KnowledgeQuery query{.text = gap.asked.substr(0, limits::message_bytes), .passages_max = 1, .reviewed_since = quotable_since(of.bundle->program->reply, now)};
  if (gap.intents.size() == 1)
    if (const auto found = of.bundle->program->find_intent(gap.intents[0])) query.categories = of.bundle->program->intents[*found].knowledge;
  HANDRAIL_TRY(const auto passages, search(of, query));
  return passages.empty() ? std::string() : passages[0].id;
}

struct Found { std::vector<Gap> gaps; std::size_t groups = 0, unanswered = 0, answered = 0, unreadable = 0; };

Result<Found> gaps_in(const KnowledgeGapsOptions& options, const BundleKnowledge& of) {
  const Instant now = SystemClock().now();
  HANDRAIL_TRY(const auto history, store_history(options.data.value_or(of.settings.data))());
  const auto since = options.days > 0 ? std::optional(now - days(static_cast<std::int64_t>(options.days))) : std::nullopt;
  ProgressBar progress("reading the journals");
  HANDRAIL_TRY(auto use, knowledge_use(*history, since, [&](std::size_t done, std::size_t all) { progress.show(done, all); }));
  std::vector<std::string> questions;
  for (const Unanswered& one : use.unanswered) questions.push_back(masked(one.question));
  HANDRAIL_TRY(const auto groups, knowledge::grouped(questions));
  Found found{.groups = groups.size(), .unanswered = use.unanswered.size(), .answered = use.answered, .unreadable = use.unreadable};
  for (std::size_t i = 0; i < groups.size() && i < options.groups; ++i) {
    found.gaps.push_back(gap_of(groups[i], use.unanswered, questions));
    HANDRAIL_TRY(found.gaps.back().now, answer_today(found.gaps.back(), of, now));
  }
  return found;
}

void print(const Found& found, std::ostream& out) {
  for (const Gap& gap : found.gaps) {
    out << gap.times << (gap.times == 1 ? " time" : " times") << " in " << gap.conversations << (gap.conversations == 1 ? " conversation" : " conversations") << ", last "
        << format_time(gap.last).substr(0, 10) << ": " << printable(join(gap.words, ", "), 200) << "\n    \"" << printable(gap.question, question_bytes_shown) << "\"\n";
    if (!gap.intents.empty()) out << "    read as " << printable(english_list(gap.intents), 200) << "\n";
    if (!gap.now.empty()) out << "    answered today by " << printable(gap.now, 200) << "\n";
  }
  if (found.groups > found.gaps.size()) out << "and " << found.groups - found.gaps.size() << " more; --groups shows them\n";
  out << found.unanswered << (found.unanswered == 1 ? " question" : " questions") << " found nothing, " << found.answered
      << (found.answered == 1 ? " was" : " were") << " answered from an article\n";
  if (found.unreadable > 0) out << found.unreadable << " conversations could not be read by this program and are left out\n";
}

Json as_json(const Found& found) {
  Json gaps = Json::array();
  for (const Gap& gap : found.gaps) {
    Json words = Json::array(), intents = Json::array();
    for (const std::string& word : gap.words) words.push(word);
    for (const std::string& intent : gap.intents) intents.push(intent);
    Json json = Json::object({{"times", std::int64_t(gap.times)}, {"conversations", std::int64_t(gap.conversations)}, {"words", std::move(words)}, {"question", gap.question},
                              {"intents", std::move(intents)}, {"last", format_time(gap.last)}});
    if (!gap.now.empty()) json.set("answered_today_by", gap.now);
    gaps.push(std::move(json));
  }
  return Json::object({{"gaps", std::move(gaps)}, {"groups", std::int64_t(found.groups)}, {"unanswered", std::int64_t(found.unanswered)},
                       {"answered", std::int64_t(found.answered)}, {"unreadable", std::int64_t(found.unreadable)}});
}

}  // namespace

int knowledge_gaps(const KnowledgeGapsOptions& options, std::ostream& out) {
  const auto of = knowledge_of_folder(options.bundle);
  const auto found = of ? gaps_in(options, *of) : Result<Found>(fail(of.error()));
  if (!found) {
    std::cerr << "handrail: " << found.error().message << "\n";
    return 2;
  }
  if (options.json) out << dump(as_json(*found)) << "\n";
  else print(*found, out);
  return found->unanswered == 0 ? 0 : 1;
}

}  // namespace handrail
