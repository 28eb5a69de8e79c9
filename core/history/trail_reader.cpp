#include "core/history/trail_reader.h"

#include "core/history/partition_trails.h"
#include "core/history/row_values.h"
#include "core/history/trail_key.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

using sqlite::Bytes;

void sortByTime(std::vector<TrailPoint>& points) {
    std::ranges::sort(points, [](const TrailPoint& a, const TrailPoint& b) {
        return a.deviceMillis != b.deviceMillis ? a.deviceMillis < b.deviceMillis : a.document() < b.document();
    });
}

} // namespace

bool GeoArea::contains(GeoPoint point) const {
    const bool between =
        southWest.longitudeE7() <= northEast.longitudeE7()
            ? point.longitudeE7() >= southWest.longitudeE7() && point.longitudeE7() <= northEast.longitudeE7()
            : point.longitudeE7() >= southWest.longitudeE7() || point.longitudeE7() <= northEast.longitudeE7();
    return between && point.latitudeE7() >= southWest.latitudeE7() && point.latitudeE7() <= northEast.latitudeE7();
}

HistoryResult<TrailReader> TrailReader::open(const std::filesystem::path& folder, const std::string& vfs) {
    TrailReader reader(HistoryPaths{folder}, vfs);
    std::error_code none;
    if (!std::filesystem::exists(reader.m_paths.main(), none)) {
        return std::unexpected(HistoryError{HistoryTrouble::missing, folder.string() + " holds no history: name the "
                                                                                       "folder that the node or "
                                                                                       "replay wrote"});
    }
    auto main = sqlite::Connection::open(reader.m_paths.main(), {.access = sqlite::Access::readOnly, .vfs = vfs});
    if (!main) {
        return asHistoryError(main.error());
    }
    reader.m_main = std::move(*main);
    if (auto done = reader.m_main.prepareForReading(1LL << 30U, 16 * 1024); !done) {
        return asHistoryError(done.error());
    }
    if (auto schema = requireMainSchema(reader.m_main); !schema) {
        return std::unexpected(schema.error());
    }
    return reader;
}

/// One commit's picture: the main file's; what day files have beyond it is passed over.
HistoryDone TrailReader::begin() {
    if (auto done = m_main.execute("BEGIN"); !done) {
        return asHistoryError(done.error());
    }
    const auto batch = m_main.integer("SELECT batch FROM state");
    auto days = m_main.prepare("SELECT day FROM days WHERE retired = 0 ORDER BY day");
    if (!batch || !days) {
        end();
        return asHistoryError(batch ? days.error() : batch.error());
    }
    m_batch = *batch;
    m_days.clear();
    for (auto row = days->step(); row && *row; row = days->step()) {
        m_days.push_back(days->integer(0));
    }
    return {};
}

void TrailReader::end() {
    static_cast<void>(m_main.execute("COMMIT"));
}

HistoryResult<TrailReader::DayFile*> TrailReader::day(std::int64_t day) {
    constexpr std::size_t openMax = 64;
    if (const auto found = m_open.find(day); found != m_open.end()) {
        return &found->second;
    }
    if (m_open.size() >= openMax) {
        m_open.erase(m_open.begin());
    }
    auto connection = sqlite::Connection::open(m_paths.day(day), {.access = sqlite::Access::readOnly, .vfs = m_vfs});
    if (!connection) {
        return asHistoryError(connection.error());
    }
    DayFile file;
    file.connection = std::move(*connection);
    static_cast<void>(file.connection.prepareForReading(8LL << 30U, 8 * 1024));
    auto range = file.connection.prepare("SELECT key, batch, data FROM blocks WHERE key >= ? AND key < ? ORDER BY key");
    auto block = file.connection.prepare("SELECT data FROM blocks WHERE key = ?");
    auto ofRider =
        file.connection.prepare("SELECT place, parts, riders FROM visits WHERE partition = ? AND hour = ? AND grp = ? "
                                "AND batch <= ? AND to_time >= ? AND from_time <= ? ORDER BY place");
    auto ofHour = file.connection.prepare("SELECT grp, place, parts, riders FROM visits WHERE partition = ? AND hour "
                                          "= ? AND batch <= ? AND from_time <= ? ORDER BY grp, place DESC");
    auto frame = file.connection.prepare("SELECT key, data FROM frames WHERE key <= ? AND key >= ? AND batch <= ? "
                                         "ORDER BY key DESC LIMIT 1");
    if (!range || !block || !ofRider || !ofHour || !frame) {
        return std::unexpected(HistoryError{HistoryTrouble::damaged, m_paths.day(day).string() + " lacks its tables"});
    }
    file.range = std::move(*range);
    file.block = std::move(*block);
    file.ofRider = std::move(*ofRider);
    file.ofHour = std::move(*ofHour);
    file.frame = std::move(*frame);
    return &m_open.emplace(day, std::move(file)).first->second;
}

bool TrailReader::decode(std::int64_t day, std::int64_t key, Bytes data, Points& out) {
    const bool whole = decodeTrailBlock(spanOf(data), slotHour(day, TrailKey::from(key)), out).has_value();
    m_damaged += whole ? 0 : 1;
    return whole;
}

