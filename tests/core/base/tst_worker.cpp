#include "core/base/worker.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>

using namespace roundsman;

TEST_CASE("a worker hears stop and joins itself") {
    std::atomic<bool> ended = false;
    {
        const Worker worker(
            "w",
            [&](const std::stop_token& stop) {
                while (!stop.stop_requested()) {
                    std::this_thread::yield();
                }
                ended = true;
            },
            [](const std::string&) { CHECK(false); });
    }
    CHECK(ended);
}

TEST_CASE("what the work throws is told, not thrown") {
    std::string told;
    {
        const Worker worker(
            "a name longer than the kernel keeps",
            [](const std::stop_token&) { throw std::runtime_error("disk on fire"); },
            [&](const std::string& sentence) { told = sentence; });
    }
    CHECK(told == "disk on fire");
}

TEST_CASE("joining twice, or what never ran, is legal") {
    Worker never;
    never.join();
    Worker worker("w", [](const std::stop_token&) {}, [](const std::string&) {});
    worker.join();
    worker.join();
}
