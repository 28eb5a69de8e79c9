// Questions about all riders at a time.
#include "core/history/partition_trails.h"
#include "core/history/row_values.h"
#include "core/history/trail_key.h"
#include "core/history/trail_reader.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

/// Keeps the newest in-time fix until `time`; whether there was one.
bool offer(std::vector<std::optional<TrailPoint>>& riders, std::uint32_t rider, std::span<const TrailPoint> fixes,
           std::int64_t time) {
    if (rider >= riders.size()) {
        riders.resize(std::max<std::size_t>(rider + 1, riders.size() * 2));
    }
    std::optional<TrailPoint>& best = riders[rider];
    bool any = false;
    for (const TrailPoint& fix : fixes) {
        if (fix.deviceMillis <= time && !fix.late()) {
            any = true;
            best = !best || fix.deviceMillis >= best->deviceMillis ? fix : *best;
        }
    }
    return any;
}

} // namespace

/// Each partition's newest key frame until `hour`; `fromHour`: blocks from there on are still to be read.
HistoryDone TrailReader::startFrame(std::int64_t hour, Latest& latest, std::int64_t& fromHour) {
    auto lanes = m_main.prepare("SELECT partition FROM lanes");
    if (!lanes) {
        return asHistoryError(lanes.error());
    }
    std::vector<KeyFrameEntry> entries;
    fromHour = hour;
    for (auto lane = lanes->step(); lane && *lane; lane = lanes->step()) {
        const auto partition = static_cast<std::uint32_t>(lanes->integer(0));
        auto& riders = latest[partition];
        std::int64_t found = m_days.empty() ? hour : m_days.front() * hoursADay;
        for (auto it = m_days.rbegin(); it != m_days.rend(); ++it) {
            if (*it > dayOfHour(hour)) {
                continue;
            }
            auto file = day(*it);
            if (!file) {
                return std::unexpected(file.error());
            }
            const std::uint32_t newest = *it == dayOfHour(hour) ? hourOfDay(hour) : hoursADay - 1;
            sqlite::Statement& frame = (*file)->frame;
            frame.bind(frameKey(partition, newest), frameKey(partition, 0), m_batch);
            const auto row = frame.step();
            if (row && *row) {
                entries.clear();
                m_damaged += decodeKeyFrame(spanOf(frame.blob(1)), entries) ? 0 : 1;
                found = *it * hoursADay + (frame.integer(0) & 0xff);
                frame.reset();
                break;
            }
            frame.reset();
        }
        for (const KeyFrameEntry& entry : entries) {
            offer(riders, entry.rider, {&entry.point, 1}, INT64_MAX);
        }
        entries.clear();
        fromHour = std::min(fromHour, found);
    }
    return {};
}

HistoryResult<std::vector<TrailReader::HourVisit>> TrailReader::visitsUntil(DayFile& file, const TrailKey& hour,
                                                                            std::int64_t time) {
    std::vector<HourVisit> visits;
    file.ofHour.bind(hour.partition, hour.hour, m_batch, time);
    for (auto row = file.ofHour.step();; row = file.ofHour.step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return visits;
        }
        const ByteSpan riders = spanOf(file.ofHour.blob(3));
        visits.push_back({.group = static_cast<std::uint32_t>(file.ofHour.integer(0)),
                          .place = static_cast<std::uint32_t>(file.ofHour.integer(1)),
                          .parts = static_cast<std::uint32_t>(file.ofHour.integer(2)),
                          .riders = {riders.begin(), riders.end()}});
        visits.back().riders.resize(ridersAGroup / 8);
    }
}