HistoryDone TrailReader::riderHour(std::int64_t dayNumber, TrailKey key, const Span& span, Points& out) {
    auto file = day(dayNumber);
    if (!file) {
        return std::unexpected(file.error());
    }
    sqlite::Statement& visits = (*file)->ofRider;
    sqlite::Statement& block = (*file)->block;
    const std::uint32_t inGroup = key.rider % ridersAGroup;
    visits.bind(key.partition, key.hour, key.rider / ridersAGroup, m_batch, span.from, span.to);
    for (auto row = visits.step();; row = visits.step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return {};
        }
        const ByteSpan riders = spanOf(visits.blob(2));
        const bool has = inGroup / 8 < riders.size() && (riders[inGroup / 8] >> inGroup % 8 & 1U) != 0;
        const auto end = static_cast<std::uint32_t>(visits.integer(0) + visits.integer(1));
        key.place = static_cast<std::uint32_t>(visits.integer(0));
        for (bool more = has; more && key.place < end; ++key.place) { // a rider's parts follow each other
            block.bind(key.value());
            const auto found = block.step();
            more = found && *found;
            if (more) {
                decode(dayNumber, key.value(), block.blob(0), out);
            }
            block.reset();
            if (!found) {
                visits.reset();
                return asHistoryError(found.error());
            }
        }
    }
}

/// By log time a fix stands in the hour of its device time, or one beside it; later ones are on a late shelf.
HistoryDone TrailReader::riderDay(std::int64_t dayNumber, const TrailKey& rider, const Span& span, Points& out) {
    TrailKey key = rider;
    for (std::uint32_t hour = 0; hour < hoursADay; ++hour) {
        const std::int64_t absolute = dayNumber * hoursADay + hour;
        if (absolute < hourOf(span.from) - 1 || absolute > hourOf(span.to) + 1) {
            continue;
        }
        key.hour = hour;
        if (auto done = riderHour(dayNumber, key, span, out); !done) {
            return done;
        }
    }
    key.hour = TrailKey::lateShelf;
    return riderHour(dayNumber, key, span, out);
}

HistoryDone TrailReader::trailOnce(PartitionNo partition, RiderNo rider, std::int64_t from, std::int64_t to,
                                   Points& out) {
    const TrailKey key{.partition = static_cast<std::uint32_t>(partition.value()), .rider = rider.value()};
    for (const std::int64_t dayNumber : m_days) {
        if (dayNumber >= dayOfHour(hourOf(from) - 1)) {
            if (auto done = riderDay(dayNumber, key, {.from = from, .to = to}, out); !done) {
                return done;
            }
        }
    }
    if (auto done = openOf(partition, rider, out); !done) {
        return done;
    }
    std::erase_if(out, [&](const TrailPoint& point) { return point.deviceMillis < from || point.deviceMillis > to; });
    sortByTime(out);
    return {};
}

HistoryDone TrailReader::trail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to, const Visit& visit) {
    if (auto begun = begin(); !begun) {
        return begun;
    }
    Points points;
    HistoryDone done;
    // A day at a time: a year of one rider is read in a day's memory. What lies outside the days is one more time.
    constexpr std::int64_t dayMillis = hoursADay * millisAnHour;
    const std::int64_t last = millisOf(to);
    const std::int64_t daysBegin = m_days.empty() ? last : (m_days.front() - 1) * dayMillis;
    const std::int64_t daysEnd = m_days.empty() ? last : (m_days.back() + 2) * dayMillis;
    std::int64_t start = millisOf(from);
    for (bool more = start <= last; done && more;) {
        const std::int64_t stop = std::min(last, start < daysBegin  ? daysBegin - 1
                                                 : start >= daysEnd ? last
                                                                    : start + dayMillis - 1);
        points.clear();
        done = trailOnce(partition, rider, start, stop, points);
        for (std::size_t i = 0; done && more && i < points.size(); ++i) {
            more = visit(toFixRow(rider, points[i]));
        }
        more = more && stop < last;
        start = stop + 1;
    }
    end();
    return done;
}

HistoryResult<std::optional<FixRow>> TrailReader::nearest(PartitionNo partition, RiderNo rider, EventTime time,
                                                          Millis within) {
    std::optional<FixRow> best;
    const auto distance = [&](const FixRow& fix) {
        return std::abs((fix.deviceTime - time).count());
    };
    const auto done = trail(partition, rider, time - within, time + within, [&](const FixRow& fix) {
        if (!best || distance(fix) < distance(*best)) {
            best = fix;
        }
        return true;
    });
    if (!done) {
        return std::unexpected(done.error());
    }
    return best;
}

HistoryDone TrailReader::everything(const Visit& visit) {
    if (auto begun = begin(); !begun) {
        return begun;
    }
    HistoryDone done;
    Points points;
    for (const std::int64_t dayNumber : m_days) {
        auto file = done ? day(dayNumber) : HistoryResult<DayFile*>(std::unexpected(done.error()));
        if (!file) {
            done = std::unexpected(file.error());
            break;
        }
        sqlite::Statement& range = (*file)->range;
        range.bind(std::int64_t{0}, INT64_MAX);
        for (auto row = range.step(); row && *row; row = range.step()) {
            points.clear();
            if (range.integer(1) <= m_batch) {
                decode(dayNumber, range.integer(0), range.blob(2), points);
            }
            const TrailKey key = TrailKey::from(range.integer(0));
            for (const TrailPoint& point : points) {
                visit(toFixRow(RiderNo{key.rider}, point));
            }
        }
    }
    done = done ? eachOpen([&](std::uint32_t, std::uint32_t rider, std::span<const TrailPoint> fixes) {
        for (const TrailPoint& point : fixes) {
            visit(toFixRow(RiderNo{rider}, point));
        }
    })
                : done;
    end();
    return done;
}

} // namespace roundsman
