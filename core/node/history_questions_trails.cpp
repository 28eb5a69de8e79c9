// Trails and pictures of the past.
#include "core/history/measure_reader.h"
#include "core/node/history_questions.h"
#include "core/node/refusal.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace roundsman {
namespace {

Cell measured(float value) {
    return value == value ? Cell(static_cast<double>(value)) : Cell(); // NaN: nobody measured it
}

std::vector<Cell> cellsOf(PartitionNo partition, const std::string& rider, const FixRow& fix) {
    return {Cell(std::int64_t{partition.value()}),
            Cell(rider),
            Cell(fix.deviceTime),
            Cell(fix.position.latitude()),
            Cell(fix.position.longitude()),
            Cell(std::string(toText(fix.status))),
            measured(fix.speedMps),
            measured(fix.headingDegrees),
            measured(fix.accuracyMetres),
            Cell(std::int64_t{fix.late}),
            Cell(std::int64_t{fix.jumped}),
            Cell(fix.receiveTime),
            Cell(fix.logTime),
            Cell(fix.document.offset.value()),
            Cell(std::int64_t{fix.document.index})};
}

using Lanes = std::map<PartitionNo, std::shared_ptr<Frame>>;

Frame& frameOf(Lanes& lanes, PartitionNo partition, EventTime time) {
    std::shared_ptr<Frame>& frame = lanes[partition];
    if (!frame) {
        frame = std::make_shared<Frame>();
        frame->partition = partition;
        frame->laneTime = time;
    }
    return *frame;
}

Staleness stalenessAt(Millis age) {
    return age <= std::chrono::seconds(15)    ? Staleness::fresh
           : age <= std::chrono::seconds(90)  ? Staleness::ageing
           : age <= std::chrono::seconds(300) ? Staleness::stale
                                              : Staleness::lost;
}

void place(Frame& frame, const FixRow& fix, EventTime time) {
    if (frame.riders.size() <= fix.rider.value()) {
        const std::size_t first = frame.riders.size();
        frame.riders.resize(fix.rider.value() + std::size_t{1});
        for (std::size_t n = first; n < frame.riders.size(); ++n) {
            frame.riders[n].rider = RiderNo{static_cast<std::uint32_t>(n)};
            frame.riders[n].staleness = Staleness::lost;
        }
    }
    RiderDot& dot = frame.riders[fix.rider.value()];
    dot.position = fix.position;
    dot.previous = fix.position;
    dot.fixTime = fix.deviceTime;
    dot.previousFixTime = fix.deviceTime;
    dot.logTime = fix.logTime;
    dot.speedMps = fix.speedMps;
    dot.headingDegrees = fix.headingDegrees == fix.headingDegrees ? fix.headingDegrees : -1;
    dot.market = fix.market;
    dot.status = fix.status;
    dot.jumped = true; // two pictures of the past may be hours apart: no glide between them
    dot.hasFix = true;
    dot.staleness = stalenessAt(std::max(time - fix.deviceTime, Millis{0}));
}

HistoryDone names(TrailReader& reader, Lanes& lanes) {
    auto rows = reader.main().prepare("SELECT partition, rider, id FROM riders ORDER BY partition, rider");
    if (!rows) {
        return asHistoryError(rows.error());
    }
    std::map<PartitionNo, std::shared_ptr<Directory>> found;
    for (auto row = rows->step();; row = rows->step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            break;
        }
        std::shared_ptr<Directory>& directory = found[PartitionNo{static_cast<std::int32_t>(rows->integer(0))}];
        if (!directory) {
            directory = std::make_shared<Directory>();
        }
        while (directory->size() < static_cast<std::size_t>(rows->integer(1))) {
            directory->append({});
        }
        directory->append(rows->text(2));
    }
    for (auto& [partition, frame] : lanes) {
        frame->riderIds = found[partition];
    }
    return {};
}

void addMerchants(const MeasureReader& measures, Lanes& lanes) {
    for (auto& [partition, frame] : lanes) {
        auto markets = std::make_shared<Directory>();
        for (const auto& [key, name] : measures.markets()) {
            if (key.first == partition.value()) {
                markets->append(name);
            }
        }
        frame->marketNames = std::move(markets);
        auto shops = std::make_shared<std::vector<MerchantView>>();
        for (const auto& [key, merchant] : measures.merchants()) {
            if (key.first == partition.value() && merchant.position) {
                shops->resize(std::max<std::size_t>(shops->size(), key.second.value() + std::size_t{1}));
                (*shops)[key.second.value()] = {.merchant = key.second,
                                                .id = merchant.id,
                                                .name = merchant.name,
                                                .position = *merchant.position,
                                                .market = merchant.market};
            }
        }
        frame->merchants = std::move(shops);
    }
}

