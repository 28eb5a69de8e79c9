#pragma once

#include "core/history/history_digest.h"
#include "core/history/history_writer.h"
#include "core/lane/lane.h"
#include "core/model/record.h"

#include <array>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

namespace roundsman::tests {

/// A log that is a function of its offsets: fixes of riders underway, repeats, late ones, orders and garbage. So any
/// process that reads it, however often, reads the same.
class FleetLog {
public:
    explicit FleetLog(std::int64_t records) : m_records(records) {}

    [[nodiscard]] std::int64_t end() const { return m_records; }

    /// Records [from, to); their bytes live until the next call.
    std::span<const RecordView> read(std::int64_t from, std::int64_t to) {
        m_values.clear();
        m_views.clear();
        for (std::int64_t offset = from; offset < std::min(to, m_records); ++offset) {
            m_values.push_back(valueAt(offset));
            m_views.push_back({.partition = PartitionNo{0},
                               .offset = Offset{offset},
                               .logTime = eventTimeFromMillis(timeAt(offset)),
                               .key = {},
                               .value = m_values.back(),
                               .headers = {}});
        }
        return m_views;
    }

private:
    static constexpr std::int64_t start = 1'763'715'500'000; // soon before a full hour
    static std::int64_t timeAt(std::int64_t offset) { return start + offset * 700; }

    static std::string fixOf(std::mt19937_64& random, std::int64_t offset) {
        const auto rider = random() % 300;
        const std::int64_t late = random() % 25 == 0 ? static_cast<std::int64_t>(random() % 9'000'000) : 0;
        const std::int64_t time = timeAt(offset) - static_cast<std::int64_t>(random() % 400) - late;
        // Along a line that each rider follows with time: no jumps.
        const double along = static_cast<double>(time - start) * 4e-8;
        return R"({"driverId":)" + std::to_string(rider) + R"(,"latitude":)" +
               std::to_string(12.5 + static_cast<double>(rider) * 1e-3 + along) + R"(,"longitude":)" +
               std::to_string(77.5 + along) + R"(,"market":"south","timestamp":)" + std::to_string(time) +
               R"(,"speed":)" + std::to_string(random() % 15) + R"(.5,"accuracy":8})";
    }

    static std::string orderOf(std::mt19937_64& random, std::int64_t offset) {
        static constexpr std::array steps{"placed", "accepted", "ready", "picked_up", "delivered", "cancelled"};
        const std::string order = "o-" + std::to_string(random() % 40 + static_cast<std::uint64_t>(offset / 50) * 20);
        return R"({"id":"e-)" + std::to_string(offset) + "-" + std::to_string(random() % 3) + R"(","type":"order.)" +
               steps[random() % steps.size()] + R"(","time":")" + toRfc3339(eventTimeFromMillis(timeAt(offset))) +
               R"(","source":"app","market":"south","subject":")" + order + R"(","data":{"merchantId":"m-)" +
               std::to_string(random() % 9) + R"(","customerId":"c-1","items":2,"amountMinor":4500,"currency":"INR"}})";
    }

    static std::string valueAt(std::int64_t offset) {
        std::mt19937_64 random(static_cast<std::uint64_t>(offset) * 7919 + 1);
        std::string value;
        std::string before;
        for (int document = 0; document < 12; ++document) {
            const auto kind = random() % 20;
            std::string next = kind == 0   ? orderOf(random, offset)
                               : kind == 1 ? std::string(R"({"name":"tony","location":"south"})")
                               : kind == 2 ? std::string("{broken")
                               : kind == 3 ? before
                                           : fixOf(random, offset);
            if (!next.empty()) {
                value += next + "\n";
                before = next;
            }
        }
        return value;
    }

    std::int64_t m_records;
    std::deque<std::string> m_values;
    std::vector<RecordView> m_views;
};

/// A lane that goes on where history is: from its newest snapshot, re-run to the committed offset, writing nothing.
inline Lane recoverLane(const HistoryWriter& history, FleetLog& log) {
    const PartitionNo partition{0};
    Lane lane(partition, LaneSettings{});
    const auto progress = history.progress(partition);
    if (!progress) {
        return lane;
    }
    if (auto snapshot = history.newestSnapshot(partition); snapshot && *snapshot) {
        if (auto restored = Lane::fromSnapshot((*snapshot)->bytes)) {
            lane = std::move(*restored);
        }
    }
    LaneOutput unwanted;
    for (std::int64_t at = lane.nextOffset().value(); at < progress->nextOffset.value(); at += 64) {
        lane.apply(log.read(at, std::min(at + 64, progress->nextOffset.value())), unwanted);
        unwanted.clear();
    }
    return lane;
}

inline HistoryOptions historyIn(const std::filesystem::path& folder, const std::string& vfs = {}) {
    HistoryOptions options{.folder = folder};
    options.trails.tailRowsMax = 9; // many visits, so that crashes meet them
    options.trails.fixesAVisit = 12;
    options.trails.fold.fixesFull = 8;
    options.checkpointBytes = 256 << 10;
    options.vfs = vfs;
    return options;
}

/// What one uninterrupted run leaves.
inline std::vector<TableDigest> uninterrupted(const std::filesystem::path& folder, FleetLog& log) {
    auto history = HistoryWriter::open(historyIn(folder));
    Lane lane = recoverLane(**history, log);
    LaneOutput out;
    for (std::int64_t at = 0; at < log.end(); at += 50) {
        lane.apply(log.read(at, at + 50), out);
        (*history)->write(out);
        out.clear();
        if (!(*history)->commit()) {
            return {}; // like no history at all
        }
    }
    history->reset();
    return digestHistory(folder).value_or(std::vector<TableDigest>{});
}

} // namespace roundsman::tests
