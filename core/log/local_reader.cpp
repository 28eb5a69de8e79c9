#include "core/log/local_reader.h"

#include "core/base/check.h"

#include <algorithm>
#include <cstring>

namespace roundsman::local {

bool LocalBatch::add(PartitionNo partition, const StoredBatch& row, Offset from) {
    auto copy = std::make_unique_for_overwrite<std::byte[]>(row.bytes.size());
    std::ranges::copy(row.bytes, copy.get());
    if (!m_decoded.add(partition, row.head, {copy.get(), row.bytes.size()}, from)) {
        return false;
    }
    m_bytes += std::ssize(row.bytes);
    m_rows.push_back(std::move(copy));
    return true;
}

std::expected<void, LogError> Cursor::checkRange(const OffsetRange& range) const {
    const std::string where =
        "partition " + std::to_string(m_at.partition.value()) + ": offset " + std::to_string(m_at.offset.value());
    if (m_at.offset < range.low) {
        return std::unexpected(LogError{LogTrouble::outOfRange,
                                        where + " is gone, the oldest record kept is " +
                                            std::to_string(range.low.value()) + "; read from there",
                                        range.low.value() - m_at.offset.value()});
    }
    if (range.high < m_at.offset) {
        return std::unexpected(LogError{LogTrouble::outOfRange, where + " is not there yet, the log ends at " +
                                                                    std::to_string(range.high.value()) +
                                                                    "; is this the right log?"});
    }
    return {};
}

void Cursor::closeFile() {
    m_select = {};
    m_file = {};
    m_segment.reset();
}

/// Opens the file of the present offset. False: it is open already, and holds nothing more.
std::expected<bool, LogError> Cursor::openFile() {
    const auto wanted = m_context.progress.segmentOf(m_at.partition, m_at.offset);
    if (!wanted || (m_segment && m_segment->file == wanted->file)) {
        return false;
    }
    closeFile();
    auto connection =
        sqlite::Connection::open(wanted->file, {.access = sqlite::Access::readOnly, .vfs = m_context.settings.vfs});
    if (!connection) {
        return failed(connection);
    }
    // from the row that holds the offset on
    auto select = connection->prepare(
        "SELECT " + std::string(batchColumns) +
        " FROM batch WHERE base >= ifnull((SELECT max(base) FROM batch WHERE base <= ?1), ?1) ORDER BY base");
    if (!select) {
        return failed(select);
    }
    m_file = std::move(*connection);
    m_select = std::move(*select);
    m_segment = wanted;
    return true;
}

/// True: the rows of this file, or those that are durable, are at their end.
std::expected<bool, LogError> Cursor::readRows(LocalBatch& batch, std::int64_t bytesMax, Offset end) {
    m_select.bind(m_at.offset.value());
    while (m_at.offset < end && batch.bytes() < bytesMax) {
        const auto row = m_select.step();
        if (!row) {
            return failed(row);
        }
        if (!*row) {
            return true;
        }
        const StoredBatch stored = batchIn(m_select);
        const Offset next{stored.head.base.value() + stored.head.records};
        if (!(stored.head.base < end)) {
            break; // committed by now, but not published yet
        }
        if (next <= m_at.offset && stored.head.records > 0) {
            continue;
        }
        if (checksumOf(stored.head, stored.bytes) != stored.checksum || stored.head.records < 1 ||
            !batch.add(m_at.partition, stored, m_at.offset)) {
            m_select.reset();
            return std::unexpected(damaged(m_segment->file.string(), stored.head));
        }
        m_at.offset = next;
    }
    m_select.reset(); // a reader never keeps the writer from its checkpoint between polls
    return m_at.offset == end;
}

std::expected<void, LogError> Cursor::readInto(LocalBatch& batch, std::int64_t bytesMax) {
    const OffsetRange range = m_context.progress.range(m_at.partition);
    if (auto inside = checkRange(range); !inside) {
        return inside;
    }
    while (m_at.offset < range.high && batch.bytes() < bytesMax) {
        const auto opened = openFile();
        if (!opened) {
            // retention may have taken the file between our look and our hand
            auto inside = checkRange(m_context.progress.range(m_at.partition));
            return inside ? std::unexpected(opened.error()) : inside;
        }
        const Offset before = m_at.offset;
        const auto atEnd = readRows(batch, bytesMax, range.high);
        if (!atEnd) {
            return std::unexpected(atEnd.error());
        }
        if (m_at.offset == before && !*opened) {
            return std::unexpected(LogError{LogTrouble::damaged, m_context.settings.folder.string() + ": partition " +
                                                                     std::to_string(m_at.partition.value()) +
                                                                     " has lost the file of offset " +
                                                                     std::to_string(m_at.offset.value())});
        }
    }
    return {};
}

LocalReader::LocalReader(ReaderContext context, std::span<const ReadFrom> from) : m_context(std::move(context)) {
    for (const ReadFrom& each : from) {
        m_cursors.push_back(std::make_unique<Cursor>(m_context, each));
    }
}

Cursor& LocalReader::cursor(PartitionNo partition) {
    const auto found =
        std::ranges::find_if(m_cursors, [partition](const auto& each) { return each->at().partition == partition; });
    check(found != m_cursors.end(), "this reader reads the partition");
    return **found;
}

Offset LocalReader::position(PartitionNo partition) const {
    return const_cast<LocalReader*>(this)->cursor(partition).at().offset;
}

std::expected<std::unique_ptr<LocalBatch>, LogError> LocalReader::readAvailable() {
    auto batch = std::make_unique<LocalBatch>();
    for (std::size_t turn = 0; turn < m_cursors.size() && batch->bytes() < m_context.limits.readBytes; ++turn) {
        Cursor& each = *m_cursors[(m_first + turn) % m_cursors.size()];
        if (each.paused) {
            continue;
        }
        if (auto done = each.readInto(*batch, m_context.limits.readBytes); !done) {
            batch->finish();
            if (batch->records().empty()) {
                return std::unexpected(done.error());
            }
            return batch; // what was read is delivered, the trouble comes again at the next poll
        }
    }
    m_first = m_cursors.empty() ? 0 : (m_first + 1) % m_cursors.size();
    batch->finish();
    return batch;
}

bool LocalReader::waitForMore(std::uint64_t seen, Deadline until) {
    if (m_woken.exchange(false) || std::chrono::steady_clock::now() >= until) {
        return false;
    }
    if (!m_context.follow) {
        return m_context.progress.waitBeyond(seen, until) && !m_woken.exchange(false);
    }
    const auto nextLook = std::chrono::steady_clock::now() + m_context.limits.followEvery;
    m_context.progress.waitBeyond(seen, std::min(until, nextLook));
    return !m_woken.exchange(false);
}

std::expected<RecordBatchPtr, LogError> LocalReader::poll(Millis wait) {
    const Deadline until = std::chrono::steady_clock::now() + wait;
    for (;;) {
        if (m_context.follow) {
            if (auto followed = m_context.follow(); !followed) {
                return std::unexpected(followed.error());
            }
        }
        const std::uint64_t seen = m_context.progress.version();
        auto batch = readAvailable();
        if (!batch) {
            return std::unexpected(batch.error());
        }
        if (!(*batch)->records().empty()) {
            m_context.recordsRead += std::ssize((*batch)->records());
            m_context.bytesRead += (*batch)->bytes();
            return batch;
        }
        if (!waitForMore(seen, until)) {
            return batch;
        }
    }
}

void LocalReader::wake() {
    m_woken = true;
    m_context.progress.wakeAll();
}

} // namespace roundsman::local
