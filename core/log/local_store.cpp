#include "core/log/local_store.h"

#include <algorithm>

namespace roundsman::local {

namespace {

/// Rows are large and are read in order: large pages mean short chains.
constexpr int pageBytes = 16 * 1024;
constexpr int cacheKiB = 4 * 1024;
constexpr int checkpointPages = 1000;

sqlite::WriteOptions fileOptions(bool synced) {
    return {.synchronous = synced ? sqlite::Synchronous::full : sqlite::Synchronous::off,
            .pageBytes = pageBytes,
            .cacheKiB = cacheKiB,
            .walCheckpointPages = checkpointPages,
            .walKeptBytes = 2 * checkpointPages * pageBytes};
}

} // namespace

std::expected<void, LogError> PartitionStore::open(std::vector<Segment> segments) {
    const auto floor = m_catalog.floor(m_partition);
    if (!floor) {
        return std::unexpected(floor.error());
    }
    m_segments = std::move(segments);
    while (!m_segments.empty() && m_segments.front().base < floor->low) {
        removeSegment(m_segments.front()); // retention raised the floor and was killed before the file was gone
        m_segments.erase(m_segments.begin());
    }
    m_next = floor->next;
    m_lastTime = floor->lastTime;
    auto opened = openNewest();
    publish();
    return opened;
}

void PartitionStore::closeFile() {
    m_insert = {};
    m_file = {};
}

std::expected<void, LogError> PartitionStore::openFile(const Segment& segment, sqlite::Access access) {
    closeFile();
    auto connection = sqlite::Connection::open(segment.file, {.access = access, .vfs = m_settings.vfs});
    if (!connection) {
        return failed(connection);
    }
    if (auto done = connection->prepareForWriting(fileOptions(m_settings.synced)); !done) {
        return failed(done);
    }
    const auto done = connection->execute("CREATE TABLE IF NOT EXISTS batch (base INTEGER PRIMARY KEY, "
                                          "records INTEGER, time INTEGER, checksum INTEGER, bytes BLOB)");
    if (!done) {
        return failed(done);
    }
    auto insert = connection->prepare("INSERT INTO batch VALUES (?, ?, ?, ?, ?)");
    if (!insert) {
        return failed(insert);
    }
    m_file = std::move(*connection);
    m_insert = std::move(*insert);
    m_fileBytes = bytesOf(segment);
    return {};
}

std::expected<void, LogError> PartitionStore::openNewest() {
    while (!m_segments.empty()) {
        const Segment segment = m_segments.back();
        // never made anew: a file that is gone has records with it that were acknowledged
        if (auto opened = openFile(segment, sqlite::Access::readWrite); !opened) {
            return opened;
        }
        // a killed writer may have left a commit that no sync has reached: nobody sees it before it is durable
        if (const auto synced = m_file.checkpoint(sqlite::Checkpoint::full); !synced) {
            closeFile();
            return failed(synced);
        }
        const auto last = lastBatch(m_file);
        if (!last) {
            closeFile();
            return failed(last);
        }
        if (last->has_value()) {
            auto taken = takeOver(m_file, **last);
            if (!taken) {
                closeFile();
            }
            return taken;
        }
        closeFile(); // its writer ended between the file's birth and its first commit
        removeSegment(segment);
        m_segments.pop_back();
    }
    return {};
}

/// The end of the partition stands in its last row, so that row must be sound before anything is added.
std::expected<void, LogError> PartitionStore::takeOver(sqlite::Connection& file, const BatchHead& last) {
    auto select = file.prepare("SELECT " + std::string(batchColumns) + " FROM batch WHERE base = ?");
    if (!select) {
        return failed(select);
    }
    const auto row = select->bind(last.base.value()).step();
    if (!row) {
        return failed(row);
    }
    const StoredBatch stored = batchIn(*select);
    if (!*row || checksumOf(stored.head, stored.bytes) != stored.checksum || last.records < 1) {
        return std::unexpected(damaged(file.file(), last));
    }
    m_next = std::max(m_next, Offset{last.base.value() + last.records});
    m_lastTime = std::max(m_lastTime, last.logTime);
    return {};
}

std::expected<void, LogError> PartitionStore::startSegment(EventTime time) {
    if (m_file) {
        static_cast<void>(m_file.checkpoint(sqlite::Checkpoint::passive)); // what it leaves, the next reader finds
    }
    const Segment segment = segmentFor(m_settings.folder, m_partition, m_next, time);
    if (auto opened = openFile(segment, sqlite::Access::create); !opened) {
        closeFile();
        removeSegment(segment); // no half-made file stays behind
        return opened;
    }
    m_segments.push_back(segment);
    return {};
}

std::expected<void, LogError> PartitionStore::readyFor(EventTime time) {
    if (m_file) {
        if (auto there = m_file.stillInPlace(); !there) {
            closeFile();
            return failed(there);
        }
    } else {
        if (auto opened = openNewest(); !opened) {
            return opened;
        }
    }
    if (!m_file || m_segments.back().day != dayOf(time) || m_fileBytes >= m_limits.fileBytes) {
        return startSegment(time);
    }
    return {};
}

sqlite::Result<Offset> PartitionStore::insertRows(std::span<const BatchBuilder* const> rows, EventTime time) {
    auto transaction = sqlite::Transaction::begin(m_file);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    Offset next = m_next;
    for (const BatchBuilder* row : rows) {
        const BatchHead head{next, row->records(), time};
        const std::int64_t checksum = checksumOf(head, row->bytes());
        const auto done = m_insert.bind(next.value(), head.records, millisOf(time), checksum, row->bytes()).run();
        if (!done) {
            return std::unexpected(done.error());
        }
        next = Offset{next.value() + head.records};
    }
    if (const auto done = transaction->commit(); !done) {
        return std::unexpected(done.error());
    }
    return next;
}

std::expected<Offset, LogError> PartitionStore::append(std::span<const BatchBuilder* const> rows, EventTime now) {
    const EventTime time = std::max(now, m_lastTime);
    const std::size_t segmentsBefore = m_segments.size();
    if (auto ready = readyFor(time); !ready) {
        publish();
        return std::unexpected(ready.error());
    }
    const auto next = insertRows(rows, time);
    if (!next) {
        closeFile(); // what a failed commit left in the file is found out before the next one
        return failed(next);
    }
    const Offset first = m_next;
    m_next = *next;
    m_lastTime = time;
    for (const BatchBuilder* row : rows) {
        m_fileBytes += static_cast<std::int64_t>(row->bytes().size());
    }
    if (m_segments.size() != segmentsBefore) {
        publish();
    } else {
        m_progress.publish(m_partition, {low(), m_next});
    }
    return first;
}

std::expected<bool, LogError> PartitionStore::isExpired(const Segment& segment, EventTime now) {
    const bool newest = &segment == &m_segments.back();
    if (m_settings.retainBytes > 0 && !newest) {
        std::int64_t kept = 0;
        for (const Segment& each : m_segments) {
            kept += bytesOf(each);
        }
        if (kept > m_settings.retainBytes) {
            return true;
        }
    }
    if (m_settings.retainFor.count() <= 0) {
        return false;
    }
    if (newest) {
        return m_lastTime + m_settings.retainFor < now;
    }
    auto connection =
        sqlite::Connection::open(segment.file, {.access = sqlite::Access::readOnly, .vfs = m_settings.vfs});
    if (!connection) {
        return failed(connection);
    }
    const auto last = lastBatch(*connection);
    if (!last) {
        return failed(last);
    }
    return !last->has_value() || (*last)->logTime + m_settings.retainFor < now;
}

std::expected<void, LogError> PartitionStore::removeOldest() {
    const Segment oldest = m_segments.front();
    const Offset newLow = m_segments.size() > 1 ? m_segments[1].base : m_next;
    // the floor is durable before the file goes: offsets are never given twice, whenever the machine stops
    if (auto done = m_catalog.setFloor(m_partition, {newLow, m_next, m_lastTime}); !done) {
        return done;
    }
    if (m_segments.size() == 1) {
        closeFile();
    }
    m_segments.erase(m_segments.begin());
    publish(); // a reader learns that its offset is gone before it misses the file
    if (!removeSegment(oldest)) {
        return std::unexpected(LogError{LogTrouble::readOnly, oldest.file.string() +
                                                                  ": retention cannot remove this file; check the "
                                                                  "rights of its folder"});
    }
    return {};
}

std::expected<int, LogError> PartitionStore::applyRetention(EventTime now) {
    int removed = 0;
    while (!m_segments.empty()) {
        const auto expired = isExpired(m_segments.front(), now);
        if (!expired) {
            return std::unexpected(expired.error());
        }
        if (!*expired) {
            break;
        }
        if (auto done = removeOldest(); !done) {
            return std::unexpected(done.error());
        }
        ++removed;
    }
    return removed;
}

} // namespace roundsman::local
