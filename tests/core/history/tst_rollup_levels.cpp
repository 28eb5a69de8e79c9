// Minutes, quarters, hours, days, weeks and months of the same days: sums are equal, whatever came late, wherever
// batches end, and after the shorter ones are gone.
#include "core/history/history_digest.h"
#include "core/history/history_writer.h"
#include "core/history/measure_reader.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

const EventTime beginning = parseRfc3339("2026-10-22T00:00:00Z").value(); // clocks change in Berlin on the 25th
constexpr int days = 8;
constexpr MarketNo berlin{0};
constexpr MarketNo newYork{1};
constexpr MerchantNo guest{2}; // in Berlin's market, by the clock of Kolkata

RollupRules rulesOf(MarketNo market) {
    RollupRules rules;
    rules.timeZone = market == berlin ? "Europe/Berlin" : "America/New_York";
    rules.businessDayStart = market == berlin ? Millis{4h} : Millis{0};
    rules.minutesKept = 48h;
    rules.quartersKept = 96h;
    return rules;
}

/// Minutes as a lane gives them: each once when it is complete, and parts that came later.
class Fleet {
public:
    /// A quarter of an hour of lane time, every minute of which some shop took an order and some rider passed.
    LaneOutput step() {
        LaneOutput out;
        out.partition = PartitionNo{0};
        out.firstOffset = Offset{m_next};
        if (m_next == 0) {
            begin(out);
        }
        for (int minute = 0; minute < 15; ++minute, m_now += 1min) {
            addMinute(m_now, 0, out);
            if (m_random() % 4 == 0 && m_now > beginning + 1h) { // late by up to five days
                const auto age = static_cast<std::int64_t>(
                    m_random() % std::min<std::int64_t>(
                                     7200, std::chrono::floor<std::chrono::minutes>(m_now - beginning).count() - 10));
                addMinute(m_now - std::chrono::minutes{age + 10}, millisOf(m_now) / 60'000, out);
            }
            for (const MarketNo market : {berlin, newYork}) {
                for (const RollupKind kind : {RollupKind::areas, RollupKind::merchants}) {
                    out.completeness.push_back({market, kind, m_now + 1min, rulesOf(market)});
                }
            }
        }
        out.records = 1;
        out.nextOffset = Offset{++m_next};
        out.laneTime = m_now;
        out.lastRecord = {.offset = Offset{m_next - 1}, .logTime = m_now, .checksum = 0};
        return out;
    }
    [[nodiscard]] EventTime now() const { return m_now; }

    struct Fact {
        EventTime start;
        std::uint32_t place; ///< the merchant's number, or the cell's
        MarketNo market;
        std::int64_t orders;
        std::int64_t millis;
    };
    std::vector<Fact> orders;
    std::vector<Fact> passes;

private:
    void begin(LaneOutput& out) const {
        out.markets = {{berlin, "berlin", {}}, {newYork, "new york", {}}};
        for (std::uint32_t n = 0; n < 4; ++n) {
            MerchantRow merchant;
            merchant.merchant = MerchantNo{n};
            merchant.id = "m-" + std::to_string(n);
            merchant.market = n < 3 ? berlin : newYork;
            merchant.timeZone = MerchantNo{n} == guest ? "Asia/Kolkata" : "";
            out.merchants.push_back(merchant);
        }
    }
    void addMinute(EventTime start, std::int64_t part, LaneOutput& out) {
        const auto place = static_cast<std::uint32_t>(m_random() % 4);
        const MarketNo market = place < 3 ? berlin : newYork;
        const DocumentRef document{Offset{m_next}, static_cast<std::uint32_t>(out.merchantRollups.size())};
        MerchantRollupRow order;
        order.market = market;
        order.merchant = MerchantNo{place};
        order.start = start;
        order.part = part;
        order.revision = part > 0 ? 1 : 0;
        const auto count = static_cast<std::int64_t>(1 + m_random() % 3);
        order.figures.add(MerchantCount::placed, count);
        const auto length = static_cast<std::int64_t>(m_random() % 2'000'000);
        order.figures.add(MerchantSpan::delivery, Millis{length});
        order.first = order.last = document;
        orders.push_back({start, place, market, count, length});
        out.merchantRollups.push_back(order);

        AreaRollupRow pass;
        pass.market = market;
        pass.cell = CellId{100 + place};
        pass.start = start;
        pass.part = part;
        pass.revision = order.revision;
        pass.figures.add(AreaCount::fixes, static_cast<std::uint64_t>(count));
        pass.figures.riders.add(RiderNo{static_cast<std::uint32_t>(m_random() % 50)}, m_random() % 2 == 0);
        pass.figures.riders.settle();
        pass.first = pass.last = document;
        passes.push_back({start, place, market, count, 0});
        out.areaRollups.push_back(pass);
    }

    std::mt19937_64 m_random{5};
    EventTime m_now = beginning;
    std::int64_t m_next = 0;
};

/// The fleet's days in a history, committed after every so many steps.
void keep(Fleet& fleet, const std::filesystem::path& folder, int stepsACommit) {
    auto history = HistoryWriter::open({.folder = folder});
    REQUIRE(history.has_value());
    for (int step = 1; step <= days * 96; ++step) {
        (*history)->write(fleet.step());
        if (step % stepsACommit == 0) {
            REQUIRE((*history)->commit().has_value());
        }
    }
    REQUIRE((*history)->commitAndFold().has_value());
}

struct Sums {
    std::int64_t count = 0;
    std::int64_t millis = 0;
    std::uint64_t measured = 0;
    bool operator==(const Sums&) const = default;
};

using ByDay = std::map<std::pair<std::uint32_t, EventTime>, Sums>;

/// Merchants' sums by their own business days, out of rows no longer than asked.
ByDay merchantDays(MeasureReader& reader, Granularity longest, std::map<Granularity, int>* lengths = nullptr) {
    ByDay sums;
    const RollupRange range{beginning - 48h, beginning + 24h * days, longest, {}};
    const auto done =
        reader.merchants("", range, [&](std::int32_t partition, Granularity length, const MerchantRollupRow& row) {
            const Calendar clock = reader.clockOf(partition, row.market, RollupKind::merchants, row.merchant);
            Sums& sum = sums[{row.merchant.value(), clock.bucketStart(row.start, Granularity::day)}];
            sum.count += row.figures.of(MerchantCount::placed);
            sum.millis += row.figures.of(MerchantSpan::delivery).sumMillis;
            sum.measured += row.figures.of(MerchantSpan::delivery).sketch.count();
            if (lengths != nullptr) {
                ++(*lengths)[length];
            }
        });
    REQUIRE(done.has_value());
    return sums;
}

ByDay areaDays(MeasureReader& reader, Granularity longest) {
    ByDay sums;
    const RollupRange range{beginning - 48h, beginning + 24h * days, longest, {}};
    const auto done =
        reader.areas({.range = range}, [&](std::int32_t partition, Granularity, const AreaRollupRow& row) {
            const Calendar clock = reader.clockOf(partition, row.market, RollupKind::areas);
            sums[{static_cast<std::uint32_t>(row.cell.value() - 100), clock.bucketStart(row.start, Granularity::day)}]
                .count += static_cast<std::int64_t>(row.figures.of(AreaCount::fixes));
        });
    REQUIRE(done.has_value());
    return sums;
}

/// The same, from what was put in.
ByDay factsByDay(const std::vector<Fleet::Fact>& facts, bool merchants) {
    ByDay sums;
    for (const Fleet::Fact& fact : facts) {
        const bool own = merchants && MerchantNo{fact.place} == guest;
        const RollupRules rules = rulesOf(fact.market);
        const Calendar clock = Calendar::of(own ? "Asia/Kolkata" : rules.timeZone, rules.businessDayStart).value();
        Sums& sum = sums[{fact.place, clock.bucketStart(fact.start, Granularity::day)}];
        sum.count += fact.orders;
        sum.millis += fact.millis;
        sum.measured += merchants ? 1 : 0;
    }
    return sums;
}

} // namespace

