// A store of a whole day, asked while more comes in.
#include "app/commands/bench_history.h"
#include "core/history/history_writer.h"
#include "core/history/trail_reader.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>
#include <thread>

namespace roundsman {
namespace {

using Steady = std::chrono::steady_clock;

double millisSince(Steady::time_point begun) {
    return std::chrono::duration<double, std::milli>(Steady::now() - begun).count();
}

double at(std::vector<double>& sorted, double share) {
    std::ranges::sort(sorted);
    const auto last = static_cast<double>(sorted.size()) - 1;
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(std::ceil(share * last))];
}

/// The day's fixes, and then those of the minutes after it, out of one source.
class Ingest {
public:
    Ingest(HistoryWriter& history, const DayRun& run)
        : m_history(history),
          m_run(run),
          m_source(movingRiders(
              {.riders = run.riders, .fixes = UINT64_MAX, .intervalMillis = run.intervalMillis, .batch = batchFixes})) {
    }

    /// What is in the store already is not made again, but its riders go on from where it ends.
    std::expected<void, std::string> buildDay(std::uint64_t fixes) {
        if (const auto there = m_history.progress(PartitionNo{0})) {
            while (m_made < there->nextOffset.value()) {
                make();
            }
            m_offset = m_made;
        }
        while (m_offset < static_cast<std::int64_t>(fixes)) {
            take();
            if (auto done = commit(); !done) {
                return done;
            }
        }
        return {};
    }

    /// Paced, a commit a second; ends when told.
    void keepComing(const std::atomic<bool>& stop) {
        const auto begun = Steady::now();
        const std::int64_t first = m_offset;
        double commits = 0;
        while (!stop) {
            const double seconds = millisSince(begun) / 1e3;
            if (static_cast<double>(m_offset - first) < seconds * m_run.updatesPerSecond) {
                take();
            } else {
                std::this_thread::sleep_for(Millis{5});
            }
            if (seconds >= commits + 1) {
                ++commits;
                const auto before = Steady::now();
                if (auto done = commit(); !done) {
                    m_trouble = done.error();
                    return;
                }
                m_commits.push_back(millisSince(before));
            }
        }
        m_perSecond = static_cast<double>(m_offset - first) / (millisSince(begun) / 1e3);
    }

    std::vector<double>& commits() { return m_commits; }
    [[nodiscard]] double perSecond() const { return m_perSecond; }
    [[nodiscard]] const std::string& trouble() const { return m_trouble; }

private:
    static constexpr std::uint32_t batchFixes = 10'000;

    void make() {
        m_out.fixes.clear();
        m_source->next(m_out.fixes);
        m_made += static_cast<std::int64_t>(m_out.fixes.size());
    }
    void take() {
        make();
        fillOutput(m_out, m_offset);
        m_history.write(m_out);
    }
    std::expected<void, std::string> commit() {
        const auto done = m_history.commit();
        return done ? std::expected<void, std::string>{} : std::unexpected(done.error().sentence);
    }