/// Looks at a visit's blocks of riders that no later visit told of: one by one where they are few, else all of them.
HistoryDone TrailReader::visitInto(DayFile& file, std::int64_t dayNumber, TrailKey key, const HourVisit& visit,
                                   std::int64_t time, std::vector<bool>& resolved,
                                   std::vector<std::optional<TrailPoint>>& riders) {
    std::vector<std::uint32_t> wanted;
    for (std::uint32_t i = 0; i < ridersAGroup; ++i) {
        if ((visit.riders[i / 8] >> i % 8 & 1U) != 0 && !resolved[i]) {
            wanted.push_back(i);
        }
    }
    Points points;
    const auto look = [&](const TrailKey& at, sqlite::Bytes data) {
        const auto head = readTrailBlockHead(spanOf(data), slotHour(dayNumber, at));
        if (!head || head->firstDeviceMillis <= time) {
            points.clear();
            decode(dayNumber, at.value(), data, BlockPart::place, points);
            const bool told = offer(riders, at.rider, points, time);
            resolved[at.rider % ridersAGroup] = told || resolved[at.rider % ridersAGroup];
        }
    };
    constexpr std::size_t few = 64;
    for (std::size_t i = 0; wanted.size() <= few && i < wanted.size(); ++i) {
        key.rider = visit.group * ridersAGroup + wanted[i];
        bool more = true; // a rider's parts follow each other
        for (key.place = visit.place; more && key.place < visit.place + visit.parts; ++key.place) {
            file.block.bind(key.value());
            const auto found = file.block.step();
            more = found && *found;
            if (more) {
                look(key, file.block.blob(0));
            }
            file.block.reset();
            if (!found) {
                return asHistoryError(found.error());
            }
        }
    }
    return wanted.size() <= few ? HistoryDone{} : visitAllInto(file, key, visit, wanted, look);
}

HistoryDone TrailReader::visitAllInto(DayFile& file, TrailKey key, const HourVisit& visit,
                                      const std::vector<std::uint32_t>& wanted,
                                      const std::function<void(const TrailKey&, sqlite::Bytes)>& look) {
    std::vector<bool> asked(ridersAGroup);
    for (const std::uint32_t rider : wanted) {
        asked[rider] = true;
    }
    key.rider = 0;
    key.place = visit.place;
    const std::int64_t from = key.value();
    key.place += visit.parts;
    file.range.bind(from, key.value());
    for (auto row = file.range.step();; row = file.range.step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return {};
        }
        const TrailKey at = TrailKey::from(file.range.integer(0));
        if (asked[at.rider % ridersAGroup]) {
            look(at, file.range.blob(2));
        }
    }
}

/// In-time fixes of a rider only go forward: the newest visit that has one until `time` decides.
HistoryDone TrailReader::hourInto(std::int64_t hour, std::int64_t time, Latest& latest) {
    const std::int64_t dayNumber = dayOfHour(hour);
    if (!std::ranges::binary_search(m_days, dayNumber)) {
        return {};
    }
    auto file = day(dayNumber);
    if (!file) {
        return std::unexpected(file.error());
    }
    std::vector<bool> resolved(ridersAGroup);
    for (auto& [partition, riders] : latest) {
        const TrailKey key{.partition = partition, .hour = hourOfDay(hour)};
        const auto visits = visitsUntil(**file, key, time);
        if (!visits) {
            return std::unexpected(visits.error());
        }
        std::uint32_t group = UINT32_MAX;
        for (const HourVisit& visit : *visits) {
            if (visit.group != std::exchange(group, visit.group)) {
                resolved.assign(ridersAGroup, false);
            }
            if (auto done = visitInto(**file, dayNumber, key, visit, time, resolved, riders); !done) {
                return done;
            }
        }
    }
    return {};
}

HistoryDone TrailReader::fleetAt(EventTime when, const Visit& visit) {
    return lanesAt(when, [&visit](PartitionNo, const FixRow& fix) { return visit(fix); });
}

HistoryDone TrailReader::lanesAt(EventTime when, const std::function<bool(PartitionNo, const FixRow&)>& visit) {
    if (auto begun = begin(); !begun) {
        return begun;
    }
    const std::int64_t time = millisOf(when);
    const std::int64_t hour = hourOf(time);
    constexpr std::int64_t lagLooked = 15 * 60'000; // fixes that the log took so much later are still found
    Latest latest;
    std::int64_t fromHour = hour;
    auto done = startFrame(hour, latest, fromHour);
    for (auto& [partition, riders] : latest) { // a frame's last fixes, but those that a clock ahead put after `time`
        for (auto& fix : riders) {
            if (fix && fix->deviceMillis > time) {
                fix.reset();
            }
        }
    }
    const std::int64_t toHour = hourOf(time + lagLooked);
    for (std::int64_t at = fromHour; done && at <= toHour; ++at) {
        done = hourInto(at, time, latest);
    }
    done = done ? eachOpen([&](std::uint32_t partition, std::uint32_t rider, std::span<const TrailPoint> fixes) {
        offer(latest[partition], rider, fixes, time);
    })
                : done;
    end();
    for (const auto& [partition, riders] : latest) {
        for (std::uint32_t rider = 0; done && rider < riders.size(); ++rider) {
            const PartitionNo lane{static_cast<std::int32_t>(partition)};
            if (riders[rider] && !visit(lane, toFixRow(RiderNo{rider}, *riders[rider]))) {
                return done;
            }
        }
    }
    return done;
}

