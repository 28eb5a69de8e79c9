// Questions about all riders at a time.
#include "core/history/partition_trails.h"
#include "core/history/trail_key.h"
#include "core/history/trail_reader.h"

#include <algorithm>

namespace roundsman {
namespace {

ByteSpan spanOf(sqlite::Bytes bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

/// Keeps the newest in-time fix until `time`.
void offer(std::vector<std::optional<TrailPoint>>& riders, std::uint32_t rider, std::span<const TrailPoint> fixes,
           std::int64_t time) {
    if (rider >= riders.size()) {
        riders.resize(std::max<std::size_t>(rider + 1, riders.size() * 2));
    }
    std::optional<TrailPoint>& best = riders[rider];
    for (const TrailPoint& fix : fixes) {
        if (fix.deviceMillis <= time && !fix.late() && (!best || fix.deviceMillis >= best->deviceMillis)) {
            best = fix;
        }
    }
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

/// Looks, for each rider, at the blocks of one hour around `time` alone.
HistoryDone TrailReader::hourInto(std::int64_t hour, std::int64_t time, Latest& latest) {
    const std::int64_t dayNumber = dayOfHour(hour);
    if (!std::ranges::binary_search(m_days, dayNumber)) {
        return {};
    }
    auto file = day(dayNumber);
    if (!file) {
        return std::unexpected(file.error());
    }
    sqlite::Statement& range = (*file)->range;
    sqlite::Statement& before = (*file)->before;
    const std::int64_t second = std::clamp<std::int64_t>((time - hour * millisAnHour) / 1000, 0, 3599);
    Points points;
    for (auto& [partition, riders] : latest) {
        const TrailKey first{.partition = partition, .hour = hourOfDay(hour)};
        const std::int64_t endKey = first.value() + (static_cast<std::int64_t>(TrailKey::riderEnd) << 18U);
        range.bind(first.value(), endKey);
        std::uint32_t rider = UINT32_MAX;
        bool jumped = false;
        for (auto row = range.step(); row && *row; row = range.step()) {
            const std::int64_t key = range.integer(0);
            const TrailKey at = TrailKey::from(key);
            jumped = jumped && at.rider == rider;
            const bool again = at.rider == rider;
            rider = at.rider;
            // Many blocks an hour: go on from the one that the time lies in.
            if (again && !jumped && at.place < second * TrailKey::placesASecond) {
                jumped = true;
                TrailKey wanted = at;
                wanted.place = static_cast<std::uint32_t>((second + 1) * TrailKey::placesASecond - 1);
                before.bind(wanted.value(), key);
                const auto found = before.step();
                const std::int64_t target = found && *found ? before.integer(0) : key;
                before.reset();
                if (target > key) {
                    range.reset();
                    range.bind(target, endKey);
                    continue;
                }
            }
            const auto head = readTrailBlockHead(spanOf(range.blob(2)), slotHour(dayNumber, at));
            if (head && head->firstDeviceMillis > time) {
                TrailKey next = at;
                next.place = 0;
                if (again || jumped) { // the rest of this rider's hour is later still
                    range.reset();
                    range.bind(next.value() + TrailKey::placeEnd, endKey);
                }
                continue;
            }
            if (range.integer(1) > m_batch) {
                continue;
            }
            points.clear();
            decode(dayNumber, key, range.blob(2), BlockPart::place, points);
            offer(riders, rider, points, time);
        }
        range.reset();
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
    HistoryDone done;
    Points points;
    for (const std::int64_t dayNumber : m_days) {
        auto file = done && more ? day(dayNumber) : HistoryResult<DayFile*>(nullptr);
        if (!file || *file == nullptr || dayNumber < dayOfHour(hourOf(fromMillis) - 1)) {
            done = file ? done : HistoryDone(std::unexpected(file.error()));
            continue;
        }
        sqlite::Statement& range = (*file)->range;
        range.bind(std::int64_t{0}, INT64_MAX);
        for (auto row = range.step(); more && row && *row; row = range.step()) {
            const TrailKey at = TrailKey::from(range.integer(0));
            const std::int64_t hour = slotHour(dayNumber, at);
            if (at.hour != TrailKey::lateShelf && (hour < hourOf(fromMillis) - 1 || hour > hourOf(toMillis) + 1)) {
                const std::uint32_t next = hour > hourOf(toMillis) + 1 ? TrailKey::lateShelf : at.hour + 1;
                range.reset(); // past hours that cannot hold any
                range.bind(TrailKey{.partition = at.partition, .hour = next}.value(), INT64_MAX);
                continue;
            }
            const auto head = readTrailBlockHead(spanOf(range.blob(2)), hour);
            if (range.integer(1) <= m_batch && head && mayTouch(*head)) {
                points.clear();
                decode(dayNumber, range.integer(0), range.blob(2), BlockPart::all, points);
                show(at.rider, points);
            }
        }
        range.reset();
    }
    done = done ? eachOpen([&](std::uint32_t, std::uint32_t rider, std::span<const TrailPoint> fixes) {
        show(rider, fixes);
    })
                : done;
    end();
    return done;
}

} // namespace roundsman
