#include "core/gateway/allowance.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

const RateLimit::Time start{1'000s};

} // namespace

TEST_CASE("a sender may be ahead of his rate by the burst, then goes on as fast as it grows back") {
    RateLimit limit;
    for (int i = 0; i < 30; ++i) {
        CHECK(limit.take(1, 10, Millis(3'000), start));
    }
    CHECK_FALSE(limit.take(1, 10, Millis(3'000), start));
    CHECK(limit.secondsUntil(1, 10, Millis(3'000), start) == doctest::Approx(0.1));
    CHECK_FALSE(limit.take(1, 10, Millis(3'000), start + 99ms));
    CHECK(limit.take(1, 10, Millis(3'000), start + 100ms));
    CHECK_FALSE(limit.atRest(start + 3'099ms));
    CHECK(limit.atRest(start + 3'100ms));
}

TEST_CASE("what is larger than the burst passes at rest, and is paid for afterwards") {
    RateLimit limit;
    CHECK(limit.take(100, 10, Millis(1'000), start));
    CHECK_FALSE(limit.take(1, 10, Millis(1'000), start + 9s));
    CHECK(limit.take(1, 10, Millis(1'000), start + 9'100ms));
    limit.giveBack(100, 10);
    CHECK(limit.atRest(start + 100ms));
    CHECK(limit.take(1e9, 0, Millis(1), start)); // no limit
}

TEST_CASE("what is spent without asking is paid for, too") {
    RateLimit limit;
    limit.spend(5, 10, Millis(1'000), start);
    limit.spend(100, 10, Millis(1'000), start);
    CHECK_FALSE(limit.take(1, 10, Millis(1'000), start + 9s));
    CHECK(limit.take(1, 10, Millis(1'000), start + 10s));
}

TEST_CASE("threads that share a limit get no more than one would") {
    RateLimit limit;
    std::atomic<int> passed = 0;
    {
        std::vector<std::jthread> threads;
        for (int n = 0; n < 4; ++n) {
            threads.emplace_back([&] {
                for (int i = 0; i < 10'000; ++i) {
                    passed += limit.take(1, 1'000, Millis(5'000), start) ? 1 : 0;
                }
            });
        }
    }
    CHECK(passed == 5'000);
}

TEST_CASE("bytes that are refused take nothing from the documents' allowance") {
    Allowance one;
    const SendSpeed speed{.documentsPerSecond = 1, .bytesPerSecond = 10, .burst = Millis(10'000)};
    CHECK_FALSE(one.take({.documents = 1, .bytes = 100}, speed, start));
    for (int i = 0; i < 20; ++i) {
        const auto over = one.take({.documents = 1, .bytes = 100}, speed, start);
        REQUIRE(over);
        CHECK(over->what == "bytes");
    }
    CHECK(one.exhausted(speed, start)->what == "bytes");
    CHECK_FALSE(one.take({.documents = 9}, speed, start));
    CHECK(one.take({.documents = 1}, speed, start)->what == "rate");
    CHECK(one.exhausted(speed, start)->what == "rate");
    CHECK_FALSE(one.exhausted(speed, start + 1s));
}

TEST_CASE("who is at rest and gone is forgotten; who has sent, or is connected, is not; and there is an end to it") {
    AllowanceBook book;
    const SendSpeed speed{.documentsPerSecond = 1, .bytesPerSecond = 0, .burst = Millis(10'000)};
    const auto open = book.of("connected", start);
    book.of("busy", start)->take({.documents = 5}, speed, start);
    for (std::size_t i = 0; i < 2 * AllowanceBook::most; ++i) {
        book.of("n" + std::to_string(i), start);
    }
    CHECK(book.size() <= AllowanceBook::most);
    book.of("later", start + 2s);
    CHECK(book.size() == 3);
    CHECK(book.of("connected", start + 2s) == open);
    CHECK_FALSE(book.of("busy", start + 2s)->atRest(start + 2s));
    book.of("busy", start + 2s)->take({.documents = 8}, speed, start + 2s);
}

TEST_CASE("when no more fit, those who come new share one allowance") {
    AllowanceBook book;
    std::vector<std::shared_ptr<Allowance>> open;
    for (std::size_t i = 0; i < AllowanceBook::most; ++i) {
        open.push_back(book.of("n" + std::to_string(i), start));
    }
    CHECK(book.of("one more", start) == book.of("and another", start));
    CHECK(book.of("n7", start) == open[7]);
    CHECK(book.size() == AllowanceBook::most);
}
