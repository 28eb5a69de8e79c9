// What history lets go of: files of old days, rows of old times, and rows of the outbox that everybody has had.
#include "core/history/history_writer_impl.h"
#include "core/history/outbox_reader.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace roundsman {
namespace {

using sqlite::Done;

constexpr std::int64_t trimEveryBatches = 16;
constexpr std::int64_t rowsATrim = 2'000; // of one table in one commit, so that none takes long
constexpr std::int64_t outboxRowsATrim = 10'000;
constexpr std::int64_t dayMillis = 86'400'000;

/// Tables whose rows have a time and end of use. Rollups have a retention of their own, by the size of their buckets.
struct Aged {
    std::string_view table;
    std::string_view key;
    std::string_view old; ///< ?1: milliseconds since the epoch
};
constexpr std::array agedTables{
    Aged{"verdict_minutes", "minute,partition,kind,code", "minute < ?1 / 60000"},
    Aged{"quarantine", "partition,offset,doc", "log_time < ?1"},
    Aged{"surge", "partition,generation,cell,minute", "minute < ?1"},
    Aged{"fence_events", "partition,offset,doc,fence,change,rider", "time < ?1"},
    Aged{"alerts", "partition,generation,id", "raised_at < ?1 AND ended_at > 0"},
    Aged{"legs", "partition,generation,last_offset,last_doc,ord,leg", "ended_at < ?1"},
};
constexpr std::array<std::string_view, 3> ofOrders{"order_events", "ladder", "etas"};

std::string removing(std::string_view table, std::string_view key, std::string_view condition, std::int64_t most) {
    const std::string name(table);
    const std::string columns(key);
    return "DELETE FROM " + name + " WHERE (" + columns + ") IN (SELECT " + columns + " FROM " + name + " WHERE " +
           std::string(condition) + " LIMIT " + std::to_string(most) + ")";
}

} // namespace

std::optional<EventTime> HistoryWriter::Impl::slowestLane() const {
    std::optional<EventTime> slowest;
    for (const auto& [partition, lane] : m_progress) {
        slowest = std::min(slowest.value_or(EventTime::max()), lane.laneTime);
    }
    return slowest;
}

/// Files of days that are old enough go, whole. The row stays, so that nobody calls them lost.
void HistoryWriter::Impl::retire() {
    const auto slowest = slowestLane();
    if (m_options.keepDays <= 0 || !slowest) {
        return;
    }
    const std::int64_t oldest = dayOfHour(hourOf(millisOf(*slowest))) - m_options.keepDays;
    auto old = m_main.prepare("SELECT day FROM days WHERE retired = 0 AND day < ?");
    auto mark = m_main.prepare("UPDATE days SET retired = 1 WHERE day = ?");
    if (!old || !mark) {
        return; // the next commit tries again
    }
    std::vector<std::int64_t> days;
    old->bind(oldest);
    for (auto row = old->step(); row && *row; row = old->step()) {
        days.push_back(old->integer(0));
    }
    for (const std::int64_t day : days) {
        if (!mark->bind(day).run()) {
            return;
        }
        m_days.close(day);
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm"}) {
            std::filesystem::remove(m_paths.day(day).string() + suffix, ignored);
        }
    }
}

/// Now and then, within the commit's transaction. What is found to be old is a function of lane time alone: a day's
/// rows go once the slowest lane is so many days further.
Done HistoryWriter::Impl::trim() {
    if (m_batch % trimEveryBatches != 0 && !m_trimAgain) {
        return {};
    }
    m_trimAgain = false;
    auto done = trimOutbox();
    done = done && m_options.keepRowsDays > 0 ? trimRows() : done;
    return done;
}

template <typename... Values>
Done HistoryWriter::Impl::removeSome(const std::string& sql, std::int64_t most, const Values&... values) {
    auto remove = m_main.prepare(sql);
    if (!remove) {
        return std::unexpected(remove.error());
    }
    const auto done = remove->bind(values...).run();
    m_trimAgain = m_trimAgain || (done && m_main.changedRows() >= most);
    return done;
}

Done HistoryWriter::Impl::trimOutbox() {
    const OutboxSenders senders = readOutboxSenders(m_options.folder, m_options.vfs);
    constexpr std::string_view key = "partition,offset,doc,n";
    Done done;
    for (const OutboxDone& place : senders.done) {
        static const std::string had =
            removing("outbox", key, "partition = ?1 AND (offset, doc, n) <= (?2, ?3, ?4)", outboxRowsATrim);
        done = done ? removeSome(had, outboxRowsATrim, place.partition, place.offset, place.document, place.n) : done;
    }
    // Rows that nobody has asked for, or not for a long time, do not fill the disk.
    const Millis kept = senders.destinations == 0 ? m_options.outboxKeptUnasked : m_options.outboxKept;
    for (const auto& [partition, lane] : m_progress) {
        const std::int64_t before = millisOf(lane.laneTime - kept);
        const auto oldest = m_main.integer(
            "SELECT ifnull((SELECT lane_time FROM outbox WHERE partition = " + std::to_string(partition) +
            " ORDER BY offset, doc, n LIMIT 1), " + std::to_string(INT64_MAX) + ")");
        if (!oldest) {
            return std::unexpected(oldest.error());
        }
        if (*oldest < before) {
            static const std::string old =
                removing("outbox", key, "partition = ?1 AND lane_time < ?2 ORDER BY offset, doc, n", outboxRowsATrim);
            done = done ? removeSome(old, outboxRowsATrim, partition, before) : done;
            if (done && senders.destinations > 0) {
                done = countUnsent(m_main.changedRows());
            }
        }
    }
    return done;
}

/// Rows that were never sent are counted where doctor finds the number.
Done HistoryWriter::Impl::countUnsent(std::int64_t rows) {
    auto count = m_main.prepare("INSERT INTO meta VALUES('outbox_unsent', ?1) ON CONFLICT(name) DO UPDATE SET value = "
                                "CAST(CAST(value AS INTEGER) + ?1 AS TEXT)");
    return count ? count->bind(rows).run() : Done(std::unexpected(count.error()));
}

Done HistoryWriter::Impl::trimRows() {
    const auto slowest = slowestLane();
    if (!slowest) {
        return {};
    }
    const std::int64_t before = (millisOf(*slowest) / dayMillis - m_options.keepRowsDays) * dayMillis;
    Done done;
    for (const Aged& aged : agedTables) {
        done = done ? removeSome(removing(aged.table, aged.key, aged.old, rowsATrim), rowsATrim, before) : done;
    }
    // What belongs to an order goes with it, and in the same commit.
    const std::string orders = "SELECT partition, ord FROM orders WHERE placed_at < ?1 ORDER BY placed_at, partition, "
                               "ord LIMIT " +
                               std::to_string(rowsATrim);
    for (const std::string_view table : ofOrders) {
        done = done ? removeSome("DELETE FROM " + std::string(table) + " WHERE (partition, ord) IN (" + orders + ")",
                                 INT64_MAX, before)
                    : done;
    }
    return done ? removeSome("DELETE FROM orders WHERE (partition, ord) IN (" + orders + ")", rowsATrim, before) : done;
}

} // namespace roundsman
