#include "core/log/local_log.h"

#include "core/base/check.h"
#include "core/log/local_follower.h"
#include "core/log/local_reader.h"
#include "core/log/local_writer.h"

#include <algorithm>

namespace roundsman {

namespace local {

namespace {

/// A handle: all writers of a log share its one writing thread.
class Writer final : public LogWriter {
public:
    explicit Writer(GroupCommitter& committer) : m_committer(committer) {}
    std::expected<void, LogError> append(const NewRecord& record, std::function<void(Appended)> acknowledged) override {
        return m_committer.append(record, std::move(acknowledged));
    }
    bool flush(Millis wait) override { return m_committer.flush(wait); }

private:
    GroupCommitter& m_committer;
};

std::expected<void, LogError> makeFolder(const LocalLogSettings& settings) {
    std::error_code trouble;
    std::filesystem::create_directories(settings.folder, trouble);
    if (trouble) {
        return std::unexpected(
            LogError{LogTrouble::readOnly, settings.folder.string() + ": the log's folder cannot be made (" +
                                               trouble.message() + "); check the path and its rights"});
    }
    return {};
}

class Log final : public LocalLog {
public:
    Log(LocalLogSettings settings, const Clock& clock, const LocalLogLimits& limits, FolderLock lock, Catalog catalog)
        : m_settings(std::move(settings)),
          m_limits(limits),
          m_clock(clock),
          m_lock(std::move(lock)),
          m_catalog(std::move(catalog)),
          m_identity(m_catalog.identity()),
          m_progress(m_catalog.partitions()) {}

    std::expected<void, LogError> start();

    std::expected<LogIdentity, LogError> identity() override { return m_identity; }
    [[nodiscard]] std::int32_t partitions() const override { return m_catalog.partitions(); }
    std::expected<OffsetRange, LogError> offsets(PartitionNo partition) override;
    std::expected<Offset, LogError> offsetAt(PartitionNo partition, EventTime time) override;
    std::expected<std::unique_ptr<LogReader>, LogError> read(std::span<const ReadFrom> from) override;
    std::expected<std::unique_ptr<LogWriter>, LogError> write() override;
    [[nodiscard]] LogStatistics statistics() const override;
    [[nodiscard]] std::vector<std::string> notices() const override { return {}; }
    std::expected<int, LogError> applyRetention() override;
    std::vector<std::string> verify() override;

private:
    std::expected<void, LogError> known(PartitionNo partition) const;
    std::expected<void, LogError> follow();
    void verify(const Segment& segment, std::vector<std::string>& troubles);

