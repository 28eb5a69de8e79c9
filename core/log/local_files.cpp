#include "core/log/local_files.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace roundsman::local {

namespace {

constexpr std::string_view ending = ".log.db";

/// "p00003-2026-11-21-00000000000000000042.log.db"
std::optional<Segment> segmentNamed(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    if (name.size() != 38 + ending.size() || !name.starts_with('p') || !name.ends_with(ending)) {
        return std::nullopt;
    }
    std::int32_t partition = 0;
    std::int64_t base = 0;
    const char* text = name.c_str();
    const auto number = [text](std::size_t from, std::size_t to, auto& value) {
        const auto [end, trouble] = std::from_chars(text + from, text + to, value);
        return trouble == std::errc{} && end == text + to;
    };
    if (!number(1, 6, partition) || !number(18, 38, base)) {
        return std::nullopt;
    }
    return Segment{file, PartitionNo{partition}, Offset{base}, name.substr(7, 10)};
}

LogTrouble troubleOf(sqlite::Trouble trouble) {
    switch (trouble) {
    case sqlite::Trouble::full:
        return LogTrouble::full;
    case sqlite::Trouble::readOnly:
    case sqlite::Trouble::cannotOpen:
        return LogTrouble::readOnly;
    case sqlite::Trouble::corrupt:
        return LogTrouble::damaged;
    case sqlite::Trouble::busy:
        return LogTrouble::timedOut;
    case sqlite::Trouble::tooBig:
        return LogTrouble::tooLarge;
    default:
        return LogTrouble::other;
    }
}

} // namespace

std::string dayOf(EventTime time) {
    return toRfc3339(time).substr(0, 10);
}

Segment segmentFor(const std::filesystem::path& folder, PartitionNo partition, Offset base, EventTime time) {
    const std::string day = dayOf(time);
    char name[80];
    std::snprintf(name, sizeof name, "p%05d-%s-%020lld%s", partition.value(), day.c_str(),
                  static_cast<long long>(base.value()), ending.data());
    return {folder / name, partition, base, day};
}

std::expected<SegmentsByPartition, LogError> listSegments(const std::filesystem::path& folder) {
    SegmentsByPartition segments;
    std::error_code trouble;
    for (auto entry = std::filesystem::directory_iterator(folder, trouble);
         !trouble && entry != std::filesystem::directory_iterator(); entry.increment(trouble)) {
        if (auto segment = segmentNamed(entry->path())) {
            segments[segment->partition].push_back(std::move(*segment));
        }
    }
    if (trouble) {
        return std::unexpected(LogError{LogTrouble::readOnly, folder.string() + ": " + trouble.message()});
    }
    for (auto& [partition, files] : segments) {
        std::ranges::sort(files, {}, &Segment::base);
    }
    return segments;
}

bool removeSegment(const Segment& segment) {
    std::error_code trouble;
    // the file itself goes first: without it the rest means nothing, and a crash in between leaves no half of a log
    for (const char* beside : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::remove(segment.file.string() + beside, trouble);
    }
    return !std::filesystem::exists(segment.file, trouble);
}

std::int64_t bytesOf(const Segment& segment) {
    std::int64_t bytes = 0;
    for (const char* beside : {"", "-wal"}) {
        std::error_code trouble;
        const auto size = std::filesystem::file_size(segment.file.string() + beside, trouble);
        bytes += trouble ? 0 : static_cast<std::int64_t>(size);
    }
    return bytes;
}

LogError logErrorOf(const sqlite::Error& error) {
    return {troubleOf(error.trouble), error.sentence};
}

LogError damaged(const std::string& file, const BatchHead& head) {
    const std::int64_t base = head.base.value();
    return {LogTrouble::damaged,
            file + ": the records " + std::to_string(base) + " to " + std::to_string(base + head.records - 1) +
                " are damaged; restore the file from a backup, or read on after them",
            head.records};
}

StoredBatch batchIn(const sqlite::Statement& row) {
    return {{Offset{row.integer(0)}, row.integer(1), eventTimeFromMillis(row.integer(2))},
            static_cast<std::uint32_t>(row.integer(3)),
            row.blob(4)};
}

sqlite::Result<std::optional<BatchHead>> lastBatch(sqlite::Connection& connection) {
    const auto tables = connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'batch'");
    if (!tables || *tables == 0) {
        return tables.transform([](std::int64_t) { return std::optional<BatchHead>(); });
    }
    auto last = connection.prepare("SELECT base, records, time FROM batch ORDER BY base DESC LIMIT 1");
    if (!last) {
        return std::unexpected(last.error());
    }
    const auto row = last->step();
    if (!row) {
        return std::unexpected(row.error());
    }
    if (!*row) {
        return std::optional<BatchHead>();
    }
    return BatchHead{Offset{last->integer(0)}, last->integer(1), eventTimeFromMillis(last->integer(2))};
}

sqlite::Result<Offset> firstSince(sqlite::Connection& connection, Offset begin, Offset end, EventTime time) {
    auto rowFrom = connection.prepare("SELECT base, records, time FROM batch WHERE base >= ? ORDER BY base LIMIT 1");
    if (!rowFrom) {
        return std::unexpected(rowFrom.error());
    }
    // log time never goes back, so there is one place where it passes `time`: halve the offsets around it
    std::int64_t low = begin.value();
    std::int64_t high = end.value();
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const auto row = rowFrom->bind(middle).step();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row || eventTimeFromMillis(rowFrom->integer(2)) >= time) {
            high = middle; // the row found may begin before `high` does, never before `middle`
        } else {
            low = rowFrom->integer(0) + rowFrom->integer(1);
        }
        rowFrom->reset();
    }
    const auto row = rowFrom->bind(low).step();
    if (!row) {
        return std::unexpected(row.error());
    }
    return *row ? Offset{rowFrom->integer(0)} : end;
}

} // namespace roundsman::local
