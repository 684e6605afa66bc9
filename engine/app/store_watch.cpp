#include "engine/app/store_watch.hpp"

#include <utility>

namespace handrail {
namespace {

constexpr Duration told_again = minutes(1);    // of another trouble, at most this often
constexpr Duration surely_well = seconds(2);   // a disk at its end lets a small write through now and then

}  // namespace

std::optional<std::string> StoreWatch::look(const std::string& trouble, Instant now) {
  if (!trouble.empty()) {
    well_since_.reset();
    if (!since_) since_ = now;
    if (told_ || (last_told_ && now < *last_told_ + told_again)) return std::nullopt;
    told_ = true;
    last_told_ = now;
    return "nothing can be stored in the data folder `" + folder_ + "`: " + trouble + ". Until then whoever asks hears 503, and nothing is lost; it goes on by itself";
  }
  if (!since_) return std::nullopt;
  if (!well_since_) well_since_ = now;
  if (now < *well_since_ + surely_well) return std::nullopt;
  const Duration lasted = *well_since_ - *since_;
  since_.reset();
  well_since_.reset();
  if (!std::exchange(told_, false)) return std::nullopt;
  return "the data folder `" + folder_ + "` can be written to again, after " + format_duration(Duration{(lasted.ms + 999) / 1000 * 1000}) + "; what was broken off goes on";
}

}  // namespace handrail
