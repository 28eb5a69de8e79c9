#include "core/history/history_digest.h"

#include "core/base/hash.h"
#include "core/history/schema.h"
#include "core/history/trail_reader.h"

#include <bit>

namespace roundsman {
namespace {

std::uint64_t hashOf(const sqlite::Statement& row, int column) {
    if (row.isNull(column)) {
        return 1;
    }
    // Text and blobs by their bytes; numbers of both kinds read as text are exact enough to differ when they differ.
    return hash64(row.text(column), static_cast<std::uint64_t>(column) + 2);
}

HistoryResult<TableDigest> digestTable(sqlite::Connection& main, std::string_view name, std::string_view columns) {
    TableDigest digest{.table = std::string(name)};
    auto rows = main.prepare("SELECT " + std::string(columns) + " FROM " + std::string(name));
    if (!rows) {
        return asHistoryError(rows.error());
    }
    for (auto row = rows->step();; row = rows->step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return digest;
        }
        std::uint64_t hash = 0;
        for (int column = 0; column < rows->columns(); ++column) {
            hash = mixed(hash, hashOf(*rows, column));
        }
        ++digest.rows;
        digest.digest += hash;
    }
}

std::uint64_t hashOf(const FixRow& fix) {
    const auto add = [hash = std::uint64_t{0}](std::int64_t value) mutable {
        return hash = mixed(hash, static_cast<std::uint64_t>(value));
    };
    auto all = add;
    for (const std::int64_t value :
         {static_cast<std::int64_t>(fix.rider.value()), fix.document.offset.value(),
          static_cast<std::int64_t>(fix.document.index), millisOf(fix.deviceTime), millisOf(fix.receiveTime),
          millisOf(fix.logTime), static_cast<std::int64_t>(fix.position.latitudeE7()),
          static_cast<std::int64_t>(fix.position.longitudeE7()), static_cast<std::int64_t>(fix.market.value()),
          static_cast<std::int64_t>(fix.status), static_cast<std::int64_t>(fix.late),
          static_cast<std::int64_t>(fix.jumped), static_cast<std::int64_t>(std::bit_cast<std::uint32_t>(fix.speedMps)),
          static_cast<std::int64_t>(std::bit_cast<std::uint32_t>(fix.headingDegrees))}) {
        all(value);
    }
    return all(static_cast<std::int64_t>(std::bit_cast<std::uint32_t>(fix.accuracyMetres)));
}

} // namespace

HistoryResult<std::vector<TableDigest>> digestHistory(const std::filesystem::path& folder) {
    auto reader = TrailReader::open(folder);
    if (!reader) {
        return std::unexpected(reader.error());
    }
    std::vector<TableDigest> digests;
    auto lanes = digestTable(reader->main(), "lanes", "partition,next_offset,records,gaps,lane_time");
    if (!lanes) {
        return std::unexpected(lanes.error());
    }
    digests.push_back(*lanes);
    for (const DerivedTable& table : derivedTables()) {
        auto digest = digestTable(reader->main(), table.name, table.columns);
        if (!digest) {
            return std::unexpected(digest.error());
        }
        digests.push_back(std::move(*digest));
    }
    TableDigest trails{.table = "trails"};
    const auto done = reader->everything([&](const FixRow& fix) {
        ++trails.rows;
        trails.digest += hashOf(fix);
        return true;
    });
    if (!done) {
        return std::unexpected(done.error());
    }
    if (reader->damagedBlocks() > 0) {
        return std::unexpected(HistoryError{HistoryTrouble::damaged, std::to_string(reader->damagedBlocks()) +
                                                                         " trail blocks of " + folder.string() +
                                                                         " fail their checksum"});
    }
    digests.push_back(trails);
    return digests;
}

} // namespace roundsman
