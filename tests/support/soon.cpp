#include "tests/support/soon.h"

#include "tests/support/process.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace roundsman::tests {

bool soon(const std::function<bool()>& condition, std::chrono::seconds patience) {
    using Steady = std::chrono::steady_clock;
    const auto until = Steady::now() + patience;
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    while (!condition()) {
        if (Steady::now() > until) {
            return false;
        }
        never.wait_for(lock, std::chrono::milliseconds(20));
    }
    return true;
}

std::int64_t rowsOf(const std::string& what, const std::filesystem::path& history) {
    const ProcessResult result =
        runToEnd({ROUNDSMAN_NODE_PROGRAM, "query", what, "--history", history.string(), "--format", "csv"});
    REQUIRE_MESSAGE(result.exitStatus == 0, result.errors);
    return std::ranges::count(result.output, '\n') - 1;
}

} // namespace roundsman::tests
