#include "core/node/merchant_questions.h"

#include "core/decode/settings_json.h"
#include "core/model/calendar.h"
#include "core/node/history_questions.h"
#include "core/node/refusal.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace roundsman {
namespace {

constexpr std::size_t pickUpsMax = 2000; ///< whose trails are read for one answer

Cell share(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? Cell() : Cell(static_cast<double>(part) / static_cast<double>(whole));
}

/// Settings travelled through the log: what took effect is folded again in its order.
LaneSettings lastSettings(MeasureReader& reader) {
    LaneSettings settings;
    const auto initial = reader.settings("initial"); // each lane began with the same ones
    if (initial && !initial->empty()) {
        settings = settingsFromJson(initial->front().json).value_or(settings);
    }
    if (const auto changes = reader.settings("settings")) {
        for (const SettingsRow& row : *changes) {
            settings = changedSettings(settings, row.json).value_or(settings);
        }
    }
    return settings;
}

/// The clock that a merchant's days follow: of the zone asked for, else its own, else its market's; its market's
/// business day.
struct PlaceClock {
    std::string zone;
    Calendar calendar;
};

class PlaceClocks {
public:
    PlaceClocks(MeasureReader& reader, std::string asked)
        : m_reader(reader), m_settings(lastSettings(reader)), m_asked(std::move(asked)) {}