TEST_CASE("days are the sums of their hours, quarters and minutes, also after late data and retention") {
    const tests::TempFolder folder;
    Fleet fleet;
    keep(fleet, folder.path(), 8);
    auto reader = MeasureReader::open(folder.path());
    REQUIRE(reader.has_value());
    const ByDay orders = factsByDay(fleet.orders, true);
    const ByDay passes = factsByDay(fleet.passes, false);
    for (const Granularity longest : {Granularity::minute, Granularity::quarter, Granularity::hour, Granularity::day}) {
        CAPTURE(toText(longest));
        CHECK((merchantDays(*reader, longest) == orders));
        CHECK((areaDays(*reader, longest) == passes));
    }
    std::int64_t all = 0;
    for (const Fleet::Fact& fact : fleet.orders) {
        all += fact.orders;
    }
    for (const Granularity longest : {Granularity::week, Granularity::month}) {
        std::int64_t sum = 0;
        for (const auto& [key, sums] : merchantDays(*reader, longest)) {
            sum += sums.count;
        }
        CHECK(sum == all);
    }
    std::map<Granularity, int> lengths;
    merchantDays(*reader, Granularity::minute, &lengths);
    CHECK(lengths[Granularity::minute] > 0);
    CHECK(lengths[Granularity::quarter] > 0); // what is older than two days
    CHECK(lengths[Granularity::hour] > 0);    // and than four
    lengths.clear();
    merchantDays(*reader, Granularity::day, &lengths);
    CHECK(lengths[Granularity::day] > 4 * (days - 2));
    CHECK(lengths[Granularity::minute] < 4 * 60);
}

