// roundsman query riders|trail: where riders were, by rider, by time and by area; rows as they are found.
#include "app/commands/commands.h"
#include "app/commands/query_history.h"
#include "app/commands/simulate_options.h"

#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <utility>

namespace roundsman {
namespace {

HistoryDone wrong(std::string sentence) {
    return std::unexpected(HistoryError{HistoryTrouble::other, std::move(sentence)});
}

/// "south,west,north,east" in degrees; nothing when it is not that.
std::optional<GeoArea> areaOf(const std::string& text) {
    std::array<double, 4> degrees{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < degrees.size(); ++i) {
        const auto [rest, error] = std::from_chars(at, end, degrees[i]);
        const bool last = i + 1 == degrees.size();
        if (error != std::errc{} || (last ? rest != end : rest == end || *rest != ',')) {
            return std::nullopt;
        }
        at = last ? rest : rest + 1;
    }
    const auto [south, west, north, east] = degrees;
    const bool onEarth =
        south >= -90 && north <= 90 && south <= north && west >= -180 && west <= 180 && east >= -180 && east <= 180;
    return onEarth ? std::optional(GeoArea{.southWest = GeoPoint::fromDegrees(south, west),
                                           .northEast = GeoPoint::fromDegrees(north, east)})
                   : std::nullopt;
}
std::string noArea(const std::string& text) {
    return "--area is SOUTH,WEST,NORTH,EAST in degrees (12.9,77.5,13.1,77.7), not " + text;
}

/// Riders' ids by lane and number, for answers about all of them.
class RiderNames {
public:
    static HistoryResult<RiderNames> read(TrailReader& reader) {
        RiderNames names;
        const auto done = eachRow(reader, "SELECT partition, rider, id FROM riders", [&](const sqlite::Statement& row) {
            names.m_ids[{row.integer(0), row.integer(1)}] = row.text(2);
        });
        return done ? HistoryResult<RiderNames>(std::move(names)) : std::unexpected(done.error());
    }
    [[nodiscard]] std::string_view of(PartitionNo partition, RiderNo rider) const {
        const auto found = m_ids.find({partition.value(), rider.value()});
        return found == m_ids.end() ? std::string_view{} : std::string_view(found->second);
    }

private:
    std::map<std::pair<std::int64_t, std::int64_t>, std::string> m_ids;
};

std::vector<RowField> fixFields(std::int64_t partition, std::string_view rider, const FixRow& fix) {
    return {RowField::of(partition),
            RowField::of(rider),
            RowField::of(fix.deviceTime),
            RowField::of(fix.position.latitude(), 7),
            RowField::of(fix.position.longitude(), 7),
            RowField::of(std::string_view(toText(fix.status))),
            RowField::of(fix.speedMps, 2),
            RowField::of(fix.headingDegrees, 1),
            RowField::of(fix.accuracyMetres, 1),
            RowField::of(static_cast<std::int64_t>(fix.late)),
            RowField::of(static_cast<std::int64_t>(fix.jumped)),
            RowField::of(fix.receiveTime),
            RowField::of(fix.logTime),
            RowField::of(fix.document.offset.value()),
            RowField::of(static_cast<std::int64_t>(fix.document.index))};
}

const std::vector<std::string> fixColumns{"partition", "rider",    "time",     "latitude", "longitude",
                                          "status",    "speed",    "heading",  "accuracy", "late",
                                          "jumped",    "received", "log_time", "offset",   "document"};

/// The riders that are meant: one id, or all.
HistoryDone eachRider(TrailReader& reader, const std::string& id,
                      const std::function<HistoryDone(PartitionNo, RiderNo, const std::string&)>& visit) {
    struct Named {
        PartitionNo partition;
        RiderNo rider;
        std::string id;
    };
    std::vector<Named> found;
    const auto done = eachRow(
        reader, "SELECT partition, rider, id FROM riders WHERE ?1 = '' OR id = ?1 ORDER BY partition, rider",
        [&](const sqlite::Statement& row) {
            found.push_back({PartitionNo{static_cast<std::int32_t>(row.integer(0))},
                             RiderNo{static_cast<std::uint32_t>(row.integer(1))}, std::string(row.text(2))});
        },
        id);
    if (!done) {
        return done;
    }
    if (found.empty() && !id.empty()) {
        return std::unexpected(
            HistoryError{HistoryTrouble::missing, "no rider " + id + ": roundsman query riders lists them"});
    }
    for (const Named& rider : found) {
        if (auto visited = visit(rider.partition, rider.rider, rider.id); !visited) {
            return visited;
        }
    }
    return {};
}

/// All fixes in the area; with --id those of one rider.
HistoryDone trailInArea(TrailReader& reader, const QueryOptions& options, RowPrinter& out) {
    const auto area = areaOf(options.area);
    if (!area) {
        return wrong(noArea(options.area));
    }
    const auto names = RiderNames::read(reader);
    if (!names) {
        return std::unexpected(names.error());
    }
    return reader.within(*area, options.fromTime, options.toTime, [&](PartitionNo partition, const FixRow& fix) {
        const std::string_view id = names->of(partition, fix.rider);
        if (options.id.empty() || options.id == id) {
            out.row(fixFields(partition.value(), id, fix), fix.position);
        }
        return true;
    });
}

HistoryDone trailNearest(TrailReader& reader, const QueryOptions& options, RowPrinter& out) {
    const auto time = timeFromText(options.nearest);
    const auto within = parseDuration(options.within);
    if (!time || !within) {
        return wrong(time ? "--within is a length of time (90s, 15m), not " + options.within
                          : "--nearest is no time: " + options.nearest);
    }
    return eachRider(reader, options.id, [&](PartitionNo partition, RiderNo rider, const std::string& id) {
        const auto fix = reader.nearest(partition, rider, *time, *within);
        if (fix && *fix) {
            out.row(fixFields(partition.value(), id, **fix), (*fix)->position);
        }
        return fix ? HistoryDone{} : HistoryDone(std::unexpected(fix.error()));
    });
}

HistoryDone trail(TrailReader& reader, const QueryOptions& options) {
    if (!options.area.empty() && !options.nearest.empty()) {
        return wrong("--area and --nearest are two questions: ask one");
    }
    RowPrinter out(options.format, fixColumns);
    if (!options.area.empty()) {
        return trailInArea(reader, options, out);
    }
    if (!options.nearest.empty()) {
        return trailNearest(reader, options, out);
    }
    return eachRider(reader, options.id, [&](PartitionNo partition, RiderNo rider, const std::string& id) {
        return reader.trail(partition, rider, options.fromTime, options.toTime, [&](const FixRow& fix) {
            out.row(fixFields(partition.value(), id, fix), fix.position);
            return true;
        });
    });
}

/// A picture or a row of them: where everybody was, one row a rider.
class Pictures {
public:
    Pictures(const QueryOptions& options, RiderNames names, std::optional<GeoArea> area, bool many)
        : m_options(options),
          m_names(std::move(names)),
          m_area(area),
          m_many(many),
          m_out(options.format, columns(many)) {}

