// What was measured, merged into buckets, and what lies on disk.
#include "core/history/history_care.h"
#include "core/history/measure_reader.h"
#include "core/model/calendar.h"
#include "core/node/history_questions.h"
#include "core/node/merchant_questions.h"
#include "core/node/refusal.h"

#include <map>
#include <system_error>
#include <tuple>
#include <utility>

namespace roundsman {
namespace {

/// Cells have no clock of their own: the one asked for, else UTC.
Calendar askedClock(const Query& query) {
    return query.timeZone.empty() ? Calendar{} : Calendar::of(query.timeZone, Millis{0}).value_or(Calendar{});
}

EventTime earliest(const std::map<MeasureReader::InPartition<MarketNo>, EventTime>& through) {
    EventTime least{};
    for (const auto& [market, time] : through) {
        least = least == EventTime{} ? time : std::min(least, time);
    }
    return least;
}

void cut(Table& table, const Query& query) {
    const std::size_t skipped = std::min(query.after, table.rows.size());
    table.rows.erase(table.rows.begin(), table.rows.begin() + static_cast<std::ptrdiff_t>(skipped));
    table.more = table.rows.size() > query.limit;
    table.rows.resize(std::min(table.rows.size(), query.limit));
}

void addPlace(std::vector<Cell>& row, DocumentRef first, DocumentRef last) {
    row.emplace_back(first.offset.value());
    row.emplace_back(std::int64_t{first.index});
    row.emplace_back(last.offset.value());
    row.emplace_back(std::int64_t{last.index});
}

struct AreaGroup {
    AreaFigures figures;
    std::int32_t partition = 0;
    DocumentRef first;
    DocumentRef last;
};

std::expected<Table, Trouble> cells(MeasureReader& reader, const Query& query) {
    std::map<std::tuple<EventTime, std::string>, AreaGroup> groups;
    const Calendar clock = askedClock(query);
    const auto add = [&](std::int32_t partition, const AreaRollupRow& row) {
        std::string cell = toText(row.cell);
        if (!query.id.empty() && cell != query.id) {
            return;
        }
        const auto [at, fresh] = groups.try_emplace(
            {query.bucket ? clock.bucketStart(row.start, *query.bucket) : EventTime{}, std::move(cell)});
        at->second.figures.merge(row.figures);
        at->second.partition = partition;
        at->second.first = fresh ? row.first : std::min(at->second.first, row.first);
        at->second.last = std::max(at->second.last, row.last);
    };
    if (const auto done = reader.areas(MeasureReader::Areas::cells, query.from, query.to, add); !done) {
        return no(done.error().sentence);
    }
    Table table;
    table.columns = {"start", "cell", "partition", "fixes", "riders", "idle_riders"};
    for (const AreaCount what :
         {AreaCount::idleToBusy, AreaCount::busyToIdle, AreaCount::ordersPlaced, AreaCount::demandEvents}) {
        table.columns.emplace_back(toText(what));
    }
    table.columns.insert(table.columns.end(), {"first_offset", "first_document", "last_offset", "last_document"});
    for (const auto& [key, group] : groups) {
        const AreaFigures& figures = group.figures;
        const auto& [start, cell] = key;
        std::vector<Cell> row{start == EventTime{} ? Cell() : Cell(start),
                              Cell(cell),
                              Cell(std::int64_t{group.partition}),
                              Cell(static_cast<std::int64_t>(figures.of(AreaCount::fixes))),
                              Cell(static_cast<std::int64_t>(figures.riders.riders())),
                              Cell(static_cast<std::int64_t>(figures.riders.idleRiders()))};
        for (const AreaCount what :
             {AreaCount::idleToBusy, AreaCount::busyToIdle, AreaCount::ordersPlaced, AreaCount::demandEvents}) {
            row.emplace_back(static_cast<std::int64_t>(figures.of(what)));
        }
        addPlace(row, group.first, group.last);
        table.rows.push_back(std::move(row));
    }
    if (const auto through = reader.completeThrough(RollupKind::areas)) {
        table.completeThrough = earliest(*through);
    }
    return table;
}

std::expected<Table, Trouble> surge(MeasureReader& reader, const Query& query) {
    Table table;
    table.columns = {
        "minute",       "cell",           "partition",   "multiplier",    "shown",         "reason",
        "open_orders",  "customers",      "idle_riders", "demand_around", "supply_around", "inside_share",
        "heard",        "known",          "ratio",       "target",        "average",       "settings_version",
        "first_offset", "first_document", "last_offset", "last_document", "cap_limit",     "frozen",
        "limit_offset"};
    const auto add = [&](std::int32_t partition, const SurgeRow& row) {
        if (!query.id.empty() && toText(row.cell) != query.id) {
            return;
        }
        const auto whole = [](auto number) {
            return Cell(static_cast<std::int64_t>(number));
        };
        std::vector<Cell> cells{Cell(row.minute),
                                Cell(toText(row.cell)),
                                whole(partition),
                                Cell(row.steps.multiplier),
                                Cell(row.steps.shown),
                                Cell(std::string(toText(row.steps.reason))),
                                whole(row.inputs.openOrders),
                                whole(row.inputs.customers),
                                whole(row.inputs.supply),
                                Cell(row.inputs.demandAround),
                                Cell(row.inputs.supplyAround),
                                Cell(row.inputs.insideShare),
                                whole(row.inputs.heard),
                                whole(row.inputs.known),
                                Cell(row.steps.ratio),
                                Cell(row.steps.target),
                                Cell(row.steps.ema),
                                whole(row.settingsVersion)};
        addPlace(cells, row.first, row.last);
        const bool capped = row.inputs.capLimit > 0;
        cells.push_back(capped ? Cell(row.inputs.capLimit) : Cell());
        cells.push_back(whole(row.inputs.frozen));
        const DocumentRef limit = capped ? row.inputs.capDocument : row.inputs.freezeDocument;
        cells.push_back(capped || row.inputs.frozen ? Cell(limit.offset.value()) : Cell());
        table.rows.push_back(std::move(cells));
    };
    const auto done = reader.surge(query.from, query.to, add);
    return done ? std::expected<Table, Trouble>(std::move(table)) : no(done.error().sentence);
}

std::int64_t bytesUnder(const std::filesystem::path& place) {
    std::error_code error;
    std::int64_t bytes = 0;
    for (std::filesystem::recursive_directory_iterator at(place, error), end; !error && at != end;
         at.increment(error)) {
        std::error_code gone; // a file may go while it is counted
        const auto size = at->is_regular_file(gone) ? at->file_size(gone) : 0;
        bytes += gone ? 0 : static_cast<std::int64_t>(size);
    }
    return bytes;
}

} // namespace

std::expected<Table, Trouble> HistoryQuestions::measures(const Query& query) const {
    auto reader = MeasureReader::open(folder);
    if (!reader) {
        return no(reader.error().sentence);
    }
    auto table = query.kind == QueryKind::merchants ? merchantFigures(*reader, query)
                 : query.kind == QueryKind::cells   ? cells(*reader, query)
                                                    : surge(*reader, query);
    if (table) {
        cut(*table, query);
    }
    return table;
}

std::expected<Table, Trouble> HistoryQuestions::storage() const {
    const HistoryPaths paths{folder};
    auto reader = TrailReader::open(folder);
    if (!reader) {
        return no(reader.error().sentence);
    }
    Table table;
    table.columns = {"what", "bytes", "rows", "bytes_a_day", "days_left"}; // the last two: of what is free
    std::error_code error;
    const auto fileBytes = [&](const std::filesystem::path& file) {
        const auto size = std::filesystem::file_size(file, error);
        return error ? std::int64_t{0} : static_cast<std::int64_t>(size);
    };
    const auto rows = [&](std::string_view sql) {
        const auto number = reader->main().integer(sql);
        return number ? Cell(*number) : Cell();
    };
    const std::int64_t main = fileBytes(paths.main()) + fileBytes(paths.main().string() + "-wal");
    table.rows.push_back({Cell(std::string("history")), Cell(main), rows("SELECT count(*) FROM orders")});
    table.rows.push_back({Cell(std::string("trails")), Cell(bytesUnder(paths.days())),
                          rows("SELECT coalesce(sum(fixes), 0) FROM days")});
    table.rows.push_back(
        {Cell(std::string("snapshots")), Cell(bytesUnder(paths.snapshots())), rows("SELECT count(*) FROM snapshots")});
    table.rows.push_back({Cell(std::string("outbox")), Cell(), rows("SELECT count(*) FROM outbox")});
    table.rows.push_back({Cell(std::string("quarantine")), Cell(), rows("SELECT count(*) FROM quarantine")});
    if (!logFolder.empty()) {
        table.rows.push_back({Cell(std::string("log")), Cell(bytesUnder(logFolder)), Cell()});
    }
    const auto disk = diskOutlook(folder);
    if (!disk) {
        return no(disk.error().sentence);
    }
    table.rows.push_back({Cell(std::string("free")), Cell(static_cast<std::int64_t>(disk->bytesFree)), Cell(),
                          Cell(static_cast<std::int64_t>(disk->bytesNewestDay)),
                          disk->daysUntilFull < 0 ? Cell() : Cell(disk->daysUntilFull)});
    return table;
}

} // namespace roundsman
