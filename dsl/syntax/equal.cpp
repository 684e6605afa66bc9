#include "dsl/syntax/equal.hpp"

#include <tuple>
#include <type_traits>
#include <utility>

namespace handrail::dsl {

namespace {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsVariant : std::false_type {};
template <class... T>
struct IsVariant<std::variant<T...>> : std::true_type {};
template <class T>
struct IsPair : std::false_type {};
template <class A, class B>
struct IsPair<std::pair<A, B>> : std::true_type {};

// How many members a node has is counted by asking how many values it can be made from: a member that is added to the tree is compared from then on.
struct Anything {
  template <class T>
    requires(!IsOptional<T>::value)
  operator T() const;  // only asked for its type
};
template <class T, class... Values>
consteval std::size_t members() {
  if constexpr (requires { T{Values{}..., Anything{}}; })
    return members<T, Values..., Anything>();
  else
    return sizeof...(Values);
}

template <class T>
bool same(const T& a, const T& b);

template <class... A, class... B>
bool all_same(const std::tuple<A&...>& a, const std::tuple<B&...>& b) {
  return [&]<std::size_t... i>(std::index_sequence<i...>) { return (same(std::get<i>(a), std::get<i>(b)) && ...); }(std::index_sequence_for<A...>());
}

template <class T>
auto tied(const T& node) {
  constexpr std::size_t count = members<T>();
  static_assert(count <= 28, "a node with more members needs another line here");
  if constexpr (count == 1) {
    const auto& [m1] = node;
    return std::tie(m1);
  }
  else if constexpr (count == 2) {
    const auto& [m1, m2] = node;
    return std::tie(m1, m2);
  }
  else if constexpr (count == 3) {
    const auto& [m1, m2, m3] = node;
    return std::tie(m1, m2, m3);
  }
  else if constexpr (count == 4) {
    const auto& [m1, m2, m3, m4] = node;
    return std::tie(m1, m2, m3, m4);
  }
  else if constexpr (count == 5) {
    const auto& [m1, m2, m3, m4, m5] = node;
    return std::tie(m1, m2, m3, m4, m5);
  }
  else if constexpr (count == 6) {
    const auto& [m1, m2, m3, m4, m5, m6] = node;
    return std::tie(m1, m2, m3, m4, m5, m6);
  }
  else if constexpr (count == 7) {
    const auto& [m1, m2, m3, m4, m5, m6, m7] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7);
  }
  else if constexpr (count == 8) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8);
  }
  else if constexpr (count == 9) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9);
  }
  else if constexpr (count == 10) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10);
  }
  else if constexpr (count == 11) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11);
  }
  else if constexpr (count == 12) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12);
  }
  else if constexpr (count == 13) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13);
  }
  else if constexpr (count == 14) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14);
  }
  else if constexpr (count == 15) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15);
  }
  else if constexpr (count == 16) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16);
  }
  else if constexpr (count == 17) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17);
  }
  else if constexpr (count == 18) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18);
  }
  else if constexpr (count == 19) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19);
  }
  else if constexpr (count == 20) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20);
  }
  else if constexpr (count == 21) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21);
  }
  else if constexpr (count == 22) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22);
  }
  else if constexpr (count == 23) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23);
  }
  else if constexpr (count == 24) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24);
  }
  else if constexpr (count == 25) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25);
  }
  else if constexpr (count == 26) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26);
  }
  else if constexpr (count == 27) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27);
  }
  else if constexpr (count == 28) {
    const auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28] = node;
    return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28);
  }
  else return std::tie();
}

template <class T>
bool same(const T& a, const T& b) {
  if constexpr (std::is_same_v<T, Span> || std::is_same_v<T, std::optional<Span>>) {
    if constexpr (std::is_same_v<T, Span>) return true;
    else return a.has_value() == b.has_value();
  } else if constexpr (IsOptional<T>::value) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
  } else if constexpr (IsVector<T>::value) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!same(a[i], b[i])) return false;
    return true;
  } else if constexpr (IsVariant<T>::value) {
    return a.index() == b.index() && std::visit([&](const auto& inside) { return same(inside, std::get<std::decay_t<decltype(inside)>>(b)); }, a);
  } else if constexpr (IsPair<T>::value) {
    return same(a.first, b.first) && same(a.second, b.second);
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, Value>) {
    return a == b;
  } else {
    return all_same(tied(a), tied(b));
  }
}

}  // namespace

bool equal(const Tree& a, const Tree& b) { return same(a, b); }
bool equal(const Expression& a, const Expression& b) { return same(a, b); }

}  // namespace handrail::dsl