HistoryDone TrailReader::frames(EventTime from, EventTime to, Millis step,
                                const std::function<bool(EventTime, const std::vector<FixRow>&)>& show) {
    std::vector<FixRow> rows;
    for (EventTime time = from; time <= to; time += step) {
        rows.clear();
        const auto done = fleetAt(time, [&](const FixRow& fix) {
            rows.push_back(fix);
            return true;
        });
        if (!done || !show(time, rows)) {
            return done;
        }
    }
    return {};
}

/// The blocks of visits whose fixes may lie in the span.
HistoryDone
TrailReader::eachBlockAround(const Span& span,
                             const std::function<bool(std::int64_t day, const TrailKey&, sqlite::Bytes)>& visit) {
    for (const std::int64_t dayNumber : m_days) {
        if (dayNumber < dayOfHour(hourOf(span.from) - 1)) {
            continue;
        }
        auto file = day(dayNumber);
        if (!file) {
            return std::unexpected(file.error());
        }
        auto visits = (*file)->connection.prepare("SELECT partition, hour, grp, place, parts FROM visits WHERE batch "
                                                  "<= ? AND to_time >= ? AND from_time <= ?");
        if (!visits) {
            return asHistoryError(visits.error());
        }
        visits->bind(m_batch, span.from, span.to);
        for (auto row = visits->step(); row && *row; row = visits->step()) {
            TrailKey key{.partition = static_cast<std::uint32_t>(visits->integer(0)),
                         .hour = static_cast<std::uint32_t>(visits->integer(1)),
                         .place = static_cast<std::uint32_t>(visits->integer(3))};
            const std::int64_t from = key.value();
            key.place += static_cast<std::uint32_t>(visits->integer(4));
            sqlite::Statement& range = (*file)->range;
            range.bind(from, key.value());
            for (auto block = range.step(); block && *block; block = range.step()) {
                const TrailKey at = TrailKey::from(range.integer(0));
                if (at.rider / ridersAGroup == static_cast<std::uint32_t>(visits->integer(2)) &&
                    !visit(dayNumber, at, range.blob(2))) {
                    range.reset();
                    return {};
                }
            }
            range.reset();
        }
    }
    return {};
}

HistoryDone TrailReader::within(const GeoArea& area, EventTime from, EventTime to, const Visit& visit) {
    if (auto begun = begin(); !begun) {
        return begun;
    }
    const std::int64_t fromMillis = millisOf(from);
    const std::int64_t toMillis = millisOf(to);
    bool more = true;
    const auto show = [&](std::uint32_t rider, std::span<const TrailPoint> fixes) {
        for (const TrailPoint& fix : fixes) {
            if (more && fix.deviceMillis >= fromMillis && fix.deviceMillis <= toMillis &&
                area.contains(GeoPoint::fromE7(fix.latitudeE7, fix.longitudeE7))) {
                more = visit(toFixRow(RiderNo{rider}, fix));
            }
        }
    };
    const auto mayTouch = [&](const TrailBlockHead& head) {
        return head.firstLatitudeE7 + head.latitudeReachE7 >= area.southWest.latitudeE7() &&
               head.firstLatitudeE7 - head.latitudeReachE7 <= area.northEast.latitudeE7();
    };
    Points points;
    auto done = eachBlockAround({.from = fromMillis, .to = toMillis},
                                [&](std::int64_t dayNumber, const TrailKey& at, sqlite::Bytes data) {
                                    const auto head = readTrailBlockHead(spanOf(data), slotHour(dayNumber, at));
                                    if (!head || mayTouch(*head)) {
                                        points.clear();
                                        decode(dayNumber, at.value(), data, BlockPart::all, points);
                                        show(at.rider, points);
                                    }
                                    return more;
                                });
    done = done ? eachOpen([&](std::uint32_t, std::uint32_t rider, std::span<const TrailPoint> fixes) {
        show(rider, fixes);
    })
                : done;
    end();
    return done;
}

} // namespace roundsman
