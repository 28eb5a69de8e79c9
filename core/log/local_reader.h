#pragma once

// Shared by the sources of the embedded log alone.

#include "core/log/local_log.h"
#include "core/log/local_progress.h"

#include <atomic>
#include <functional>
#include <memory>

namespace roundsman::local {

/// What all readers of a log share.
struct ReaderContext {
    const LocalLogSettings& settings;
    const LocalLogLimits& limits;
    Progress& progress;
    std::function<std::expected<void, LogError>()> follow; ///< finds out what another process wrote; null: we write
    std::atomic<std::int64_t>& recordsRead;
    std::atomic<std::int64_t>& bytesRead;
};

/// The rows of a poll, with their bytes.
class LocalBatch final : public RecordBatch {
public:
    [[nodiscard]] std::span<const RecordView> records() const override { return m_decoded.records(); }

    /// Copies the row, since it ends with the next step.
    bool add(PartitionNo partition, const StoredBatch& row, Offset from);
    void finish() { m_decoded.finish(); }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }

private:
    std::vector<std::unique_ptr<std::byte[]>> m_rows;
    DecodedRecords m_decoded;
    std::int64_t m_bytes = 0;
};

/// A place in one partition, and the file it stands in.
class Cursor {
public:
    Cursor(const ReaderContext& context, ReadFrom from) : m_context(context), m_at(from) {}

    [[nodiscard]] const ReadFrom& at() const { return m_at; }
    /// Adds rows until the batch holds `bytesMax` or the durable records end.
    std::expected<void, LogError> readInto(LocalBatch& batch, std::int64_t bytesMax);

    bool paused = false;

private:
    std::expected<void, LogError> checkRange(const OffsetRange& range) const;
    std::expected<bool, LogError> openFile();
    std::expected<bool, LogError> readRows(LocalBatch& batch, std::int64_t bytesMax, Offset end);
    void closeFile();

    const ReaderContext& m_context;
    ReadFrom m_at;
    std::optional<Segment> m_segment;
    sqlite::Connection m_file;
    sqlite::Statement m_select;
};

class LocalReader final : public LogReader {
public:
    LocalReader(ReaderContext context, std::span<const ReadFrom> from);

    std::expected<RecordBatchPtr, LogError> poll(Millis wait) override;
    void pause(PartitionNo partition) override { cursor(partition).paused = true; }
    void resume(PartitionNo partition) override { cursor(partition).paused = false; }
    [[nodiscard]] Offset position(PartitionNo partition) const override;
    void wake() override;

private:
    Cursor& cursor(PartitionNo partition);
    std::expected<std::unique_ptr<LocalBatch>, LogError> readAvailable();
    /// False: the time is over, or somebody woke us.
    bool waitForMore(std::uint64_t seen, Deadline until);

    const ReaderContext m_context;
    std::vector<std::unique_ptr<Cursor>> m_cursors;
    std::size_t m_first = 0; // who is asked first, in turn, so that no partition starves
    std::atomic<bool> m_woken{false};
};

} // namespace roundsman::local