    void show(EventTime time, PartitionNo partition, const FixRow& fix) {
        const std::string_view id = m_names.of(partition, fix.rider);
        if ((m_area && !m_area->contains(fix.position)) || (!m_options.id.empty() && m_options.id != id)) {
            return;
        }
        std::vector<RowField> fields;
        if (m_many) {
            fields.push_back(RowField::of(time));
        }
        fields.insert(fields.end(),
                      {RowField::of(id), RowField::of(fix.deviceTime), RowField::of(fix.position.latitude(), 7),
                       RowField::of(fix.position.longitude(), 7), RowField::of(std::string_view(toText(fix.status))),
                       RowField::of(fix.document.offset.value()),
                       RowField::of(static_cast<std::int64_t>(fix.document.index))});
        m_out.row(std::move(fields), fix.position);
    }

private:
    static std::vector<std::string> columns(bool many) {
        std::vector<std::string> names{"rider", "time", "latitude", "longitude", "status", "offset", "document"};
        if (many) {
            names.insert(names.begin(), "at");
        }
        return names;
    }
    const QueryOptions& m_options;
    RiderNames m_names;
    std::optional<GeoArea> m_area;
    bool m_many;
    RowPrinter m_out;
};

HistoryDone pictures(TrailReader& reader, const QueryOptions& options) {
    const bool many = !options.every.empty();
    const auto at = many ? std::optional(options.fromTime) : timeFromText(options.at);
    const auto step = many ? parseDuration(options.every) : std::expected<Millis, std::string>(Millis{1});
    const auto area = options.area.empty() ? std::nullopt : areaOf(options.area);
    if (!at || !step || *step < Millis{1}) {
        return wrong(at ? "--every is a length of time (10s, 5m), not " + options.every
                        : "--at is no time: " + options.at);
    }
    if (many && (options.from.empty() || options.to.empty() || !options.at.empty())) {
        return wrong("--every goes from --from to --to: name both, and no --at");
    }
    if (!options.area.empty() && !area) {
        return wrong(noArea(options.area));
    }
    auto names = RiderNames::read(reader);
    if (!names) {
        return std::unexpected(names.error());
    }
    Pictures out(options, std::move(*names), area, many);
    return reader.frames(*at, many ? options.toTime : *at, *step,
                         [&](EventTime time, PartitionNo partition, const FixRow& fix) {
                             out.show(time, partition, fix);
                             return true;
                         });
}

HistoryDone riders(TrailReader& reader, const QueryOptions& options) {
    if (!options.at.empty() || !options.every.empty()) {
        return pictures(reader, options);
    }
    if (!options.area.empty()) {
        return wrong("--area asks where riders were: name the time with --at, or --from, --to and --every");
    }
    RowPrinter out(options.format,
                   {"partition", "rider", "market", "on_shift", "connected", "first_offset", "last_offset"});
    return eachRow(
        reader,
        "SELECT r.partition, r.id, m.name, r.on_shift, r.connected, r.first_offset, r.last_offset FROM riders r LEFT "
        "JOIN markets m ON m.partition = r.partition AND m.market = r.market WHERE ?1 = '' OR r.id = ?1 ORDER BY "
        "r.partition, r.rider",
        [&](const sqlite::Statement& row) {
            out.row({numberAt(row, 0), textAt(row, 1), textAt(row, 2), numberAt(row, 3), numberAt(row, 4),
                     numberAt(row, 5), numberAt(row, 6)});
        },
        options.id);
}

} // namespace

void addQueryTrails(CommandLine& line) {
    addQuery(line, "riders", "Riders, or where each was at a time, or at many",
             "roundsman query riders --history data/history --at 2026-11-21T12:00:00Z --format geojson", riders);
    addQuery(line, "trail", "The fixes of one rider or of all, in an area, or nearest to a time",
             "roundsman query trail --history data/history --id 453 --from 2026-11-21T09:00:00Z --format csv", trail);
}

} // namespace roundsman
