// What the fuzzers drive and what the corpus is replayed through: each takes any bytes at all, and stops the process (an assertion of ours) when a
// promise about them is broken. The input is the text; nothing else decides what happens.
#pragma once

#include <string_view>

namespace handrail::fuzz {

// A bundle of one file: findings or a program, every finding inside its file, and as many as the limit.
void parse(std::string_view bytes);
// The formatter: where the text reads, its canonical text reads back the same and is its own canonical text.
void format(std::string_view bytes);
// A line of `handrail gate`: a verdict, which every denial leaves a way on, or an error line; twice the same.
void gate(std::string_view bytes);
// A `.case` file beside a small desk: cases or findings inside the file, and every case has a result, twice the same.
void cases(std::string_view bytes);
// A bundle of several files, each begun by a line `=== PATH`: whatever their includes name, findings inside their files or a program.
void include(std::string_view bytes);
// A context as JSON: what is read straight into slots is read carefully as the same.
void context(std::string_view bytes);
// A workflow's script: found wrong the same twice; in its sandbox it ends, twice the same, and a replay over what was recorded ends as it did.
void script(std::string_view bytes);
// A transcript: written again it is itself; played on a small desk it comes out the same twice, and no line of it ends the engine.
void transcript(std::string_view bytes);

}  // namespace handrail::fuzz
