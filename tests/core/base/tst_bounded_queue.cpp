#include "core/base/bounded_queue.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

using namespace roundsman;
using namespace std::chrono_literals;

TEST_CASE("items come out in the order they went in") {
    BoundedQueue<int> queue("q", 3);
    for (int i = 1; i <= 3; ++i) {
        REQUIRE(queue.push(int{i}));
    }
    CHECK(queue.pop() == 1);
    CHECK(queue.pop() == 2);
    CHECK(queue.pop() == 3);
    CHECK_FALSE(queue.tryPop());
}

TEST_CASE("a full queue refuses without waiting, and the item stays the caller's") {
    BoundedQueue<std::unique_ptr<int>> queue("q", 1);
    REQUIRE(queue.push(std::make_unique<int>(1)));
    auto second = std::make_unique<int>(2);
    CHECK_FALSE(queue.tryPush(second));
    CHECK_FALSE(queue.pushFor(second, 1ms));
    REQUIRE(second);
    CHECK(*second == 2);
    CHECK(queue.counts().fullWaits == 2);
}

TEST_CASE("a closed queue gives what is inside and then ends") {
    BoundedQueue<int> queue("q", 4);
    REQUIRE(queue.push(1));
    queue.close();
    queue.close();
    CHECK_FALSE(queue.push(2));
    CHECK_FALSE(queue.finished());
    CHECK(queue.pop() == 1);
    CHECK_FALSE(queue.pop());
    CHECK(queue.finished());
}

TEST_CASE("closing wakes a producer that waits for room") {
    BoundedQueue<int> queue("q", 1);
    REQUIRE(queue.push(1));
    bool pushed = true;
    std::jthread producer([&] { pushed = queue.push(2); });
    while (queue.counts().fullWaits == 0) {
        std::this_thread::yield();
    }
    queue.close();
    producer.join();
    CHECK_FALSE(pushed);
    CHECK(queue.pop() == 1);
}

TEST_CASE("closing wakes a consumer that waits for an item") {
    BoundedQueue<int> queue("q", 1);
    bool got = true;
    std::jthread consumer([&] { got = queue.pop().has_value(); });
    while (queue.counts().emptyWaits == 0) {
        std::this_thread::yield();
    }
    queue.close();
    consumer.join();
    CHECK_FALSE(got);
}

TEST_CASE("an abandoned queue counts what it threw away and holds nobody up") {
    BoundedQueue<int> queue("q", 2);
    REQUIRE(queue.push(1));
    REQUIRE(queue.push(2));
    std::jthread producer([&] { CHECK_FALSE(queue.push(3)); });
    while (queue.counts().fullWaits == 0) {
        std::this_thread::yield();
    }
    queue.abandon();
    producer.join();
    CHECK(queue.finished());
    CHECK(queue.counts().abandoned == 2);
}

TEST_CASE("a timed pop says whether more can come") {
    BoundedQueue<int> queue("q", 1);
    CHECK_FALSE(queue.popFor(1ms));
    CHECK_FALSE(queue.finished());
}

TEST_CASE("three producers and three consumers move every item exactly once through one place") {
    BoundedQueue<std::uint64_t> queue("q", 1);
    constexpr std::uint64_t each = 2'000;
    std::vector<std::uint64_t> sums(3);
    {
        std::vector<std::jthread> consumers;
        for (auto& sum : sums) {
            consumers.emplace_back([&] {
                while (const auto item = queue.pop()) {
                    sum += *item;
                }
            });
        }
        std::vector<std::jthread> producers;
        for (int p = 0; p < 3; ++p) {
            producers.emplace_back([&] {
                for (std::uint64_t i = 1; i <= each; ++i) {
                    CHECK(queue.push(std::uint64_t{i}));
                }
            });
        }
        producers.clear();
        queue.close();
    }
    CHECK(std::accumulate(sums.begin(), sums.end(), std::uint64_t{0}) == 3 * each * (each + 1) / 2);
    CHECK(queue.counts().pushed == 3 * each);
    CHECK(queue.counts().deepest == 1);
}
