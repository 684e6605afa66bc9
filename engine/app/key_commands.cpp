// `handrail key`: who may speak to an installation. The key is shown once; the file keeps its hash.
#include <iostream>

#include "engine/app/commands.hpp"
#include "engine/app/keys.hpp"
#include "engine/app/settings.hpp"

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

}  // namespace

int key_add(const KeyOptions& options, std::ostream& out) {
  auto file = key_file(options.bundle, options.data);
  if (!file) return could_not(file.error());
  const auto key = (*file)->add(options.principal);
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
