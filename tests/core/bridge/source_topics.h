#pragma once

// What tests of the bridge share: foreign topics, and lanes that take what the bridge made of them.

#include "core/bridge/coalescer.h"
#include "core/lane/lane.h"
#include "core/model/provenance.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace roundsman::tests {

/// Partitions of foreign topics: what was written at each offset.
struct SourceTopics {
    struct Partition {
        std::string topic;
        std::int32_t partition;
        std::vector<std::string> records{};
    };
    std::vector<Partition> partitions;

    [[nodiscard]] RecordView record(std::size_t source, std::size_t offset) const {
        return {.partition = PartitionNo{partitions[source].partition},
                .offset = Offset{static_cast<std::int64_t>(offset)},
                .logTime = eventTimeFromMillis(1'795'000'000'000),
                .key = {},
                .value = partitions[source].records[offset],
                .headers = {}};
    }
};

/// Values as the world writes them: single fixes, lists, several lines, several markets in one, and rubbish of all
/// kinds.
class SourceWriter {
public:
    explicit SourceWriter(std::uint32_t seed) : m_random(seed) {}

    std::string value() {
        switch (pick(14)) {
        case 0:
            return "[" + fix() + ", " + fix() + "]";
        case 1:
            return fix() + "\n" + fix() + "\r\n" + fix() + "\n";
        case 2:
            return "{\n \"driverId\": \"p" + std::to_string(m_next++) +
                   "\",\n \"latitude\": 12.9,\n\"longitude\": 77.5}";
        case 3:
            return R"({"name":"tony","location":"south"})";
        case 4:
            return rubbish();
        case 5:
            return fix() + "\n" + rubbish() + "\n" + fix();
        case 6:
            return "";
        default:
            return fix();
        }
    }
    std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(m_random); }

private:
    /// A rider of its own each time, so that a fix that is taken is known by its rider.
    std::string fix() {
        static const std::vector<std::string> markets{"", R"(,"state":"south")", R"(,"market":"north")",
                                                      R"(,"region":"west")"};
        return R"({"driverId":"r)" + std::to_string(m_next++) + R"(","latitude":12.97,"longitude":77.59)" +
               markets[pick(markets.size())] + "}";
    }
    std::string rubbish() {
        static const std::vector<std::string> all{
            "{",    "}",           "{\"a\":",          "hello",
            "[1,2", "[[1],[2]]",   "{\"a\":\"}",       "{}{}",
            "\"x",  "[1,\n{}]",    "{\"b\":1}}",       "\x80\xff",
            "{{}",  "null",        " \n\t ",           "[]",
            "}}",   "{\"a\n\":1}", "[{\"a\":1},[{}]]", "{\"driverId\":1,\"latitude\":\"x\",\"longitude\":2}"};
        return all[pick(all.size())];
    }

    std::mt19937 m_random;
    int m_next = 0;
};

/// Records of ours as a lane reads them, and what it took.
class TakingLanes {
public:
    explicit TakingLanes(std::int32_t partitions) : m_feeds(static_cast<std::size_t>(partitions)) {}

    void append(std::int32_t partition, const Bundle& bundle, std::span<const SourceName> names) {
        REQUIRE(bundle.readsBack());
        std::vector<std::pair<std::string, std::string>> headers{
            {std::string(header::source), bundle.header(names)},
            {std::string(header::receiveTime), std::to_string(millisOf(bundle.received()))}};
        if (!bundle.market().empty()) {
            headers.emplace_back(header::market, bundle.market());
        }
        m_largest = std::max(m_largest, bundle.value().size() + headers.front().second.size());
        append(partition, bundle.value(), std::move(headers));
    }
    [[nodiscard]] std::size_t largest() const { return m_largest; }
    void append(std::int32_t partition, std::string value, std::vector<std::pair<std::string, std::string>> headers) {
        m_feeds[static_cast<std::size_t>(partition)].record(std::move(value), std::move(headers));
    }

    struct Taken {
        std::multiset<std::pair<std::string, std::string>> riders; ///< id and market
        std::multiset<std::string> quarantined;
        std::uint64_t repeats = 0;
        bool operator==(const Taken& other) const { return riders == other.riders && quarantined == other.quarantined; }
    };
    Taken take() const {
        Taken taken;
        for (std::size_t p = 0; p < m_feeds.size(); ++p) {
            Lane lane(PartitionNo{static_cast<std::int32_t>(p)}, LaneSettings{});
            LaneOutput out;
            lane.apply(m_feeds[p].records(), out);
            std::map<MarketNo, std::string> markets;
            for (const MarketRow& row : out.markets) {
                markets[row.market] = row.name;
            }
            std::map<RiderNo, std::pair<std::string, std::string>> riders;
            for (const RiderRow& row : out.riders) {
                riders[row.rider] = {row.id, markets[row.market]};
            }
            for (const FixRow& row : out.fixes) {
                taken.riders.insert(riders[row.rider]);
            }
            for (const QuarantineRow& row : out.quarantine) {
                taken.quarantined.insert(row.bytes);
            }
            taken.repeats += out.verdicts.byReason[static_cast<std::size_t>(Reason::sameSourceOffset)];
        }
        return taken;
    }

private:
    std::vector<LaneFeed> m_feeds;
    std::size_t m_largest = 0; ///< record
};

} // namespace roundsman::tests
