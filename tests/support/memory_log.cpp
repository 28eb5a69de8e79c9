#include "tests/support/memory_log.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace roundsman::tests {

struct MemoryLog::State {
    const Clock& clock;
    mutable std::mutex mutex;
    std::condition_variable news;
    std::vector<std::deque<std::shared_ptr<const Stored>>> partitions;
    std::vector<std::int64_t> next;
    bool away = false;
    bool full = false;
    LogStatistics statistics;

    explicit State(const Clock& c) : clock(c) {}

    Offset append(PartitionNo partition, std::string value) {
        const auto p = static_cast<std::size_t>(partition.value());
        const std::lock_guard lock(mutex);
        const Offset offset{next[p]++};
        partitions[p].push_back(std::make_shared<const Stored>(Stored{offset.value(), clock.now(), std::move(value)}));
        news.notify_all();
        return offset;
    }
    [[nodiscard]] OffsetRange kept(PartitionNo partition) const {
        const auto p = static_cast<std::size_t>(partition.value());
        return {.low = Offset{partitions[p].empty() ? next[p] : partitions[p].front()->offset},
                .high = Offset{next[p]}};
    }
};

namespace {

using State = std::shared_ptr<MemoryLog::State>;
constexpr std::size_t recordsAPoll = 50;

LogError awayError() {
    return {.trouble = LogTrouble::unreachable, .sentence = "the log is away"};
}

class Batch final : public RecordBatch {
public:
    explicit Batch(std::vector<std::pair<PartitionNo, std::shared_ptr<const MemoryLog::Stored>>> stored)
        : m_stored(std::move(stored)) {
        for (const auto& [partition, record] : m_stored) {
            m_views.push_back({.partition = partition,
                               .offset = Offset{record->offset},
                               .logTime = record->logTime,
                               .key = {},
                               .value = record->value,
                               .headers = {}});
        }
    }
    [[nodiscard]] std::span<const RecordView> records() const override { return m_views; }

private:
    std::vector<std::pair<PartitionNo, std::shared_ptr<const MemoryLog::Stored>>> m_stored;
    std::vector<RecordView> m_views;
};

class Reader final : public LogReader {
public:
    Reader(State state, std::span<const ReadFrom> from) : m_state(std::move(state)) {
        for (const ReadFrom& start : from) {
            m_next[start.partition] = start.offset.value();
        }
    }

    std::expected<RecordBatchPtr, LogError> poll(Millis wait) override {
        std::unique_lock lock(m_state->mutex);
        std::vector<std::pair<PartitionNo, std::shared_ptr<const MemoryLog::Stored>>> taken;
        bool gone = false;
        m_state->news.wait_for(lock, wait, [&] {
            gone = !take(taken);
            return gone || !taken.empty() || m_state->away || std::exchange(m_woken, false);
        });
        if (m_state->away) {
            return std::unexpected(awayError());
        }
        if (gone) {
            return std::unexpected(LogError{.trouble = LogTrouble::outOfRange, .sentence = "records are gone"});
        }
        return std::make_unique<Batch>(std::move(taken));
    }
    void pause(PartitionNo partition) override { m_paused.insert(partition); }
    void resume(PartitionNo partition) override { m_paused.erase(partition); }
    [[nodiscard]] Offset position(PartitionNo partition) const override { return Offset{m_next.at(partition)}; }
    void wake() override {
        const std::lock_guard lock(m_state->mutex);
        m_woken = true;
        m_state->news.notify_all();
    }

private:
    bool take(std::vector<std::pair<PartitionNo, std::shared_ptr<const MemoryLog::Stored>>>& taken) {
        for (auto& [partition, next] : m_next) {
            const auto& records = m_state->partitions[static_cast<std::size_t>(partition.value())];
            if (next < m_state->kept(partition).low.value()) {
                return false;
            }
            auto record = std::ranges::lower_bound(records, next, {}, [](const auto& r) { return r->offset; });
            for (std::size_t n = 0; n < recordsAPoll && record != records.end() && !m_paused.contains(partition); ++n) {
                taken.emplace_back(partition, *record);
                next = (*record)->offset + 1;
                ++record;
            }
        }
        return true;
    }

