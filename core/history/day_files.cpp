#include "core/history/day_files.h"

#include "core/history/trail_key.h"

#include <system_error>

namespace roundsman {

using sqlite::Bytes;

namespace {

/// An old hour's blocks go between others and leave the end of a page free: half as much as in pages of 16 KB.
constexpr int dayPageBytes = 8192;

} // namespace

HistoryResult<std::unique_ptr<DayFile>> DayFile::open(const HistoryPaths& paths, std::int64_t day,
                                                      const std::string& vfs) {
    std::error_code ignored; // opening tells
    std::filesystem::create_directories(paths.days(), ignored);
    auto connection = sqlite::Connection::open(paths.day(day), {.vfs = vfs});
    if (!connection) {
        return asHistoryError(connection.error());
    }
    std::unique_ptr<DayFile> file(new DayFile(day));
    file->m_connection = std::move(*connection);
    if (auto done = file->prepare(); !done) {
        return std::unexpected(done.error());
    }
    return file;
}

HistoryDone DayFile::prepare() {
    const auto done = m_connection.prepareForWriting({.synchronous = sqlite::Synchronous::full,
                                                      .pageBytes = dayPageBytes,
                                                      .cacheKiB = 16 * 1024,
                                                      .walCheckpointPages = 0,
                                                      .walKeptBytes = 128 << 20});
    if (!done) {
        return asHistoryError(done.error());
    }
    if (auto schema = prepareDaySchema(m_connection); !schema) {
        return schema;
    }
    const auto make = [&](sqlite::Statement& statement, std::string_view sql) -> HistoryDone {
        auto made = m_connection.prepare(sql);
        if (!made) {
            return asHistoryError(made.error());
        }
        statement = std::move(*made);
        return {};
    };
    auto made = make(m_putBlock, "INSERT OR REPLACE INTO blocks VALUES(?,?,?)");
    made = made ? make(m_putFrame, "INSERT OR REPLACE INTO frames VALUES(?,?,?)") : made;
    return made ? make(m_putVisit, "INSERT OR REPLACE INTO visits VALUES(?,?,?,?,?,?,?,?,?)") : made;
}

HistoryDone DayFile::begin() {
    auto done = m_connection.stillInPlace();
    done = done ? m_connection.execute("BEGIN IMMEDIATE") : done;
    return done ? HistoryDone{} : asHistoryError(done.error());
}

HistoryDone DayFile::commit() {
    const auto done = m_connection.execute("COMMIT");
    if (!done) {
        rollBack();
        return asHistoryError(done.error());
    }
    return {};
}

void DayFile::rollBack() {
    if (m_connection.inTransaction()) {
        static_cast<void>(m_connection.execute("ROLLBACK"));
    }
}

sqlite::Done DayFile::writeBlocks(std::int64_t batch, const FoldedBlocks& folded, std::int64_t& rows) {
    const auto bytes = std::as_bytes(ByteSpan(folded.bytes));
    for (const FoldedBlock& block : folded.blocks) {
        if (block.day != m_day) {
            continue;
        }
        const Bytes data = bytes.subspan(block.begin, block.end - block.begin);
        if (auto done = m_putBlock.bind(block.key, batch, data).run(); !done) {
            return done;
        }
        ++rows;
    }
    return {};
}

sqlite::Done DayFile::writeVisits(std::int64_t batch, std::uint32_t partition, const FoldedBlocks& folded) {
    for (const FoldedVisit& visit : folded.visits) {
        if (visit.day != m_day) {
            continue;
        }
        const auto done = m_putVisit
                              .bind(partition, visit.hour, visit.group, visit.place, visit.parts, batch,
                                    visit.fromMillis, visit.toMillis, Bytes(std::as_bytes(ByteSpan(visit.riders))))
                              .run();
        if (!done) {
            return done;
        }
    }
    return {};
}

HistoryDone DayFile::write(std::int64_t batch, std::uint32_t partition, const TrailBatch& trails, std::int64_t& rows) {
    auto done = writeBlocks(batch, trails.folded, rows);
    done = done ? writeVisits(batch, partition, trails.folded) : done;
    for (const TrailBatch::KeyFrame& frame : trails.keyFrames) {
        if (done && dayOfHour(frame.hour) == m_day) {
            done =
                m_putFrame
                    .bind(frameKey(partition, hourOfDay(frame.hour)), batch, Bytes(std::as_bytes(ByteSpan(frame.data))))
                    .run();
            ++rows;
        }
    }
    return done ? HistoryDone{} : asHistoryError(done.error());
}

HistoryResult<std::int64_t> DayFile::forgetAfter(std::int64_t batch) {
    if (auto begun = begin(); !begun) {
        return std::unexpected(begun.error());
    }
    const auto rows = forgetRows(batch);
    if (!rows) {
        rollBack();
        return rows;
    }
    if (auto committed = commit(); !committed) {
        return std::unexpected(committed.error());
    }
    return rows;
}

HistoryResult<std::int64_t> DayFile::forgetRows(std::int64_t batch) {
    auto orphans = m_connection.prepare("SELECT partition, hour, place, parts FROM visits WHERE batch > ?");
    auto forget = m_connection.prepare("DELETE FROM blocks WHERE key >= ? AND key < ?");
    auto frames = m_connection.prepare("DELETE FROM frames WHERE batch > ?");
    auto visits = m_connection.prepare("DELETE FROM visits WHERE batch > ?");
    if (!orphans || !forget || !frames || !visits) {
        return std::unexpected(HistoryError{HistoryTrouble::damaged, m_connection.file() + " lacks its tables"});
    }
    std::int64_t rows = 0;
    sqlite::Done done;
    orphans->bind(batch);
    for (auto row = orphans->step(); done && row && *row; row = orphans->step()) {
        TrailKey key{.partition = static_cast<std::uint32_t>(orphans->integer(0)),
                     .hour = static_cast<std::uint32_t>(orphans->integer(1)),
                     .place = static_cast<std::uint32_t>(orphans->integer(2))};
        const std::int64_t from = key.value();
        key.place += static_cast<std::uint32_t>(orphans->integer(3));
        done = forget->bind(from, key.value()).run();
        rows += done ? m_connection.changedRows() : 0;
    }
    orphans->reset();
    done = done ? frames->bind(batch).run() : done;
    rows += done ? m_connection.changedRows() : 0;
    done = done ? visits->bind(batch).run() : done;
    return done ? HistoryResult<std::int64_t>(rows) : asHistoryError(done.error());
}

HistoryDone
DayFile::eachPlace(const std::function<void(std::int32_t partition, std::uint32_t hour, std::uint32_t end)>& visit) {
    auto places = m_connection.prepare("SELECT partition, hour, max(place + parts) FROM visits GROUP BY 1, 2");
    if (!places) {
        return asHistoryError(places.error());
    }
    for (auto row = places->step();; row = places->step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return {};
        }
        visit(static_cast<std::int32_t>(places->integer(0)), static_cast<std::uint32_t>(places->integer(1)),
              static_cast<std::uint32_t>(places->integer(2)));
    }
}

HistoryResult<DayFile*> DayFiles::get(std::int64_t day) {
    if (const auto found = m_open.find(day); found != m_open.end()) {
        return found->second.get();
    }
    while (m_open.size() >= openMax) {
        m_open.erase(m_open.begin()); // the oldest day
    }
    auto file = DayFile::open(m_paths, day, m_vfs);
    if (!file) {
        return std::unexpected(file.error());
    }
    return m_open.emplace(day, std::move(*file)).first->second.get();
}

std::vector<std::int64_t> DayFiles::open() const {
    std::vector<std::int64_t> days;
    for (const auto& [day, file] : m_open) {
        days.push_back(day);
    }
    return days;
}

} // namespace roundsman
