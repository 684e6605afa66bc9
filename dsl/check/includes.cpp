#include "dsl/check/includes.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "dsl/check/left_out.hpp"
#include "dsl/check/report.hpp"
#include "dsl/check/symbols.hpp"

namespace handrail::dsl {

namespace {

struct Key {
  std::string kind, name;
  auto operator<=>(const Key&) const = default;
};

template <class Block>
std::string name_of(const Block& block) {
  if constexpr (requires { block.name.text; }) return block.name.text;
  else return "";
}

Key key_of(const Block& block) {
  static constexpr std::string_view kinds[] = {"include", "list", "currency", "conversation", "customer", "context", "role", "entity", "intent", "signal", "trigger",
                                               "confidence", "table", "record", "tool", "workflow", "queue", "route", "reply rules", "rollout", "goals", "guarantee",
                                               "budget", "wording"};
  static_assert(std::size(kinds) == std::variant_size_v<Block>);
  return {std::string(kinds[block.index()]), std::visit([](const auto& one) { return name_of(one); }, block)};
}

Span span_of(const Block& block) {
  return std::visit([](const auto& one) { return one.span; }, block);
}

// As an author writes it: `trigger "Losing patience"`, `signal angry`, `confidence`.
std::string as_written(const Key& key) {
  const bool titled = key.kind == "trigger" || key.kind == "rollout" || key.kind == "guarantee" || key.kind == "wording";
  return key.name.empty() ? key.kind : key.kind + " " + (titled ? "\"" + key.name + "\"" : key.name);
}
std::string described(const Key& key) { return backticked(as_written(key)); }

class Resolving {
 public:
  Resolving(Tree tree, const Sources& sources, Diagnostics& diagnostics) : tree_(std::move(tree)), sources_(sources), report_(diagnostics), gone_(tree_.blocks.size()) {}

  Tree run() {
    tree_.placements.resize(tree_.blocks.size());
    if (nothing_to_do()) return std::move(tree_);
    look_over();
    follow_includes();
    leave_out_files();
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
      if (const auto* include = std::get_if<IncludeBlock>(&tree_.blocks[i]); include && !gone_[i]) leave_out(*include, targets_[i]);
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
      if (tree_.placements[i].overrides && !gone_[i]) replace(i);
    refuse_silent_replacements();
    LeftOut gone = left_out();
    Tree tree = kept();
    follow_through(tree, std::move(gone), [&](std::uint32_t file) { return included_.contains(file); });
    return tree;
  }

 private:
  std::uint32_t file_of(std::size_t i) const { return tree_.placements[i].file; }
  bool of_library(std::uint32_t file) const { return sources_.file(file).path.starts_with("standard/"); }

  bool nothing_to_do() const {
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
      if (std::holds_alternative<IncludeBlock>(tree_.blocks[i]) || tree_.placements[i].overrides || of_library(file_of(i))) return false;
    return true;
  }

  void look_over() {
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
      keys_.push_back(key_of(tree_.blocks[i]));
      targets_.emplace_back();
      const auto* include = std::get_if<IncludeBlock>(&tree_.blocks[i]);
      if (!include) {
        alike_[keys_[i]].push_back(i);
        continue;
      }
      const auto [known, fresh] = by_path_.try_emplace({file_of(i), include->path.text});
      if (fresh) known->second = find_included(sources_, *include);
      targets_[i] = known->second;
      includes_[file_of(i)].push_back(i);
    }
  }

  // The files that some file which counts includes; circles end where a file is met again.
  void follow_includes() {
    std::vector<std::uint32_t> open;
    std::set<std::uint32_t> seen;
    for (std::uint32_t file = 0; file < sources_.size(); ++file)
      if (!of_library(file)) open.push_back(file), seen.insert(file);
    while (!open.empty()) {
      const std::uint32_t file = open.back();
      open.pop_back();
      for (const std::size_t i : includes_[file]) {
        if (!targets_[i]) not_there(std::get<IncludeBlock>(tree_.blocks[i]));
        else if (included_.insert(*targets_[i]).second && seen.insert(*targets_[i]).second) open.push_back(*targets_[i]);
      }
    }
  }

  void not_there(const IncludeBlock& include) {
    std::vector<std::string> paths;
    for (const SourceFile& file : sources_.files())
      if (file.path.ends_with(".policy")) paths.push_back(file.path);
    report_.error("P0213", include.path.span, "there is no policy file " + backticked(printable(include.path.text)))
        .note(include.path.text.starts_with("standard/") ? "the library that comes with the program has none of this name" : "neither in the bundle's root nor beside this file")
        .help(did_you_mean(include.path.text, paths, "write its path as seen from the bundle's root, or `standard/…` for one of the library"));
  }

