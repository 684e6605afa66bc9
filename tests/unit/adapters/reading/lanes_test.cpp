// Sums that are taken side by side are the sums, and a network's weights are the same on every machine.
#include <cmath>
#include <cstring>
#include <string>

#include "adapters/reading/lanes.hpp"
#include "adapters/reading/network.hpp"
#include "engine/base/hash.hpp"
#include "tests/catch.hpp"

using namespace handrail;
using namespace handrail::reading;

namespace {

constexpr std::size_t width = 2 * lanes::rows_of;
constexpr std::size_t rows = 5;

lanes::Table table() {
  lanes::Table filled(rows, width);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < width; ++j) filled.row(i)[j] = static_cast<float>(i + 1) + static_cast<float>(j) / 64;
  return filled;
}

std::string digest(const std::vector<float>& numbers) {
  std::string bytes(numbers.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return sha256(bytes).substr(0, 16);
}

// Three labels: the row that a text's first feature names, which all texts share with others at its end.
std::vector<Labelled> texts() {
  std::vector<Labelled> all;
  for (std::uint32_t i = 0; i < 60; ++i) {
    Labelled one{{}, i % 3};
    one.text.features = {{i % 3, 0.75f}, {3 + i % 5, 0.5f}, {3 + i % 7, 0.25f}};
    one.text.ends = {1, 3};
    all.push_back(one);
  }
  return all;
}

}  // namespace

TEST_CASE("rows are added as often as their features say, and back") {
  lanes::Table numbers = table();
  const std::vector<WeightedFeature> features{{4, 0.5f}, {0, 2}, {4, 1}};
  std::vector<float> sums(width, 1);
  lanes::add_rows(sums.data(), numbers, features.data(), features.size());
  for (std::size_t j = 0; j < width; ++j) CHECK(sums[j] == 1 + 1.5f * numbers.row(4)[j] + 2 * numbers.row(0)[j]);
  lanes::add_rows(sums.data(), numbers, features.data(), 0);
  CHECK(sums[1] == 1 + 1.5f * numbers.row(4)[1] + 2 * numbers.row(0)[1]);
  const std::vector<float> scales{1, 2, 4}, what(width, 0.5f);
  const lanes::Table before = table();
  lanes::add_to_rows(numbers, features.data(), scales.data(), features.size(), what.data());
  for (std::size_t j = 0; j < width; ++j) {
    CHECK(numbers.row(4)[j] == before.row(4)[j] + 2.5f);
    CHECK(numbers.row(0)[j] == before.row(0)[j] + 1);
    CHECK(numbers.row(2)[j] == before.row(2)[j]);
  }
}

TEST_CASE("a product of two rows counts every number once, and what is added after it is not in it") {
  lanes::Table numbers = table();
  float expected = 0;
  for (std::size_t j = 0; j < width; ++j) expected += numbers.row(0)[j] * numbers.row(1)[j];
  CHECK(std::abs(lanes::dot(numbers.row(0), numbers.row(1), width) - expected) < 1e-5f * expected);
  CHECK(lanes::add_scaled_after_dot(numbers.row(0), numbers.row(1), 2, width) == lanes::dot(table().row(0), table().row(1), width));
  for (std::size_t j = 0; j < width; ++j) CHECK(numbers.row(0)[j] == table().row(0)[j] + 2 * table().row(1)[j]);
}

TEST_CASE("e to a number is what the library says, down to where it is nothing") {
  std::vector<float> numbers(lanes::padded(1000));
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = -static_cast<float>(i) * 0.07f;
  std::vector<float> powers = numbers;
  lanes::exponentials(powers.data(), powers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(std::abs(powers[i] - std::exp(numbers[i])) <= 4e-7f * powers[i]);
  std::vector<float> far(lanes::side_by_side, -1e30f);
  lanes::exponentials(far.data(), far.size());
  CHECK(far[0] < 1e-30f);
  CHECK(far[0] >= 0);
}

TEST_CASE("the same examples and seed give the same weights on every machine") {
  const std::vector<bool> sees(10, true);
  const Network words = train_network(texts(), Reads::words, sees, 3, 1), whole = train_network(texts(), Reads::whole_texts, sees, 3, 2);
  CHECK(digest(words.in_step) + digest(words.out) == "fe5b16524c719dee5e1618cbf9ca18fa");
  CHECK(digest(whole.in_step) + digest(whole.out) == "45ec0230bbf109693d1712964452da95");
}
