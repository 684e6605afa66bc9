#include "adapters/reading/model_file.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <type_traits>

#include "engine/base/hash.hpp"

namespace handrail::reading {

namespace {

constexpr std::string_view magic = "handrail reading 3\n";
constexpr std::uint32_t byte_order = 0x01020304;
constexpr std::size_t digest_bytes = 64;

class Writer {
 public:
  template <class T>
  void put(T value) {
    static_assert(std::is_arithmetic_v<T>);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T>
  void put_all(const std::vector<T>& values) {
    put<std::uint64_t>(values.size());
    out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  void put_text(std::string_view text) {
    put<std::uint64_t>(text.size());
    out_ += text;
  }
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}
  template <class T>
  T get() {
    T value{};
    if (const std::string_view bytes = take(sizeof value); !bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  template <class T>
  std::vector<T> get_all() {
    const auto count = get<std::uint64_t>();
    if (count > in_.size() / sizeof(T)) broken_ = true;
    if (broken_ || count == 0) return {};
    std::vector<T> values(count);
    std::memcpy(values.data(), take(count * sizeof(T)).data(), count * sizeof(T));
    return values;
  }
  std::string get_text() {
    const auto size = get<std::uint64_t>();
    return std::string(take(size));
  }
  [[nodiscard]] bool whole() const { return !broken_ && in_.empty(); }
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  std::string_view take(std::uint64_t count) {
    if (broken_ || count > in_.size()) {
      broken_ = true;
      return {};
    }
    const std::string_view bytes = in_.substr(0, count);
    in_.remove_prefix(count);
    return bytes;
  }
  std::string_view in_;
  bool broken_ = false;
};

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(file, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

}  // namespace

std::string encode(const TextModel& model) {
  Writer writer;
  writer.out_ = magic;
  writer.put(byte_order);
  writer.put<std::uint64_t>(model.labels.size());
  for (const std::string& label : model.labels) writer.put_text(label);
  writer.put_all(model.keys);
  writer.put_all(model.idf);
  writer.put(model.unseen_idf);
  writer.put_all(model.weights);
  writer.put<std::uint64_t>(model.networks.size());
  for (const Network& network : model.networks) {
    writer.put<std::uint8_t>(network.reads == Reads::words);
    writer.put(network.hidden);
    writer.put_all(network.rows);
    writer.put_all(network.in);
    for (const auto* numbers : {&network.in_step, &network.in_bias, &network.out, &network.out_bias}) writer.put_all(*numbers);
  }
  writer.put(model.word_share);
  writer.put_all(model.bias);
  writer.put(model.temperature);
  writer.put(model.threshold);
  return writer.out_ + sha256(writer.out_);
}

std::optional<TextModel> decode(std::string_view bytes) {
  if (bytes.size() < magic.size() + digest_bytes || !bytes.starts_with(magic)) return std::nullopt;
  const std::string_view body = bytes.substr(0, bytes.size() - digest_bytes);
  if (sha256(body) != bytes.substr(body.size())) return std::nullopt;
  Reader reader(body.substr(magic.size()));
  if (reader.get<std::uint32_t>() != byte_order) return std::nullopt;
  TextModel model;
  const auto labels = reader.get<std::uint64_t>();
  for (std::uint64_t i = 0; i < labels && !reader.broken(); ++i) model.labels.push_back(reader.get_text());
  model.keys = reader.get_all<std::uint32_t>();
  model.idf = reader.get_all<float>();
  model.unseen_idf = reader.get<float>();
  model.weights = reader.get_all<float>();
  const auto networks = reader.get<std::uint64_t>();
  for (std::uint64_t i = 0; i < networks && !reader.broken(); ++i) {
    Network network;
    network.reads = reader.get<std::uint8_t>() != 0 ? Reads::words : Reads::whole_texts;
    network.hidden = reader.get<std::uint32_t>();
    network.rows = reader.get_all<std::int32_t>();
    network.in = reader.get_all<std::int8_t>();
    for (auto* numbers : {&network.in_step, &network.in_bias, &network.out, &network.out_bias}) *numbers = reader.get_all<float>();
    model.networks.push_back(std::move(network));
  }
  model.word_share = reader.get<double>();
  model.bias = reader.get_all<float>();
  model.temperature = reader.get<double>();
  model.threshold = reader.get<double>();
  return reader.whole() && model.holds_together() ? std::optional(std::move(model)) : std::nullopt;
}

std::optional<TextModel> load_model(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return decode(bytes);
}

Result<void> save_model(const std::string& path, const TextModel& model) {
  std::string beside = path + ".XXXXXX";
  const int file = ::mkstemp(beside.data());
  if (file < 0) return fail(ErrorCode::unavailable, "cannot write beside " + path + ": " + std::strerror(errno));
  bool written = write_all(file, encode(model)) && ::fsync(file) == 0;
  written = ::close(file) == 0 && written;
  if (written && std::rename(beside.c_str(), path.c_str()) == 0) return {};
  const std::string why = std::strerror(errno);
  std::remove(beside.c_str());
  return fail(ErrorCode::unavailable, "cannot write " + path + ": " + why);
}

}  // namespace handrail::reading
