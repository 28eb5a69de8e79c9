#include "app/commands/bench_history.h"
#include "core/base/sqlite/connection.h"
#include "core/history/history_writer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>

namespace roundsman {
namespace {

double secondsOf(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Measures storing, not the making of what is stored.
class Meter {
public:
    /// Around the making of a batch: this thread's time does not count.
    template <typename Make>
    auto without(Make make) {
        const double cpu = secondsOf(CLOCK_THREAD_CPUTIME_ID);
        const double wall = secondsOf(CLOCK_MONOTONIC);
        const auto made = make();
        m_cpu -= secondsOf(CLOCK_THREAD_CPUTIME_ID) - cpu;
        m_wall -= secondsOf(CLOCK_MONOTONIC) - wall;
        return made;
    }
    void commit(double seconds) { m_commits.push_back(seconds); }

    StoreCost finish(std::uint64_t fixes, double syncSeconds) {
        StoreCost cost{.fixes = fixes,
                       .cpuSeconds = m_cpu + secondsOf(CLOCK_PROCESS_CPUTIME_ID),
                       .wallSeconds = m_wall + secondsOf(CLOCK_MONOTONIC),
                       .syncSeconds = syncSeconds};
        std::ranges::sort(m_commits);
        const auto at = [&](double share) {
            const auto last = static_cast<double>(m_commits.size() - 1);
            return m_commits.empty() ? 0 : 1e3 * m_commits[static_cast<std::size_t>(std::ceil(share * last))];
        };
        cost.commitP50Millis = at(0.5);
        cost.commitP999Millis = at(0.999);
        cost.commitMaxMillis = at(1);
        return cost;
    }

private:
    double m_cpu = -secondsOf(CLOCK_PROCESS_CPUTIME_ID);
    double m_wall = -secondsOf(CLOCK_MONOTONIC);
    std::vector<double> m_commits;
};

void stripEvidence(std::vector<FixRow>& fixes) {
    for (FixRow& fix : fixes) {
        fix = {.rider = fix.rider,
               .market = {},
               .position = fix.position,
               .deviceTime = fix.deviceTime,
               .receiveTime = fix.deviceTime,
               .logTime = fix.deviceTime,
               .document = {}};
    }
}

} // namespace

std::uint64_t bytesIn(const std::filesystem::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code none;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, none)) {
        bytes += entry.is_regular_file(none) ? entry.file_size(none) : 0;
    }
    return bytes;
}

void fillOutput(LaneOutput& out, std::int64_t& offset) {
    out.firstOffset = Offset{offset};
    out.nextOffset = Offset{offset += static_cast<std::int64_t>(out.fixes.size())};
    out.records = out.fixes.size();
    out.laneTime = std::max(out.laneTime, out.fixes.back().logTime);
    out.lastRecord = {.offset = Offset{offset - 1}, .logTime = out.laneTime, .checksum = 1};
    out.verdicts = {};
    out.verdicts.add(Verdict::accepted, Reason::none, out.fixes.size());
}

std::expected<StoreCost, std::string> storeAsTrails(FixSource& source, const StoreRun& run) {
    std::uint64_t fixes = 0;
    double sync = 0;
    StoreCost cost;
    {
        auto history = HistoryWriter::open({.folder = run.folder});
        if (!history) {
            return std::unexpected(history.error().sentence);
        }
        LaneOutput out;
        std::int64_t offset = 0;
        Meter meter;
        const auto make = [&] {
            out.fixes.clear();
            const bool more = source.next(out.fixes);
            if (more && !run.withEvidence) {
                stripEvidence(out.fixes);
            }
            return more;
        };
        const auto commit = [&](bool last) -> std::expected<void, std::string> {
            const auto report = last ? (*history)->commitAndFold() : (*history)->commit();
            if (!report) {
                return std::unexpected(report.error().sentence);
            }
            sync += std::chrono::duration<double>(report->daySync).count();
            meter.commit(std::chrono::duration<double>(report->total).count());
            return {};
        };
        while (meter.without(make)) {
            fillOutput(out, offset);
            fixes += out.fixes.size();
            (*history)->write(out);
            if (auto done = commit(false); !done) {
                return std::unexpected(done.error());
            }
        }
        (*history)->settle();
        cost = meter.finish(fixes, sync);
        if (auto done = commit(true); !done) {
            return std::unexpected(done.error());
        }
    }
    cost.bytes = bytesIn(run.folder);
    return cost;
}

std::expected<StoreCost, std::string> storeAsRows(FixSource& source, const StoreRun& run) {
    std::uint64_t fixes = 0;
    StoreCost cost;
    {
        auto db = sqlite::Connection::open(run.folder / "rows.db");
        if (!db) {
            return std::unexpected(db.error().sentence);
        }
        // As well as rows can be had: a prepared insert, a transaction a commit, a cache that holds the index, and a
        // WAL that is moved as seldom as that of trails.
        auto done = db->prepareForWriting({.cacheKiB = 256 * 1024, .walCheckpointPages = 16384});
        done = done ? db->execute("CREATE TABLE fixes(rider INTEGER, time INTEGER, lat INTEGER, lon INTEGER, offset "
                                  "INTEGER, doc INTEGER, log_time INTEGER, receive_time INTEGER, speed REAL, heading "
                                  "REAL, accuracy REAL, status INTEGER); CREATE INDEX trail ON fixes(rider, time)")
                    : done;
        auto put = done ? db->prepare("INSERT INTO fixes VALUES(?,?,?,?,?,?,?,?,?,?,?,?)")
                        : sqlite::Result<sqlite::Statement>(std::unexpected(done.error()));
        if (!put) {
            return std::unexpected(put.error().sentence);
        }
        std::vector<FixRow> batch;
        Meter meter;
        while (meter.without([&] { return batch.clear(), source.next(batch); })) {
            const double begun = secondsOf(CLOCK_MONOTONIC);
            auto transaction = sqlite::Transaction::begin(*db);
            done = transaction ? sqlite::Done{} : sqlite::Done(std::unexpected(transaction.error()));
            for (const FixRow& fix : batch) {
                put->bind(fix.rider.value(), millisOf(fix.deviceTime), fix.position.latitudeE7(),
                          fix.position.longitudeE7(), fix.document.offset.value(), fix.document.index,
                          millisOf(fix.logTime), millisOf(fix.receiveTime), double{fix.speedMps},
                          double{fix.headingDegrees}, double{fix.accuracyMetres}, static_cast<int>(fix.status));
                done = done ? put->run() : done;
            }
            done = done ? transaction->commit() : done;
            if (!done) {
                return std::unexpected(done.error().sentence);
            }
            fixes += batch.size();
            meter.commit(secondsOf(CLOCK_MONOTONIC) - begun);
        }
        cost = meter.finish(fixes, 0);
    }
    cost.bytes = bytesIn(run.folder);
    return cost;
}

} // namespace roundsman
