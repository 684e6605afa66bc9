// Every resumption of a fiber passes through its executor, whatever resumed it: a wait of ours, a socket, a timer. This executor notes, for the time
// that the fiber runs, which strand it is; so "the current strand" is right however fibers interleave on a thread.
#pragma once

#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>

namespace handrail::waiting {

struct Strand;
extern thread_local Strand* current_strand;   // null between fibers and off the loops

// While it lives, `strand` runs on this thread.
class Running {
 public:
  explicit Running(Strand* strand) : before_(std::exchange(current_strand, strand)) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { current_strand = before_; }

 private:
  Strand* before_;
};

// An executor of the loop with the strand's name on it; properties are the loop's. Copies may outlive the strand: then they are no longer executed.
template <class Inner>
class StrandExecutor {
 public:
  StrandExecutor(Inner inner, Strand* strand) : inner_(std::move(inner)), strand_(strand) {}

  template <class Property>
    requires(boost::asio::can_query<const Inner&, Property>::value)
  auto query(const Property& property) const -> decltype(auto) { return boost::asio::query(inner_, property); }

  template <class Property>
    requires(boost::asio::can_require<const Inner&, Property>::value)
  auto require(const Property& property) const { return with(boost::asio::require(inner_, property)); }

  template <class Property>
    requires(boost::asio::can_prefer<const Inner&, Property>::value)
  auto prefer(const Property& property) const { return with(boost::asio::prefer(inner_, property)); }

  template <class Function>
  void execute(Function&& function) const {
    inner_.execute([strand = strand_, function = std::decay_t<Function>(std::forward<Function>(function))]() mutable {
      const Running running(strand);
      std::move(function)();
    });
  }

  bool operator==(const StrandExecutor& other) const noexcept { return strand_ == other.strand_ && inner_ == other.inner_; }
  bool operator!=(const StrandExecutor& other) const noexcept { return !(*this == other); }

 private:
  template <class Other>
  StrandExecutor<Other> with(Other other) const { return {std::move(other), strand_}; }

  Inner inner_;
  Strand* strand_;
};

}  // namespace handrail::waiting