    const LocalLogSettings m_settings;
    const LocalLogLimits m_limits;
    const Clock& m_clock;
    FolderLock m_lock;
    Catalog m_catalog;
    const LogIdentity m_identity;
    Progress m_progress;
    std::atomic<std::int64_t> m_recordsRead{0};
    std::atomic<std::int64_t> m_bytesRead{0};
    std::unique_ptr<Follower> m_follower;        // read-only
    std::unique_ptr<GroupCommitter> m_committer; // else
};

std::expected<void, LogError> Log::start() {
    if (m_settings.readOnly) {
        m_follower = std::make_unique<Follower>(m_settings, m_catalog, m_progress);
        return m_follower->look();
    }
    auto segments = listSegments(m_settings.folder);
    if (!segments) {
        return std::unexpected(segments.error());
    }
    std::vector<PartitionStore> stores;
    stores.reserve(static_cast<std::size_t>(partitions()));
    for (std::int32_t partition = 0; partition < partitions(); ++partition) {
        stores.emplace_back(m_settings, m_limits, m_catalog, m_progress, PartitionNo{partition});
        if (auto opened = stores.back().open(std::move((*segments)[PartitionNo{partition}])); !opened) {
            return opened;
        }
    }
    m_committer = std::make_unique<GroupCommitter>(m_settings, m_limits, m_clock, std::move(stores));
    return {};
}

std::expected<void, LogError> Log::follow() {
    return m_follower ? m_follower->look() : std::expected<void, LogError>();
}

std::expected<void, LogError> Log::known(PartitionNo partition) const {
    if (partition.value() < 0 || partition.value() >= partitions()) {
        return std::unexpected(
            LogError{LogTrouble::unknownTopic,
                     m_settings.folder.string() + ": there is no partition " + std::to_string(partition.value())});
    }
    return {};
}

std::expected<OffsetRange, LogError> Log::offsets(PartitionNo partition) {
    return known(partition).and_then([this] { return follow(); }).transform([&] {
        return m_progress.range(partition);
    });
}

std::expected<Offset, LogError> Log::offsetAt(PartitionNo partition, EventTime time) {
    const auto range = offsets(partition);
    if (!range) {
        return std::unexpected(range.error());
    }
    for (const Segment& segment : m_progress.segments(partition)) {
        auto file = sqlite::Connection::open(segment.file, {.access = sqlite::Access::readOnly, .vfs = m_settings.vfs});
        if (!file) {
            return failed(file);
        }
        const auto last = lastBatch(*file);
        if (!last) {
            return failed(last);
        }
        if (!last->has_value() || (*last)->logTime < time) {
            continue;
        }
        const auto first = firstSince(*file, segment.base, range->high, time);
        if (!first) {
            return failed(first);
        }
        return std::min(*first, range->high);
    }
    return range->high;
}

std::expected<std::unique_ptr<LogReader>, LogError> Log::read(std::span<const ReadFrom> from) {
    for (const ReadFrom& each : from) {
        if (auto there = known(each.partition); !there) {
            return std::unexpected(there.error());
        }
    }
    ReaderContext context{m_settings, m_limits, m_progress, {}, m_recordsRead, m_bytesRead};
    if (m_follower) {
        context.follow = [this] {
            return follow();
        };
    }
    return std::make_unique<LocalReader>(std::move(context), from);
}

std::expected<std::unique_ptr<LogWriter>, LogError> Log::write() {
    if (!m_committer) {
        return std::unexpected(
            LogError{LogTrouble::readOnly, m_settings.folder.string() + ": this log was opened for reading only"});
    }
    return std::make_unique<Writer>(*m_committer);
}

LogStatistics Log::statistics() const {
    LogStatistics statistics;
    if (m_committer) {
        m_committer->addTo(statistics);
    }
    statistics.recordsRead = m_recordsRead;
    statistics.bytesRead = m_bytesRead;
    statistics.brokersUp = 1;
    return statistics;
}

std::expected<int, LogError> Log::applyRetention() {
    check(m_committer != nullptr, "retention is the writer's");
    return m_committer->applyRetention();
}

void Log::verify(const Segment& segment, std::vector<std::string>& troubles) {
    const auto tell = [&](const std::string& sentence) {
        troubles.push_back(sentence);
    };
    auto file = sqlite::Connection::open(segment.file, {.access = sqlite::Access::readOnly, .vfs = m_settings.vfs});
    if (!file) {
        return tell(file.error().sentence);
    }
    const auto found = file->quickCheck();
    if (!found) {
        return tell(found.error().sentence);
    }
    for (const std::string& each : *found) {
        tell(segment.file.string() + ": " + each);
    }
    auto select = file->prepare("SELECT " + std::string(batchColumns) + " FROM batch ORDER BY base");
    for (Offset next = segment.base; select;) {
        const auto row = select->step();
        if (!row) {
            return tell(row.error().sentence);
        }
        if (!*row) {
            return;
        }
        const StoredBatch stored = batchIn(*select);
        LocalBatch decoded;
        if (checksumOf(stored.head, stored.bytes) != stored.checksum || stored.head.base != next ||
            !decoded.add(segment.partition, stored, stored.head.base)) {
            tell(damaged(segment.file.string(), stored.head).sentence);
        }
        next = Offset{stored.head.base.value() + stored.head.records};
    }
}

std::vector<std::string> Log::verify() {
    std::vector<std::string> troubles;
    if (auto followed = follow(); !followed) {
        troubles.push_back(followed.error().sentence);
    }
    for (std::int32_t partition = 0; partition < partitions(); ++partition) {
        for (const Segment& segment : m_progress.segments(PartitionNo{partition})) {
            verify(segment, troubles);
        }
    }
    return troubles;
}

} // namespace

} // namespace local

std::expected<std::unique_ptr<LocalLog>, LogError> openLocalLog(const LocalLogSettings& settings, const Clock& clock,
                                                                const LocalLogLimits& limits) {
    local::FolderLock lock;
    if (!settings.readOnly) {
        if (auto made = local::makeFolder(settings); !made) {
            return std::unexpected(made.error());
        }
        auto taken = local::FolderLock::take(settings.folder);
        if (!taken) {
            return std::unexpected(taken.error());
        }
        lock = std::move(*taken);
    }
    auto catalog = local::Catalog::open(settings);
    if (!catalog) {
        return std::unexpected(catalog.error());
    }
    auto log = std::make_unique<local::Log>(settings, clock, limits, std::move(lock), std::move(*catalog));
    if (auto started = log->start(); !started) {
        return std::unexpected(started.error());
    }
    return log;
}

} // namespace roundsman