    HistoryWriter& m_history;
    const DayRun m_run;
    std::unique_ptr<FixSource> m_source;
    LaneOutput m_out;
    std::int64_t m_made = 0;
    std::int64_t m_offset = 0;
    std::vector<double> m_commits;
    double m_perSecond = 0;
    std::string m_trouble;
};

/// Asks by turns for the fleet at a random time and for a random rider's whole day.
std::expected<void, std::string> ask(const DayRun& run, DayCost& cost) {
    auto reader = TrailReader::open(run.folder);
    if (!reader) {
        return std::unexpected(reader.error().sentence);
    }
    std::mt19937_64 random(5);
    std::vector<double> fleet;
    std::vector<double> rider;
    constexpr std::int64_t dayMillis = 86'400'000;
    std::uint64_t riderFixes = 0;
    const auto end = Steady::now() + std::chrono::seconds(run.seconds);
    for (std::uint64_t question = 0; Steady::now() < end; ++question) {
        const auto begun = Steady::now();
        HistoryDone done;
        if (question % 10 == 0) {
            cost.fleetRiders = 0;
            done = reader->fleetAt(
                eventTimeFromMillis(ridersStartMillis + static_cast<std::int64_t>(random() % dayMillis)),
                [&](const FixRow&) { return ++cost.fleetRiders > 0; });
            fleet.push_back(millisSince(begun));
        } else {
            const RiderNo who{static_cast<std::uint32_t>(random() % run.riders)};
            done = reader->trail(PartitionNo{0}, who, eventTimeFromMillis(ridersStartMillis),
                                 eventTimeFromMillis(ridersStartMillis + dayMillis),
                                 [&](const FixRow&) { return ++riderFixes > 0; });
            rider.push_back(millisSince(begun));
        }
        if (!done) {
            return std::unexpected(done.error().sentence);
        }
    }
    cost.fleetQuestions = fleet.size();
    cost.fleetP50Millis = at(fleet, 0.5);
    cost.fleetMaxMillis = at(fleet, 1);
    cost.riderQuestions = rider.size();
    cost.riderFixes = static_cast<double>(riderFixes) / std::max<double>(1, static_cast<double>(rider.size()));
    cost.riderP50Millis = at(rider, 0.5);
    cost.riderP99Millis = at(rider, 0.99);
    cost.riderMaxMillis = at(rider, 1);
    return {};
}

} // namespace

std::expected<DayCost, std::string> measureDay(const DayRun& run) {
    auto history = HistoryWriter::open({.folder = run.folder});
    if (!history) {
        return std::unexpected(history.error().sentence);
    }
    DayCost cost;
    Ingest ingest(**history, run);
    cost.fixes = std::uint64_t{run.riders} * (86'400'000 / run.intervalMillis);
    const auto begun = Steady::now();
    if (auto built = ingest.buildDay(cost.fixes); !built) {
        return std::unexpected(built.error());
    }
    cost.buildSeconds = millisSince(begun) / 1e3;
    (*history)->settle();
    ::sync(); // a day that lasts a day is on the disk; written in a minute, the system would write it meanwhile
    cost.bytes = bytesIn(run.folder);
    std::atomic<bool> stop = false;
    std::jthread coming([&] { ingest.keepComing(stop); });
    auto asked = ask(run, cost);
    stop = true;
    coming.join();
    if (!asked || !ingest.trouble().empty()) {
        return std::unexpected(asked ? ingest.trouble() : asked.error());
    }
    cost.updatesPerSecond = ingest.perSecond();
    cost.commitP50Millis = at(ingest.commits(), 0.5);
    cost.commitMaxMillis = at(ingest.commits(), 1);
    return cost;
}

std::string jsonOf(const DayCost& cost) {
    char text[1024];
    std::snprintf(text, sizeof text,
                  R"({"fixes":%llu,"build_s":%.1f,"bytes_per_fix":%.2f,"updates_per_s":%.0f,"commit_p50_ms":%.1f,)"
                  R"("commit_max_ms":%.1f,"fleet":{"questions":%zu,"riders":%zu,"p50_ms":%.1f,"max_ms":%.1f},)"
                  R"("rider_day":{"questions":%zu,"fixes":%.0f,"p50_ms":%.2f,"p99_ms":%.2f,"max_ms":%.2f}})",
                  static_cast<unsigned long long>(cost.fixes), cost.buildSeconds,
                  static_cast<double>(cost.bytes) / static_cast<double>(std::max<std::uint64_t>(1, cost.fixes)),
                  cost.updatesPerSecond, cost.commitP50Millis, cost.commitMaxMillis, cost.fleetQuestions,
                  cost.fleetRiders, cost.fleetP50Millis, cost.fleetMaxMillis, cost.riderQuestions, cost.riderFixes,
                  cost.riderP50Millis, cost.riderP99Millis, cost.riderMaxMillis);
    return text;
}

} // namespace roundsman