    const PlaceClock& of(std::int32_t partition, MarketNo market, const KnownMerchant& merchant) {
        const auto name = m_reader.markets().find({partition, market});
        const auto known =
            name == m_reader.markets().end() ? m_settings.markets.end() : m_settings.markets.find(name->second);
        const MarketSettings place = known == m_settings.markets.end() ? MarketSettings{} : known->second;
        const std::string& zone = !m_asked.empty()             ? m_asked
                                  : !merchant.timeZone.empty() ? merchant.timeZone
                                                               : place.timeZone;
        const auto [at, fresh] = m_known.try_emplace({zone, place.businessDayStart});
        if (fresh) {
            at->second = {zone, Calendar::of(zone, place.businessDayStart).value_or(Calendar{})};
        }
        return at->second;
    }

private:
    MeasureReader& m_reader;
    LaneSettings m_settings;
    std::string m_asked;
    std::map<std::pair<std::string, Millis>, PlaceClock> m_known;
};

struct Group {
    MerchantFigures figures;
    std::string name;
    const PlaceClock* clock = nullptr;
    std::int64_t revisions = 0;
    std::int32_t partition = 0;
    DocumentRef first;
    DocumentRef last;
};
using GroupKey = std::tuple<EventTime, std::string, std::string>; ///< bucket, merchant, currency

std::vector<std::string> figureColumns() {
    std::vector<std::string> columns{"start",     "merchant",  "merchant_name", "currency",
                                     "partition", "time_zone", "day_start_ms"};
    for (std::size_t n = 0; n < merchantCountCount; ++n) {
        columns.emplace_back(toText(static_cast<MerchantCount>(n)));
    }
    columns.insert(columns.end(), {"average_basket_minor", "on_time_share", "ready_delayed_share"});
    for (std::size_t n = 0; n < merchantSpanCount; ++n) {
        for (const char* part : {"_count", "_sum_ms", "_p50_ms", "_p90_ms"}) {
            columns.push_back(std::string(toText(static_cast<MerchantSpan>(n))) + part);
        }
    }
    columns.insert(columns.end(), {"revision", "first_offset", "first_document", "last_offset", "last_document"});
    return columns;
}

void addFigures(const MerchantFigures& figures, std::vector<Cell>& row) {
    for (const std::int64_t number : figures.counts) {
        row.emplace_back(number);
    }
    row.push_back(share(figures.of(MerchantCount::deliveredMinor), figures.of(MerchantCount::delivered)));
    row.push_back(share(figures.of(MerchantCount::onTime), figures.of(MerchantCount::deliveredPromised)));
    row.push_back(share(figures.of(MerchantCount::readyDelayed), figures.of(MerchantCount::readyPromised)));
    for (const SpanFigures& span : figures.spans) {
        row.emplace_back(static_cast<std::int64_t>(span.count));
        row.emplace_back(span.sumMillis);
        if (span.count == 0) {
            row.insert(row.end(), 2, Cell());
            continue;
        }
        const auto [p50, p90] = span.sketch.quantiles(0.5, 0.9);
        row.insert(row.end(), {Cell(p50), Cell(p90)});
    }
}

std::vector<Cell> rowOf(const GroupKey& key, const Group& group) {
    const auto& [start, merchant, currency] = key;
    std::vector<Cell> row{start == EventTime{} ? Cell() : Cell(start),
                          Cell(merchant),
                          Cell(group.name),
                          Cell(currency),
                          Cell(std::int64_t{group.partition}),
                          Cell(group.clock->zone),
                          Cell(std::int64_t{group.clock->calendar.dayStart().count()})};
    addFigures(group.figures, row);
    row.emplace_back(group.revisions);
    for (const DocumentRef document : {group.first, group.last}) {
        row.emplace_back(document.offset.value());
        row.emplace_back(std::int64_t{document.index});
    }
    return row;
}

RollupRange rangeOf(const Query& query) {
    RollupRange range{query.from, query.to, query.bucket.value_or(Granularity::month), {}};
    if (!query.timeZone.empty()) {
        range.clock = Calendar::of(query.timeZone, Millis{0}).value_or(Calendar{});
        range.longest = std::min(range.longest, Granularity::hour); // its days are nobody's business days
    }
    return range;
}

/// Of the market of the merchant that was asked for; of the one that is furthest behind when it was all of them.
std::expected<EventTime, Trouble> completeThrough(MeasureReader& reader, const std::string& merchantId) {
    const auto through = reader.completeThrough(RollupKind::merchants);
    if (!through) {
        return no(through.error().sentence);
    }
    std::set<MeasureReader::InPartition<MarketNo>> wanted;
    for (const auto& [key, merchant] : reader.merchants()) {
        if (merchant.id == merchantId) {
            wanted.insert({key.first, merchant.market});
        }
    }
    EventTime least{};
    for (const auto& [market, time] : *through) {
        if (merchantId.empty() || wanted.contains(market)) {
            least = least == EventTime{} ? time : std::min(least, time);
        }
    }
    return least;
}

/// A picked-up order that may have kept its rider waiting.
struct PickUp {
    PartitionNo partition;
    RiderNo rider;
    std::string order;
    std::string riderId;
    GeoPoint pickup;
    EventTime placed;
    EventTime assigned;
    EventTime promisedReady;
    EventTime ready;
    EventTime pickedUp;
    DocumentRef document; ///< of the pick-up
};

// Only what was picked up after it should have been ready can have an avoidable wait.
constexpr std::string_view pickUpsSql =
    "SELECT o.partition, o.rider, o.id, r.id, o.pickup_lat, o.pickup_lon, o.placed_at, o.assigned_at, "
    "o.promised_ready_at, o.ready_at, o.picked_up_at, o.last_offset, o.last_doc, "
    "(SELECT e.offset FROM order_events e WHERE e.partition = o.partition AND e.ord = o.ord AND e.step = ?4 "
    "ORDER BY e.offset, e.doc LIMIT 1), (SELECT e.doc FROM order_events e WHERE e.partition = o.partition AND "
    "e.ord = o.ord AND e.step = ?4 ORDER BY e.offset, e.doc LIMIT 1) FROM merchants m JOIN orders o ON "
    "o.partition = m.partition AND o.merchant = m.merchant JOIN riders r ON r.partition = o.partition AND "
    "r.rider = o.rider WHERE m.id = ?1 AND o.placed_at >= ?2 AND o.placed_at < ?3 AND o.promised_ready_at > 0 AND "
    "o.picked_up_at > o.promised_ready_at AND o.pickup_lat IS NOT NULL ORDER BY o.placed_at DESC LIMIT ?5";

std::expected<std::vector<PickUp>, Trouble> pickUps(sqlite::Connection& history, const Query& query) {
    auto rows = history.prepare(pickUpsSql);
    if (!rows) {
        return no(rows.error().sentence);
    }
    rows->bind(query.merchant, millisOf(query.from), millisOf(query.to), static_cast<std::int64_t>(OrderStep::pickedUp),
               static_cast<std::int64_t>(pickUpsMax));
    const auto time = [&](int column) {
        return eventTimeFromMillis(rows->integer(column));
    };
    std::vector<PickUp> found;
    while (true) {
        const auto row = rows->step();
        if (!row) {
            return no(row.error().sentence);
        }
        if (!*row) {
            return found;
        }
        const bool listed = !rows->isNull(13);
        found.push_back({.partition = PartitionNo{static_cast<std::int32_t>(rows->integer(0))},
                         .rider = RiderNo{static_cast<std::uint32_t>(rows->integer(1))},
                         .order = std::string(rows->text(2)),
                         .riderId = std::string(rows->text(3)),
                         .pickup = GeoPoint::fromE7(static_cast<std::int32_t>(rows->integer(4)),
                                                    static_cast<std::int32_t>(rows->integer(5))),
                         .placed = time(6),
                         .assigned = time(7),
                         .promisedReady = time(8),
                         .ready = time(9),
                         .pickedUp = time(10),
                         .document = {Offset{rows->integer(listed ? 13 : 11)},
                                      static_cast<std::uint32_t>(rows->integer(listed ? 14 : 12))}});
    }
}

/// What the rider's trail says of one pick-up.
struct AtDoor {
    std::optional<FixRow> first; ///< within reach of the door
    std::optional<FixRow> last;  ///< before the pick-up was marked
};

HistoryResult<AtDoor> lookAtTrail(TrailReader& trails, const PickUp& at, double atDoorMetres) {
    AtDoor seen;
    const auto done = trails.trail(at.partition, at.rider, at.assigned, at.pickedUp, [&](const FixRow& fix) {
        if (!fix.late && fix.deviceTime <= at.pickedUp) {
            seen.last = fix;
            if (!seen.first && distanceMetres(fix.position, at.pickup) <= atDoorMetres) {
                seen.first = fix;
            }
        }
        return true;
    });
    return done ? HistoryResult<AtDoor>(seen) : std::unexpected(done.error());
}

Cell timeCell(EventTime time) {
    return time == EventTime{} ? Cell() : Cell(time);
}

/// Empty: no fix shows the rider at the door, so nobody can say which wait was avoidable; or there was none.
std::vector<Cell> waitOf(const PickUp& at, const AtDoor& seen, const RollupSettings& rules) {
    const bool isVoid = seen.last && distanceMetres(seen.last->position, at.pickup) > rules.pickupMarkMaxMetres;
    const Millis wait = seen.first ? at.pickedUp - std::max(seen.first->deviceTime, at.promisedReady) : Millis{0};
    if (!seen.first || wait <= Millis{0}) {
        return {};
    }
    const auto metres = [&](const FixRow& fix) {
        return Cell(distanceMetres(fix.position, at.pickup));
    };
    return {Cell(std::int64_t{at.partition.value()}),
            Cell(at.order),
            Cell(at.riderId),
            timeCell(at.placed),
            timeCell(at.promisedReady),
            timeCell(at.ready),
            Cell(seen.first->deviceTime),
            metres(*seen.first),
            Cell(seen.first->document.offset.value()),
            Cell(std::int64_t{seen.first->document.index}),
            Cell(at.pickedUp),
            metres(*seen.last),
            Cell(at.document.offset.value()),
            Cell(std::int64_t{at.document.index}),
            Cell(wait.count()),
            Cell(std::int64_t{isVoid ? 1 : 0})};
}

} // namespace

