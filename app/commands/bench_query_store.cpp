#include "app/commands/bench_query_store.h"

#include "core/base/sqlite/connection.h"
#include "core/history/history_writer.h"
#include "core/history/rollup_rows.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace roundsman {
namespace {

using sqlite::bytesOf;
using sqlite::Done;

constexpr std::int64_t hourMillis = 3'600'000;
constexpr std::int64_t hourLevel = 2;
constexpr std::uint32_t merchantsATransaction = 1000;

struct HourFigures {
    std::string counts;
    std::string spans;
};

/// Hours as they come: one to eight orders each, with every span measured.
std::vector<HourFigures> someHours() {
    std::mt19937_64 random(7);
    std::vector<HourFigures> hours(997);
    for (HourFigures& hour : hours) {
        MerchantFigures figures;
        const auto orders = static_cast<std::int64_t>(1 + random() % 8);
        for (std::size_t i = 0; i < merchantCountCount; ++i) {
            figures.counts[i] =
                i < 2 ? orders : static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(orders));
        }
        figures.counts[static_cast<std::size_t>(MerchantCount::placedMinor)] = orders * 41'900;
        std::lognormal_distribution<double> length(std::log(900'000), 0.5);
        for (std::size_t span = 0; span < merchantSpanCount; ++span) {
            for (std::int64_t n = 0; n < orders; ++n) {
                figures.spans[span].add(Millis{static_cast<std::int64_t>(length(random))});
            }
        }
        hour = {compactCounts(figures), figures.spansToBytes()};
    }
    return hours;
}

class Filler {
public:
    Filler(sqlite::Connection& connection, const FilledHours& wanted) : m_connection(connection), m_wanted(wanted) {}

    Done fill() {
        auto merchant = m_connection.prepare("INSERT OR REPLACE INTO merchants VALUES(?,?,?,0,?,NULL,NULL,'',0,0,0,0)");
        auto hour = m_connection.prepare("INSERT INTO merchant_buckets VALUES(?,0,?,?,?,'app','INR',0,0,?,?,?,0,?,0)");
        if (!merchant || !hour) {
            return std::unexpected(merchant ? hour.error() : merchant.error());
        }
        m_merchant = std::move(*merchant);
        m_hour = std::move(*hour);
        Done done;
        for (std::uint32_t n = 0; done && n < m_wanted.merchants; n += merchantsATransaction) {
            done = fillSome(n, std::min(n + merchantsATransaction, m_wanted.merchants));
        }
        return done ? finish() : done;
    }

private:
    Done fillSome(std::uint32_t from, std::uint32_t to) {
        auto transaction = sqlite::Transaction::begin(m_connection);
        Done done = transaction ? Done{} : Done(std::unexpected(transaction.error()));
        for (std::uint32_t n = from; done && n < to; ++n) {
            done = fillMerchant(n);
        }
        done = done ? transaction->commit() : done;
        return done ? Done(m_connection.checkpoint(sqlite::Checkpoint::truncate).transform([](const auto&) {})) : done;
    }
    Done fillMerchant(std::uint32_t number) {
        const std::string id = filledMerchantId(number);
        Done done = m_merchant.bind(filledPartition, number, id, id).run();
        const std::uint32_t hours = m_wanted.days * 24;
        for (std::uint32_t h = 0; done && h < hours; ++h) {
            const HourFigures& figures = m_figures[(number * 31ULL + h * 17ULL) % m_figures.size()];
            const std::int64_t start = m_wanted.endMillis - static_cast<std::int64_t>(hours - h) * hourMillis;
            const std::int64_t offset = static_cast<std::int64_t>(h) * m_wanted.merchants + number;
            done = m_hour
                       .bind(filledPartition, number, hourLevel, start, bytesOf(figures.counts), bytesOf(figures.spans),
                             offset, offset + 1)
                       .run();
        }
        return done;
    }
    Done finish() {
        const std::string partition = std::to_string(filledPartition);
        const std::string end = std::to_string(m_wanted.endMillis);
        return m_connection.execute("INSERT OR REPLACE INTO markets VALUES(" + partition + ",0,'filled',0,0);" +
                                    "INSERT OR REPLACE INTO sealed VALUES(" + partition + ",0,0,0," + end +
                                    ",'UTC',0," + end + "," + end + ",0);" +
                                    "INSERT OR REPLACE INTO completeness VALUES(" + partition + ",0,0,0," + end + ")");
    }

    sqlite::Connection& m_connection;
    FilledHours m_wanted;
    std::vector<HourFigures> m_figures = someHours();
    sqlite::Statement m_merchant;
    sqlite::Statement m_hour;
};

} // namespace

std::string filledMerchantId(std::uint32_t number) {
    return "filled-" + std::to_string(number);
}

std::expected<bool, std::string> fillMerchantHours(const std::string& folder, const FilledHours& wanted) {
    if (auto made = HistoryWriter::open({.folder = folder}); !made) { // makes it, with all its tables
        return std::unexpected(made.error().sentence);
    }
    auto connection = sqlite::Connection::open(HistoryPaths{folder}.main());
    if (!connection) {
        return std::unexpected(connection.error().sentence);
    }
    const auto there =
        connection->integer("SELECT count(*) FROM sealed WHERE partition=" + std::to_string(filledPartition));
    if (!there) {
        return std::unexpected(there.error().sentence);
    }
    if (*there > 0) {
        return false;
    }
    auto done = connection->prepareForWriting(
        {.synchronous = sqlite::Synchronous::off, .cacheKiB = 256 * 1024, .walCheckpointPages = 0});
    done = done ? Filler(*connection, wanted).fill() : done;
    return done ? std::expected<bool, std::string>(true) : std::unexpected(done.error().sentence);
}

} // namespace roundsman
