// The command line of `handrail knowledge …`.
#pragma once

namespace CLI { class App; }

namespace handrail {

// What the arguments are read into lives as long as `app`. The command that is called leaves its exit code in `code`.
void add_knowledge_commands(CLI::App& app, int& code);

}  // namespace handrail
