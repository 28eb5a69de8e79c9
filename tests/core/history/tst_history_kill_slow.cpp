// A program that drives a lane over a log into history is killed again and again, at moments of no choosing.
#include "tests/core/history/fleet_log.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

using namespace roundsman;

namespace {

constexpr std::int64_t records = 6000;

/// The life of one child: a byte down the pipe for each commit.
[[noreturn]] void drive(const std::filesystem::path& folder, int told, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    tests::FleetLog log(records);
    auto history = HistoryWriter::open(tests::historyIn(folder));
    if (!history) {
        _exit(3);
    }
    Lane lane = tests::recoverLane(**history, log);
    LaneOutput out;
    for (std::int64_t at = lane.nextOffset().value(); at < records;) {
        lane.apply(log.read(at, at + 1 + static_cast<std::int64_t>(random() % 40)), out);
        at = lane.nextOffset().value();
        (*history)->write(out);
        out.clear();
        if (random() % 6 == 0) {
            (*history)->snapshot(PartitionNo{0}, lane.nextOffset(), lane.laneTime(), lane.snapshot());
        }
        if (random() % 3 != 0 && !(*history)->commit()) {
            _exit(4);
        }
        static_cast<void>(!::write(told, "c", 1));
    }
    _exit((*history)->commit() ? 0 : 4);
}

struct Child {
    pid_t process = -1;
    int told = -1;
};

Child start(const std::filesystem::path& folder, std::uint64_t seed) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t process = ::fork();
    REQUIRE(process >= 0);
    if (process == 0) {
        ::close(ends[0]);
        drive(folder, ends[1], seed);
    }
    ::close(ends[1]);
    return {process, ends[0]};
}

/// Lets the child make so many commits, then kills it after up to some milliseconds more. True: it had ended by itself.
bool killAfter(const Child& child, int commits, int millis) {
    bool ended = false;
    for (int seen = 0; !ended && seen < commits; ++seen) {
        char byte = 0;
        ended = ::read(child.told, &byte, 1) <= 0;
    }
    pollfd nothing{.fd = -1, .events = 0, .revents = 0};
    ::poll(&nothing, 1, ended ? 0 : millis); // a random moment, not a wait for anything
    ::kill(child.process, SIGKILL);
    int status = 0;
    ::waitpid(child.process, &status, 0);
    ::close(child.told);
    if (WIFEXITED(status)) {
        CHECK(WEXITSTATUS(status) == 0);
    }
    return WIFEXITED(status);
}

int killsWanted() {
    const char* const wanted = std::getenv("ROUNDSMAN_KILLS");
    return wanted != nullptr ? std::atoi(wanted) : 25;
}

} // namespace

TEST_CASE("killed at random moments, history ends as if it had never been disturbed") {
    const tests::TempFolder calm;
    tests::FleetLog log(records);
    const auto wanted = tests::uninterrupted(calm.path(), log);
    REQUIRE_FALSE(wanted.empty());

    std::mt19937_64 random(2026);
    int kills = 0;
    for (int round = 0; kills < killsWanted(); ++round) {
        const tests::TempFolder folder;
        bool ended = false;
        while (!ended) {
            const Child child = start(folder.path(), random());
            const bool last = kills >= killsWanted();
            ended =
                killAfter(child, last ? INT32_MAX : static_cast<int>(random() % 25), static_cast<int>(random() % 12));
            kills += ended ? 0 : 1;
        }
        CAPTURE(round);
        const auto got = digestHistory(folder.path());
        REQUIRE(got);
        CHECK(*got == wanted);
    }
    MESSAGE(kills << " kills");
}
