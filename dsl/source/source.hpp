// The files of a bundle as texts, and places in them. A Span is two byte offsets into one file; lines and columns are worked out when somebody reads them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace handrail::dsl {

// One file: its path inside the bundle ("policies/refunds.policy") and what it holds.
struct SourceFile {
  std::string path;
  std::string text;
  bool operator==(const SourceFile&) const = default;
};

struct Span {
  std::uint32_t file = 0;   // index into Sources
  std::uint32_t begin = 0;  // byte offset
  std::uint32_t end = 0;    // one past the last byte
  bool operator==(const Span&) const = default;
};

struct LineColumn {
  std::uint32_t line = 1;    // from 1
  std::uint32_t column = 1;  // from 1, in code points
};

class Sources {
 public:
  Sources() = default;
  explicit Sources(std::vector<SourceFile> files);
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] const SourceFile& file(std::uint32_t index) const { return files_[index]; }
  [[nodiscard]] const std::vector<SourceFile>& files() const { return files_; }
  [[nodiscard]] LineColumn position(std::uint32_t file, std::uint32_t offset) const;
  [[nodiscard]] std::string_view line_text(std::uint32_t file, std::uint32_t line) const;  // without its line break
  [[nodiscard]] std::string_view text(Span span) const;
  [[nodiscard]] std::string where(Span span) const;  // "refunds.policy:12": how a rule is named to people and in JSON

 private:
  std::vector<SourceFile> files_;
  std::vector<std::vector<std::uint32_t>> line_starts_;
};

}  // namespace handrail::dsl
