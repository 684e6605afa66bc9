#include "tests/bench/slow_model.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>
#include <unordered_map>
#include <vector>

#include "engine/base/json.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/load.hpp"

namespace handrail::bench {
namespace {

constexpr auto crowd_patience = std::chrono::seconds(16);   // a crowd that does not come together is answered, too
constexpr auto crowd_pause = std::chrono::seconds(2);       // all wait this long together

std::string http_answer(const Json& body) {
  const std::string text = dump(body);
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
}

std::string completion(const std::string& words) {
  const Json message = Json::object({{"role", "assistant"}, {"content", words}});
  Json choices = Json::array();
  choices.push(Json::object({{"index", 0}, {"message", message}, {"finish_reason", "stop"}}));
  return http_answer(Json::object({{"id", "x"}, {"object", "chat.completion"}, {"model", "slow"}, {"choices", std::move(choices)},
                                   {"usage", Json::object({{"prompt_tokens", 900}, {"completion_tokens", 40}})}}));
}

std::size_t number_at(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// One thread, one loop: connections, and the times at which they are answered.
class Provider {
 public:
  Provider(int listener, const std::string& words) : listener_(listener), poll_(::epoll_create1(EPOLL_CLOEXEC)), answer_(completion(words)) { watch(listener_); }

  [[noreturn]] void serve() {
    std::array<epoll_event, 1024> events;
    while (true) {
      const int ready = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), patience());
      for (int i = 0; i < ready; ++i)
        if (events[static_cast<std::size_t>(i)].data.fd == listener_) take_all();
        else receive(events[static_cast<std::size_t>(i)].data.fd);
      answer_due();
    }
  }

 private:
  using Time = Stopwatch::time_point;

  void watch(int descriptor) {
    epoll_event event{.events = EPOLLIN, .data = {.fd = descriptor}};
    ::epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event);
  }
  [[nodiscard]] int patience() const {
    if (due_.empty()) return 1000;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(due_.begin()->first - Stopwatch::now()).count();
    return left < 0 ? 0 : static_cast<int>(left);
  }
  void take_all() {
    for (int taken; (taken = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) watch(taken);
  }
  void forget(int connection) {
    received_.erase(connection);
    waiting_.erase(connection);
    ::close(connection);
  }
  void receive(int connection) {
    std::array<char, 16384> piece;
    const ssize_t bytes = ::recv(connection, piece.data(), piece.size(), 0);
    if (bytes <= 0) {
      if (bytes == 0 || (errno != EAGAIN && errno != EINTR)) forget(connection);
      return;
    }
    std::string& text = received_[connection];
    text.append(piece.data(), static_cast<std::size_t>(bytes));
    const std::size_t head = text.find("\r\n\r\n");
    if (head == std::string::npos) return;
    const char* length = ::strcasestr(text.c_str(), "content-length:");
    const std::size_t body = length && length < text.c_str() + head ? number_at(length + std::strlen("content-length: ")) : 0;
    if (text.size() < head + 4 + body) return;
    const std::string target = text.substr(text.find(' ') + 1, 40);
    received_.erase(connection);
    asked(connection, target);
  }
  void asked(int connection, std::string_view target) {
    if (target.starts_with("/seen")) {
      const std::string seen = http_answer(Json::object({{"requests", requests_}, {"most", most_}}));
      (void)::send(connection, seen.data(), seen.size(), MSG_NOSIGNAL);
      return;
    }
    ++requests_;
    waiting_[connection] = true;
    most_ = std::max(most_, waiting_.size());
    const Time now = Stopwatch::now();
    if (!target.starts_with("/crowd-")) {
      due_.emplace(now + std::chrono::milliseconds(number_at(target.substr(1))), connection);
      return;
    }
    if (crowd_.empty()) crowd_until_ = now + crowd_patience;
    crowd_.push_back(connection);
    due_.emplace(crowd_until_, connection);
    if (crowd_.size() < number_at(target.substr(std::strlen("/crowd-")))) return;
    for (const int one : crowd_) due_.emplace(now + crowd_pause, one);
    crowd_.clear();
  }
  void answer_due() {
    const Time now = Stopwatch::now();
    while (!due_.empty() && due_.begin()->first <= now) {
      const int connection = due_.begin()->second;
      due_.erase(due_.begin());
      if (waiting_.erase(connection) == 0) continue;   // answered before, or gone
      (void)::send(connection, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    }
  }

  const int listener_, poll_;
  const std::string answer_;
  std::unordered_map<int, std::string> received_;
  std::unordered_map<int, bool> waiting_;
  std::multimap<Time, int> due_;
  std::vector<int> crowd_;
  Time crowd_until_;
  std::size_t requests_ = 0, most_ = 0;
};

}  // namespace

SlowModel::SlowModel(const std::string& words) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 16384) != 0) give_up("no port for the slow model");
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  process_ = ::fork();
  if (process_ < 0) give_up("no process for the slow model");
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    Provider(listener, words).serve();
  }
  ::close(listener);
}

SlowModel::~SlowModel() {
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

ModelService SlowModel::service(const std::string& path, std::size_t concurrency) const {
  ModelService service;
  service.options = {.name = "slow", .api = llm::Api::compatible, .path = "/" + path + "/v1", .model = "slow", .key = "", .timeout = minutes(1), .concurrency = concurrency};
  service.origin = must(http::parse_origin("http://127.0.0.1:" + std::to_string(port_) + "/" + path + "/v1"));
  return service;
}

SlowModel::Seen SlowModel::seen() const {
  const std::string answer = ask_once(port_, "GET /seen HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  const Json said = must(parse_json(answer.substr(answer.find("\r\n\r\n") + 4)));
  return {static_cast<std::size_t>(said.integer_or("requests")), static_cast<std::size_t>(said.integer_or("most"))};
}

}  // namespace handrail::bench