TEST_CASE("another clock than a place's own is answered from hours, or quarters where its hours begin elsewhere") {
    const tests::TempFolder folder;
    Fleet fleet;
    keep(fleet, folder.path(), 8);
    auto reader = MeasureReader::open(folder.path());
    REQUIRE(reader.has_value());
    for (const char* zone : {"UTC", "America/Los_Angeles", "Asia/Kathmandu"}) {
        CAPTURE(std::string(zone));
        const Calendar clock = Calendar::of(zone, Millis{0}).value();
        const EventTime from = clock.bucketStart(fleet.now() - 60h, Granularity::day);
        std::map<EventTime, std::int64_t> days_;
        std::map<EventTime, std::int64_t> expected;
        const auto done = reader->merchants("", {from, fleet.now(), Granularity::month, clock},
                                            [&](std::int32_t, Granularity, const MerchantRollupRow& row) {
                                                days_[clock.bucketStart(row.start, Granularity::day)] +=
                                                    row.figures.of(MerchantCount::placed);
                                            });
        REQUIRE(done.has_value());
        for (const Fleet::Fact& fact : fleet.orders) {
            if (fact.start >= from) {
                expected[clock.bucketStart(fact.start, Granularity::day)] += fact.orders;
            }
        }
        CHECK((days_ == expected));
    }
}

TEST_CASE("what stands in the file follows from the log alone, wherever batches end") {
    std::vector<std::vector<TableDigest>> digests;
    for (const int stepsACommit : {1, 7, 96, 1000}) {
        const tests::TempFolder folder;
        Fleet fleet;
        keep(fleet, folder.path(), stepsACommit);
        const auto digest = digestHistory(folder.path());
        REQUIRE(digest.has_value());
        digests.push_back(*digest);
    }
    for (std::size_t other = 1; other < digests.size(); ++other) {
        for (std::size_t table = 0; table < digests[0].size(); ++table) {
            CAPTURE(digests[0][table].table);
            CHECK(digests[other][table].rows == digests[0][table].rows);
            CHECK(digests[other][table].digest == digests[0][table].digest);
        }
    }
}
