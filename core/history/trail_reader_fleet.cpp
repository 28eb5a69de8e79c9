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

struct TrailReader::Asked {
    std::int64_t time = 0;
    std::vector<std::optional<TrailPoint>>& riders; ///< of the partition: the best that is known
    std::vector<bool> resolved{};                   ///< of the group: a later visit told of him
    std::vector<std::uint32_t> wanted{};            ///< of the visit
};

/// Whether the block tells where the rider was.
bool TrailReader::look(std::int64_t dayNumber, const TrailKey& at, sqlite::Bytes data, Asked& asked) {
    const std::int64_t slot = slotHour(dayNumber, at);
    if (const auto head = readTrailBlockHead(spanOf(data), slot); head && head->firstDeviceMillis > asked.time) {
        return false;
    }
    const auto newest = newestInBlock(spanOf(data), slot, asked.time);
    m_damaged += newest ? 0 : 1;
    if (!newest || !*newest) {
        return false;
    }
    offer(asked.riders, at.rider, {&**newest, 1}, asked.time);
    asked.resolved[at.rider % ridersAGroup] = true;
    return true;
}

/// Looks at a visit's blocks of riders that no later visit told of: one by one where they are few, else all of them.
HistoryDone TrailReader::visitInto(DayFile& file, std::int64_t dayNumber, TrailKey key, const HourVisit& visit,
                                   Asked& asked) {
    asked.wanted.clear();
    for (std::uint32_t i = 0; i < ridersAGroup; ++i) {
        if ((visit.riders[i / 8] >> i % 8 & 1U) != 0 && !asked.resolved[i]) {
            asked.wanted.push_back(i);
        }
    }
    constexpr std::size_t few = 64;
    if (asked.wanted.size() > few) {
        return visitAllInto(file, dayNumber, key, visit, asked);
    }
    for (const std::uint32_t wanted : asked.wanted) {
        key.rider = visit.group * ridersAGroup + wanted;
        bool more = true; // a rider's parts follow each other
        for (key.place = visit.place; more && key.place < visit.place + visit.parts; ++key.place) {
            file.block.bind(key.value());
            const auto found = file.block.step();
            more = found && *found;
            if (more) {
                look(dayNumber, key, file.block.blob(0), asked);
            }
            file.block.reset();
            if (!found) {
                return asHistoryError(found.error());
            }
        }
    }
    return {};
}

HistoryDone TrailReader::visitAllInto(DayFile& file, std::int64_t dayNumber, TrailKey key, const HourVisit& visit,
                                      Asked& asked) {
    std::vector<bool> wanted(ridersAGroup);
    for (const std::uint32_t rider : asked.wanted) {
        wanted[rider] = true;
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
        if (wanted[at.rider % ridersAGroup]) {
            look(dayNumber, at, file.range.blob(2), asked);
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
    for (auto& [partition, riders] : latest) {
        Asked asked{.time = time, .riders = riders};
        const TrailKey key{.partition = partition, .hour = hourOfDay(hour)};
        const auto visits = visitsUntil(**file, key, time);
        if (!visits) {
            return std::unexpected(visits.error());
        }
        std::uint32_t group = UINT32_MAX;
        for (const HourVisit& visit : *visits) {
            if (visit.group != std::exchange(group, visit.group)) {
                asked.resolved.assign(ridersAGroup, false);
            }
            if (auto done = visitInto(**file, dayNumber, key, visit, asked); !done) {
                return done;
            }
        }
    }
    return {};
}

HistoryDone TrailReader::fleetAt(EventTime when, const Visit& visit) {
    return lanesAt(when, [&visit](PartitionNo, const FixRow& fix) { return visit(fix); });
}

HistoryDone TrailReader::lanesAt(EventTime when, const LaneVisit& visit) {
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
    done = done ? openUntil(time, latest) : done;
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
                                const std::function<bool(EventTime, PartitionNo, const FixRow&)>& show) {
    bool more = true;
    for (EventTime time = from; more && time <= to; time += step) {
        const auto done = lanesAt(
            time, [&](PartitionNo partition, const FixRow& fix) { return more = more && show(time, partition, fix); });
        if (!done) {
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

HistoryDone TrailReader::within(const GeoArea& area, EventTime from, EventTime to, const LaneVisit& visit) {
    if (auto begun = begin(); !begun) {
        return begun;
    }
    const std::int64_t fromMillis = millisOf(from);
    const std::int64_t toMillis = millisOf(to);
    bool more = true;
    const auto show = [&](std::uint32_t partition, std::uint32_t rider, std::span<const TrailPoint> fixes) {
        for (const TrailPoint& fix : fixes) {
            if (more && fix.deviceMillis >= fromMillis && fix.deviceMillis <= toMillis &&
                area.contains(GeoPoint::fromE7(fix.latitudeE7, fix.longitudeE7))) {
                more = visit(PartitionNo{static_cast<std::int32_t>(partition)}, toFixRow(RiderNo{rider}, fix));
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
                                        decode(dayNumber, at.value(), data, points);
                                        show(at.partition, at.rider, points);
                                    }
                                    return more;
                                });
    done = done ? eachOpen(show) : done;
    end();
    return done;
}

} // namespace roundsman