  void leave_out_files() {
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
      if (of_library(file_of(i)) && !included_.contains(file_of(i))) gone_[i] = true;
  }

  // The included blocks of this kind and name that are still there.
  std::vector<std::size_t> bases(const Key& key, std::optional<std::uint32_t> file, std::optional<std::uint32_t> not_in) const {
    std::vector<std::size_t> found;
    const auto alike = alike_.find(key);
    if (alike == alike_.end()) return found;
    for (const std::size_t i : alike->second)
      if (!gone_[i] && included_.contains(file_of(i)) && (!file || file_of(i) == *file) && file_of(i) != not_in) found.push_back(i);
    return found;
  }

  void leave_out(const IncludeBlock& include, const std::optional<std::uint32_t>& file) {
    if (!file) return;
    for (const IncludeBlock::Without& without : include.without) {
      const Key key{without.kind.text, without.name.text};
      const auto found = bases(key, file, std::nullopt);
      for (const std::size_t i : found) {
        gone_[i] = true;
        departures_.push_back({Departure::Kind::left_out, as_written(key), span_of(tree_.blocks[i]), without.span});
        departed_.emplace_back(i, without.span);
      }
      if (!found.empty()) continue;
      std::vector<std::string> names;
      for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
        if (file_of(i) == *file && keys_[i].kind == key.kind) names.push_back(keys_[i].name);
      std::string help = did_you_mean(key.name, names, "remove the clause");
      const auto spelled = [](std::string name) {   // a title as a name: `large_billing_dispute`
        name = fold_case(name);
        std::ranges::replace(name, ' ', '_');
        return name;
      };
      for (const std::string& name : names)
        if (name != key.name && spelled(name) == spelled(key.name)) help = "write " + backticked(as_written({key.kind, name}));
      if (const auto others = bases(key, std::nullopt, file); !others.empty()) {   // brought along by another file of the library, or of the bundle
        const std::string line = "include \"" + sources_.file(file_of(others.front())).path + "\"";
        help = "write the clause under `" + line + "`, where it stands";
      }
      report_.error("P0231", without.span, backticked(include.path.text) + " has no " + described(key)).help(std::move(help));
    }
  }

  // An override in a file that nobody includes beats every included one; between included files, one beats what its own file includes. Two that nothing
  // puts in an order are declared twice, which the check tells.
  void replace(std::size_t at) {
    const Key& key = keys_[at];
    auto found = bases(key, std::nullopt, file_of(at));
    std::erase_if(found, [&](std::size_t i) { return tree_.placements[i].overrides && included_.contains(file_of(at)) && !below(file_of(i), file_of(at)); });
    for (const std::size_t i : found) {
      gone_[i] = true;
      departures_.push_back({Departure::Kind::overridden, as_written(key), span_of(tree_.blocks[i]), *tree_.placements[at].overrides});
      departed_.emplace_back(i, *tree_.placements[at].overrides);
    }
    if (!found.empty()) {
      replaced_.insert(key);
      return;
    }
    if (replaced_.contains(key)) return;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
      if (included_.contains(file_of(i)) && file_of(i) != file_of(at) && keys_[i].kind == key.kind) names.push_back(keys_[i].name);
    report_.error("P0230", *tree_.placements[at].overrides, "there is nothing to override: no included file declares " + described(key))
        .help(did_you_mean(key.name, names, "remove the word `override`, or include the file that declares it"));
  }

  // Does `file` come in through `from`?
  bool below(std::uint32_t file, std::uint32_t from) const {
    std::vector<std::uint32_t> open{from};
    std::set<std::uint32_t> seen{from};
    while (!open.empty()) {
      const std::uint32_t here = open.back();
      open.pop_back();
      const auto includes = includes_.find(here);
      if (includes == includes_.end()) continue;
      for (const std::size_t i : includes->second) {
        if (targets_[i] == file) return true;
        if (targets_[i] && seen.insert(*targets_[i]).second) open.push_back(*targets_[i]);
      }
    }
    return false;
  }

  // A block of an included file and one of the same name beside it: said here, so that the help can name the word; the check hears of
  // the one beside it only.
  void refuse_silent_replacements() {
    std::map<Key, std::size_t> base;
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
      if (!gone_[i] && included_.contains(file_of(i)) && !std::holds_alternative<IncludeBlock>(tree_.blocks[i])) base.emplace(keys_[i], i);
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
      if (gone_[i] || included_.contains(file_of(i)) || tree_.placements[i].overrides) continue;
      const Key& key = keys_[i];
      const auto found = base.find(key);
      if (found == base.end()) continue;
      report_.error("P0203", span_of(tree_.blocks[i]), described(key) + " is declared in an included file").label(span_of(tree_.blocks[found->second]), "there")
          .help("write " + backticked("override " + as_written(key)) + " to take its place");
      gone_[found->second] = true;   // what the author wrote is what their other blocks mean
    }
  }