std::expected<Table, Trouble> merchantFigures(MeasureReader& reader, const Query& query) {
    std::map<GroupKey, Group> groups;
    PlaceClocks clocks(reader, query.timeZone);
    const KnownMerchant nobody;
    const auto add = [&](std::int32_t partition, Granularity, const MerchantRollupRow& row) {
        const auto known = reader.merchants().find({partition, row.merchant});
        const KnownMerchant& merchant = known == reader.merchants().end() ? nobody : known->second;
        const PlaceClock& clock = clocks.of(partition, row.market, merchant);
        const EventTime start = query.bucket ? clock.calendar.bucketStart(row.start, *query.bucket) : EventTime{};
        const auto [at, fresh] = groups.try_emplace({start, merchant.id, row.currency});
        Group& group = at->second;
        group.figures.merge(row.figures);
        group.name = merchant.name;
        group.clock = &clock;
        group.revisions += row.revision;
        group.partition = partition;
        group.first = fresh ? row.first : std::min(group.first, row.first);
        group.last = std::max(group.last, row.last);
    };
    if (const auto done = reader.merchants(query.id, rangeOf(query), add); !done) {
        return no(done.error().sentence);
    }
    Table table;
    table.columns = figureColumns();
    for (const auto& [key, group] : groups) {
        table.rows.push_back(rowOf(key, group));
    }
    const auto through = completeThrough(reader, query.id);
    if (!through) {
        return std::unexpected(through.error());
    }
    table.completeThrough = *through;
    return table;
}

std::expected<Table, Trouble> merchantWaits(TrailReader& trails, MeasureReader& measures, const Query& query) {
    const RollupSettings rules = lastSettings(measures).rollups;
    const auto asked = pickUps(trails.main(), query);
    if (!asked) {
        return std::unexpected(asked.error());
    }
    Table table;
    table.columns = {"partition",     "order",           "rider",        "placed",   "promised_ready", "ready",
                     "at_door",       "door_metres",     "offset",       "document", "picked_up",      "pickup_metres",
                     "pickup_offset", "pickup_document", "avoidable_ms", "void"};
    for (const PickUp& at : *asked) {
        const auto seen = lookAtTrail(trails, at, rules.atDoorMetres);
        if (!seen) {
            return no(seen.error().sentence);
        }
        if (auto row = waitOf(at, *seen, rules); !row.empty()) {
            table.rows.push_back(std::move(row));
        }
    }
    const std::size_t wait = table.column("avoidable_ms");
    std::ranges::stable_sort(table.rows, std::greater{}, [wait](const auto& row) { return wholeOf(row[wait]); });
    table.more = asked->size() == pickUpsMax;
    return table;
}

std::expected<Table, Trouble> HistoryQuestions::waits(const Query& query) const {
    auto trails = TrailReader::open(folder);
    auto measures = MeasureReader::open(folder);
    if (!trails || !measures) {
        return no(trails ? measures.error().sentence : trails.error().sentence);
    }
    auto table = merchantWaits(*trails, *measures, query);
    if (table && table->rows.size() > query.limit) {
        table->rows.resize(query.limit);
        table->more = true;
    }
    return table;
}

} // namespace roundsman
