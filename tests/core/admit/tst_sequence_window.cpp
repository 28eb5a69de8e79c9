#include "core/admit/sequence_window.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

using namespace roundsman;

namespace {

constexpr RiderNo rider{7};
constexpr EventTime now = eventTimeFromMillis(1'795'000'000'000);
using Answer = SequenceWindows::Answer;

/// The same promise, kept in the dullest way.
struct Model {
    std::set<std::uint64_t> taken;
    std::uint64_t highest = 0;

    [[nodiscard]] Answer ask(std::uint64_t number) const {
        if (taken.empty() || number > highest) {
            return Answer::fresh;
        }
        if (highest - number >= SequenceWindows::windowMax) {
            return Answer::belowWindow;
        }
        return taken.contains(number) ? Answer::taken : Answer::fresh;
    }
    void take(std::uint64_t number) {
        if (!taken.empty() && highest > number && highest - number >= SequenceWindows::windowMax) {
            taken.clear(); // counts anew
            highest = 0;
        }
        taken.insert(number);
        highest = std::max(highest, number);
    }
};

/// Numbers as phones send them: mostly the next, some lost, some late, some twice, now and then a leap.
std::uint64_t nextNumber(std::mt19937_64& random, std::uint64_t highest, unsigned lossPercent) {
    const auto dice = random() % 1000;
    if (dice < 5) {
        return highest + random() % 3000;
    }
    if (dice < 150) {
        return highest - std::min<std::uint64_t>(highest, random() % 1400);
    }
    return highest + 1 + (random() % 100 < lossPercent ? random() % 3 : 0);
}

} // namespace

TEST_CASE("the window says exactly what a list of all numbers says, whatever is lost, late or sent twice") {
    for (const unsigned lossPercent : {0U, 1U, 10U, 60U}) {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            CAPTURE(lossPercent);
            CAPTURE(seed);
            std::mt19937_64 random(seed);
            SequenceWindows windows;
            SequenceMemory memory;
            Model model;
            const std::uint64_t session = SequenceWindows::sessionWord("a1");
            std::uint64_t highest = seed * 500;
            int different = 0;
            for (int i = 0; i < 20'000; ++i) {
                const std::uint64_t number = nextNumber(random, highest, lossPercent);
                const Answer answer = windows.ask(rider, memory, session, number, 1024);
                different += answer == model.ask(number) ? 0 : 1;
                if (answer == Answer::fresh || (answer == Answer::belowWindow && random() % 50 == 0)) {
                    windows.take(rider, memory, session, number, now);
                    model.take(number);
                    highest = memory.highest;
                }
            }
            CHECK(different == 0);
        }
    }
}

TEST_CASE("a rider who comes back to a session of the last hour is known there") {
    SequenceWindows windows;
    SequenceMemory memory;
    const std::uint64_t a = SequenceWindows::sessionWord("a");
    const std::uint64_t b = SequenceWindows::sessionWord("b");
    windows.take(rider, memory, a, 5, now);
    windows.take(rider, memory, b, 5, now);
    CHECK(windows.ask(rider, memory, a, 5, 1024) == Answer::taken);
    CHECK(windows.ask(rider, memory, a, 6, 1024) == Answer::fresh);
    windows.take(rider, memory, a, 6, now);
    CHECK(windows.ask(rider, memory, a, 5, 1024) == Answer::taken);
    CHECK(windows.ask(rider, memory, b, 5, 1024) == Answer::taken);
}

TEST_CASE("who makes up sessions without end loses his oldest, and nobody else loses anything") {
    SequenceWindows windows;
    SequenceMemory memory;
    SequenceMemory others;
    windows.take(RiderNo{2}, others, SequenceWindows::sessionWord("mine"), 5, now);
    windows.take(RiderNo{2}, others, SequenceWindows::sessionWord("mine too"), 1, now);
    const auto session = [](std::size_t n) {
        return SequenceWindows::sessionWord("s" + std::to_string(n));
    };
    constexpr std::size_t last = SequenceWindows::oldSessionsMax + 10;
    for (std::size_t n = 0; n <= last; ++n) {
        windows.take(rider, memory, session(n), 7, now + Millis(static_cast<std::int64_t>(n)));
    }
    CHECK(windows.ask(rider, memory, session(0), 7, 1024) == Answer::fresh);
    CHECK(windows.ask(rider, memory, session(9), 7, 1024) == Answer::fresh);
    CHECK(windows.ask(rider, memory, session(10), 7, 1024) == Answer::taken);
    CHECK(windows.ask(rider, memory, session(last), 7, 1024) == Answer::taken);
    CHECK(windows.ask(RiderNo{2}, others, SequenceWindows::sessionWord("mine"), 5, 1024) == Answer::taken);
}

TEST_CASE("bytes bring a window back as it was, bitmap and all") {
    SequenceWindows windows;
    SequenceMemory memory;
    const std::uint64_t session = SequenceWindows::sessionWord("s");
    for (std::uint64_t number = 0; number < 3000; number += 2) {
        windows.take(rider, memory, session, number, now);
    }
    ByteWriter out;
    windows.save(out, memory);
    SequenceWindows others;
    SequenceMemory again;
    ByteReader in(out.bytes());
    others.load(in, again);
    CHECK(in.ok());
    CHECK(in.atEnd());
    for (std::uint64_t number = 1900; number < 3100; ++number) {
        CHECK(others.ask(rider, again, session, number, 1024) == windows.ask(rider, memory, session, number, 1024));
    }
}