  // What no block that is left declares any more, of those that were left out or overridden.
  LeftOut left_out() const {
    LeftOut gone;
    for (const auto& [i, by] : departed_) declared_by(tree_.blocks[i], by, gone);
    LeftOut still;
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i)
      if (!gone_[i]) declared_by(tree_.blocks[i], {}, still);
    const auto less = [](LeftOut::Names& names, const LeftOut::Names& others) { std::erase_if(names, [&](const auto& one) { return others.contains(one.first); }); };
    for (auto names : {&LeftOut::intents, &LeftOut::topics, &LeftOut::customer_fields, &LeftOut::tools, &LeftOut::workflows, &LeftOut::queues, &LeftOut::roles, &LeftOut::lists})
      less(gone.*names, still.*names);
    for (auto names : {&LeftOut::signals, &LeftOut::entities, &LeftOut::context_fields})   // they share their names
      for (auto others : {&LeftOut::signals, &LeftOut::entities, &LeftOut::context_fields}) less(gone.*names, still.*others);
    gone.intents.erase(std::string(built_in_other));
    return gone;
  }

  static void declared_by(const Block& block, Span by, LeftOut& out) {
    const auto add = [&](LeftOut::Names& names, const Name& name) { names.emplace(name.text, by); };
    if (const auto* intent = std::get_if<IntentBlock>(&block)) {
      add(out.intents, intent->name);
      if (intent->topic) add(out.topics, *intent->topic);
    }
    if (const auto* signal = std::get_if<SignalBlock>(&block)) add(out.signals, signal->name);
    if (const auto* entity = std::get_if<EntityBlock>(&block)) add(out.entities, entity->name);
    if (const auto* tool = std::get_if<ToolBlock>(&block)) add(out.tools, tool->name);
    if (const auto* workflow = std::get_if<WorkflowBlock>(&block)) add(out.workflows, workflow->name);
    if (const auto* queue = std::get_if<QueueBlock>(&block)) add(out.queues, queue->name);
    if (const auto* role = std::get_if<RoleBlock>(&block)) add(out.roles, role->name);
    if (const auto* list = std::get_if<ListBlock>(&block)) add(out.lists, list->name);
    if (const auto* context = std::get_if<ContextBlock>(&block))
      for (const FieldNode& field : context->fields) add(out.context_fields, field.name);
    if (const auto* customer = std::get_if<CustomerBlock>(&block))
      for (const FieldNode& field : customer->fields) add(out.customer_fields, field.name);
  }

  Tree kept() {
    Tree out;
    out.departures = std::move(departures_);
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
      if (gone_[i]) continue;
      out.blocks.push_back(std::move(tree_.blocks[i]));
      out.placements.push_back(tree_.placements[i]);
    }
    return out;
  }

  Tree tree_;
  const Sources& sources_;
  Report report_;
  std::vector<bool> gone_;
  std::vector<Key> keys_;                                        // as the tree's blocks
  std::vector<std::optional<std::uint32_t>> targets_;            // of an include: the file
  std::map<std::pair<std::uint32_t, std::string>, std::optional<std::uint32_t>> by_path_;   // where an include of a file leads
  std::map<Key, std::vector<std::size_t>> alike_;
  std::map<std::uint32_t, std::vector<std::size_t>> includes_;   // by file
  std::set<std::uint32_t> included_;
  std::set<Key> replaced_;
  std::vector<Departure> departures_;
  std::vector<std::pair<std::size_t, Span>> departed_;           // blocks that are gone, and what sent them away
};

}  // namespace

std::optional<std::uint32_t> find_included(const Sources& sources, const IncludeBlock& include) {
  const std::string& from = sources.file(include.path.span.file).path;
  const std::size_t slash = from.rfind('/');
  for (const std::string& path : {include.path.text, (slash == std::string::npos ? std::string() : from.substr(0, slash + 1)) + include.path.text})
    for (std::uint32_t i = 0; i < sources.size(); ++i)
      if (sources.file(i).path == path && path.ends_with(".policy")) return i;
  return std::nullopt;
}

Tree resolve_includes(Tree tree, const Sources& sources, Diagnostics& diagnostics) { return Resolving(std::move(tree), sources, diagnostics).run(); }

}  // namespace handrail::dsl