    State m_state;
    std::map<PartitionNo, std::int64_t> m_next;
    std::set<PartitionNo> m_paused;
    bool m_woken = false; // guarded by the state's mutex
};

class Writer final : public LogWriter {
public:
    explicit Writer(State state) : m_state(std::move(state)) {}
    std::expected<void, LogError> append(const NewRecord& record, std::function<void(Appended)> acknowledged) override {
        acknowledged(taken() ? Appended(m_state->append(record.partition, std::string(record.value)))
                             : std::unexpected(LogError{.trouble = LogTrouble::full, .sentence = "the disk is full"}));
        return {};
    }
    bool flush(Millis) override { return true; }

private:
    bool taken() {
        const std::lock_guard lock(m_state->mutex);
        ++(m_state->full ? m_state->statistics.appendsFailed : m_state->statistics.recordsAppended);
        m_state->statistics.lastError = m_state->full ? "the disk is full" : "";
        return !m_state->full;
    }
    State m_state;
};

class Opened final : public EventLog {
public:
    explicit Opened(State state) : m_state(std::move(state)) {}

    std::expected<LogIdentity, LogError> identity() override {
        return LogIdentity{.clusterId = "memory", .topicId = "t"};
    }
    [[nodiscard]] std::int32_t partitions() const override { return static_cast<std::int32_t>(m_state->next.size()); }
    std::expected<OffsetRange, LogError> offsets(PartitionNo partition) override {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->away) {
            return std::unexpected(awayError());
        }
        return m_state->kept(partition);
    }
    std::expected<Offset, LogError> offsetAt(PartitionNo partition, EventTime) override {
        return offsets(partition).transform([](const OffsetRange& kept) { return kept.low; });
    }
    std::expected<std::unique_ptr<LogReader>, LogError> read(std::span<const ReadFrom> from) override {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->away) {
            return std::unexpected(awayError());
        }
        return std::make_unique<Reader>(m_state, from);
    }
    std::expected<std::unique_ptr<LogWriter>, LogError> write() override { return std::make_unique<Writer>(m_state); }
    [[nodiscard]] LogStatistics statistics() const override {
        const std::lock_guard lock(m_state->mutex);
        return m_state->statistics;
    }
    [[nodiscard]] std::vector<std::string> notices() const override { return {}; }

private:
    State m_state;
};

} // namespace

MemoryLog::MemoryLog(std::int32_t partitions, const Clock& clock) : m_state(std::make_shared<State>(clock)) {
    m_state->partitions.resize(static_cast<std::size_t>(partitions));
    m_state->next.resize(static_cast<std::size_t>(partitions));
}

std::unique_ptr<EventLog> MemoryLog::open() const {
    return std::make_unique<Opened>(m_state);
}

Offset MemoryLog::append(PartitionNo partition, std::string value) {
    return m_state->append(partition, std::move(value));
}

void MemoryLog::fill(PartitionNo partition, int records) {
    for (int i = 0; i < records; ++i) {
        m_state->append(partition, "{}");
    }
}

void MemoryLog::setAway(bool away) {
    const std::lock_guard lock(m_state->mutex);
    m_state->away = away;
    m_state->news.notify_all();
}

void MemoryLog::setFull(bool full) {
    const std::lock_guard lock(m_state->mutex);
    m_state->full = full;
}

void MemoryLog::forgetBefore(PartitionNo partition, Offset low) {
    const std::lock_guard lock(m_state->mutex);
    auto& records = m_state->partitions[static_cast<std::size_t>(partition.value())];
    while (!records.empty() && records.front()->offset < low.value()) {
        records.pop_front();
    }
}

std::vector<std::string> MemoryLog::values(PartitionNo partition) const {
    const std::lock_guard lock(m_state->mutex);
    std::vector<std::string> values;
    for (const auto& record : m_state->partitions[static_cast<std::size_t>(partition.value())]) {
        values.push_back(record->value);
    }
    return values;
}

} // namespace roundsman::tests
