#include "core/base/latest_value.h"

#include <doctest/doctest.h>

#include <atomic>
#include <optional>
#include <thread>

using namespace roundsman;

TEST_CASE("only the newest value can be had, and what nobody saw is counted") {
    LatestValue<int> value;
    CHECK(value.latest() == nullptr);
    value.publish(std::make_shared<int>(1));
    CHECK(value.waiting());
    CHECK(*value.latest() == 1);
    CHECK_FALSE(value.waiting());
    value.publish(std::make_shared<int>(2));
    value.publish(std::make_shared<int>(3));
    CHECK(*value.latest() == 3);
    CHECK(value.published() == 3);
    CHECK(value.skipped() == 1);
}

TEST_CASE("a value that was replaced is freed at once when nobody holds it") {
    LatestValue<int> value;
    auto first = std::make_shared<int>(1);
    const std::weak_ptr<int> watched = first;
    value.publish(std::move(first));
    value.publish(std::make_shared<int>(2));
    CHECK(watched.expired());
}

TEST_CASE("hooks hear of each value until their watch is gone") {
    LatestValue<int> value;
    int heard = 0;
    std::optional<Notifier::Watch> watch(value.watch([&] { ++heard; }));
    value.publish(std::make_shared<int>(1));
    watch.reset();
    value.publish(std::make_shared<int>(2));
    CHECK(heard == 1);
}

TEST_CASE("a watch may outlive what it watches") {
    std::optional<LatestValue<int>> value(std::in_place);
    const auto watch = value->watch([] {});
    value.reset();
}

TEST_CASE("a reader beside a busy publisher sees values that only grow, and the last one") {
    LatestValue<int> value;
    constexpr int last = 5'000;
    std::atomic<int> heard = 0;
    const auto watch = value.watch([&] { ++heard; });
    std::jthread publisher([&] {
        for (int i = 1; i <= last; ++i) {
            value.publish(std::make_shared<int>(i));
        }
    });
    int before = 0;
    while (before < last) {
        const auto now = value.latest();
        const int number = now ? *now : 0;
        REQUIRE(number >= before);
        before = number;
    }
    publisher.join();
    CHECK(heard == last);
    CHECK(value.published() == last);
}