/// The surge of the last whole minute before `time`, which is what applied then.
HistoryDone addSurge(MeasureReader& measures, Lanes& lanes, EventTime time) {
    const EventTime minute = std::chrono::floor<std::chrono::minutes>(time);
    std::map<std::int32_t, std::shared_ptr<std::vector<SurgeRow>>> cells;
    const auto done =
        measures.surge(minute, minute + std::chrono::minutes{1}, [&](std::int32_t partition, const SurgeRow& row) {
            auto& rows = cells[partition];
            rows = rows ? rows : std::make_shared<std::vector<SurgeRow>>();
            rows->push_back(row);
        });
    for (auto& [partition, rows] : cells) {
        frameOf(lanes, PartitionNo{partition}, time).surge = std::move(rows);
    }
    return done;
}

void count(Frame& frame) {
    for (const RiderDot& dot : frame.riders) {
        ++frame.ridersByStatus[static_cast<std::size_t>(dot.status)];
        frame.ridersByStaleness[static_cast<std::size_t>(dot.staleness)] += dot.hasFix ? 1U : 0U;
    }
}

} // namespace

std::expected<Table, Trouble> HistoryQuestions::trailTable(TrailReader& reader, const Query& query) const {
    Table table;
    table.columns = {"partition", "rider", "time",   "latitude", "longitude", "status", "speed",   "heading",
                     "accuracy",  "late",  "jumped", "received", "log_time",  "offset", "document"};
    auto riders = reader.main().prepare("SELECT partition, rider FROM riders WHERE id = ? ORDER BY partition");
    if (!riders) {
        return no(riders.error().sentence);
    }
    riders->bind(query.id);
    std::vector<std::pair<PartitionNo, RiderNo>> found;
    for (auto row = riders->step(); row && *row; row = riders->step()) {
        found.emplace_back(static_cast<std::int32_t>(riders->integer(0)),
                           static_cast<std::uint32_t>(riders->integer(1)));
    }
    riders->reset();
    std::size_t skipped = 0;
    for (const auto& [partition, rider] : found) {
        const auto done =
            reader.trail(partition, rider, query.from, query.to, [&, lane = partition](const FixRow& fix) {
                if (skipped++ < query.after) {
                    return true;
                }
                table.more = table.rows.size() == query.limit;
                if (!table.more) {
                    table.rows.push_back(cellsOf(lane, query.id, fix));
                }
                return !table.more;
            });
        if (!done) {
            return no(done.error().sentence);
        }
    }
    return table;
}

std::expected<std::vector<FixSeen>, Trouble> HistoryQuestions::trail(PartitionNo partition, RiderNo rider,
                                                                     EventTime from, EventTime to) const {
    auto reader = TrailReader::open(folder);
    if (!reader) {
        return no(reader.error().sentence);
    }
    std::vector<FixSeen> fixes;
    const auto done = reader->trail(partition, rider, from, to, [&](const FixRow& fix) {
        fixes.push_back({.deviceTime = fix.deviceTime,
                         .receiveTime = fix.receiveTime,
                         .logTime = fix.logTime,
                         .position = fix.position,
                         .document = fix.document,
                         .verdict = fix.late ? Verdict::late : Verdict::accepted,
                         .reason = fix.jumped ? Reason::impossibleJump : Reason::none});
        return true;
    });
    return done ? std::expected<std::vector<FixSeen>, Trouble>(std::move(fixes)) : no(done.error().sentence);
}

std::expected<Picture, Trouble> HistoryQuestions::pictureAt(EventTime time) const {
    if (folder.empty()) {
        return no("this node keeps no history: start it with a data folder (--data, or data.folder)");
    }
    auto reader = TrailReader::open(folder);
    auto measures = MeasureReader::open(folder);
    if (!reader || !measures) {
        return no(reader ? measures.error().sentence : reader.error().sentence);
    }
    Lanes lanes;
    const auto done = reader
                          ->lanesAt(time,
                                    [&](PartitionNo partition, const FixRow& fix) {
                                        place(frameOf(lanes, partition, time), fix, time);
                                        return true;
                                    })
                          .and_then([&] { return names(*reader, lanes); })
                          .and_then([&] { return addSurge(*measures, lanes, time); });
    if (!done) {
        return no(done.error().sentence);
    }
    addMerchants(*measures, lanes);
    Picture picture;
    for (auto& [partition, frame] : lanes) {
        count(*frame);
        picture.lanes.push_back(std::move(frame));
    }
    return picture;
}

} // namespace roundsman
