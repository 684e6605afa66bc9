// `handrail key`: who may speak to an installation. The key is shown once; the file keeps its hash.
#include <algorithm>
#include <iostream>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/keys.hpp"
#include "engine/app/settings.hpp"
#include "engine/app/typed.hpp"
#include "engine/base/text.hpp"
#include "engine/base/visible.hpp"
#include "engine/policy/bundle.hpp"

namespace handrail {
namespace {

constexpr std::string_view kinds[] = {"channel", "person", "service"};

Result<std::unique_ptr<KeyFile>> key_file(const std::string& bundle, const std::optional<std::string>& data) {
  HANDRAIL_TRY(const Settings settings, read_settings(bundle));
  return KeyFile::open(data.value_or(settings.data) + "/keys.json");
}

int could_not(const Error& error) {
  std::cerr << "handrail: " << error.message << "\n";
  return 2;
}

tl::unexpected<Error> wrong(const std::string& what) { return fail(ErrorCode::invalid, what); }

// What is said of a principal holds for its kind only: a right that its kind does not have would be shown and never work.
Result<void> fits_its_kind(const Principal& who) {
  if (!says_something(who.name)) return wrong("`--name` is empty");
  const std::string shown = printable(who.name, 4 * who.name.size());
  if (shown != who.name) return wrong("`--name` is one line that is seen as it is written, and not `" + shown + "`");
  if (who.vouches && who.kind != PrincipalKind::channel) return wrong("`--vouches` is for channels");
  if (who.agent && who.kind != PrincipalKind::person) return wrong("`--agent` is for persons");
  if (!who.roles.empty() && who.kind != PrincipalKind::person) return wrong("`--role` is for persons");
  if (who.gate && who.kind == PrincipalKind::person) return wrong("`--gate` is for services and channels");
  if (who.kind == PrincipalKind::person && !who.agent && who.roles.empty()) return wrong("a person needs `--agent`, to take handoffs, or `--role ROLE`, to approve");
  return {};
}

Result<void> roles_are_declared(const KeyOptions& options) {
  if (options.principal.roles.empty()) return {};
  HANDRAIL_TRY(auto files, read_bundle_folder(options.bundle));
  const BundleResult made = make_bundle(std::move(files));
  if (!made.bundle) return wrong("the bundle has errors, so its roles are not known: see `handrail check " + typed_word(options.bundle) + "`");
  std::vector<std::string> names;
  for (const dsl::Role& role : made.bundle->program->roles) names.push_back(role.name);
  for (const std::string& role : options.principal.roles) {
    if (std::ranges::find(names, role) != names.end()) continue;
    const auto near = nearest(role, names);
    return wrong("there is no role `" + role + "` in the policy" + (near ? "; did you mean `" + *near + "`?" : names.empty() ? "" : "; there are " + english_list(names)));
  }
  return {};
}

Result<std::string> made_key(const KeyOptions& options) {
  HANDRAIL_TRY_VOID(fits_its_kind(options.principal));
  HANDRAIL_TRY_VOID(roles_are_declared(options));
  HANDRAIL_TRY(const auto file, key_file(options.bundle, options.data));
  auto made = file->add(options.principal);
  if (made || made.error().code != ErrorCode::conflict) return made;
  const std::string removing = "handrail key remove " + typed_word(options.bundle) + data_option(options.data) + " --name " + typed_word(options.principal.name);
  return fail(ErrorCode::conflict, made.error().message + "; remove it first: " + removing);
}

}  // namespace

int key_add(const KeyOptions& options, std::ostream& out) {
  const auto key = made_key(options);
  if (!key) return could_not(key.error());
  out << *key << "\n";
  return 0;
}

int key_list(const std::string& bundle, const std::optional<std::string>& data, std::ostream& out) {
  auto file = key_file(bundle, data);
  if (!file) return could_not(file.error());
  for (const Principal& principal : (*file)->list()) {
    out << principal.name << "  " << kinds[static_cast<std::size_t>(principal.kind)];
    if (principal.vouches) out << ", vouches for customers";
    if (principal.agent) out << ", agent";
    if (principal.gate) out << ", gate";
    for (const std::string& role : principal.roles) out << ", role " << role;
    out << "\n";
  }
  return 0;
}

int key_remove(const std::string& bundle, const std::optional<std::string>& data, const std::string& name, std::ostream& out) {
  auto file = key_file(bundle, data);
  if (!file) return could_not(file.error());
  if (const auto removed = (*file)->remove(name); !removed) return could_not(removed.error());
  out << "removed " << name << "\n";
  return 0;
}

}  // namespace handrail
