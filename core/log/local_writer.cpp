#include "core/log/local_writer.h"

#include "core/base/check.h"

#include <algorithm>
#include <future>

namespace roundsman::local {

namespace {

constexpr std::size_t commitsRemembered = 512;

std::int64_t bytesIn(const NewRecord& record) {
    std::size_t bytes = record.key.size() + record.value.size();
    for (const HeaderView& header : record.headers) {
        bytes += header.name.size() + header.value.size();
    }
    return static_cast<std::int64_t>(bytes);
}

} // namespace

GroupCommitter::GroupCommitter(const LocalLogSettings& settings, const LocalLogLimits& limits, const Clock& clock,
                               std::vector<PartitionStore> stores)
    : m_settings(settings), m_limits(limits), m_clock(clock), m_stores(std::move(stores)), m_waiting(m_stores.size()) {
    m_thread = Worker(
        "log-writer", [this](const std::stop_token&) { work(); },
        [](const std::string& sentence) { check(false, "the log's writing thread does not throw: " + sentence); });
}

GroupCommitter::~GroupCommitter() {
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true; // what was appended is still committed and answered
    }
    m_wanted.notify_all();
    m_thread.join();
}

std::expected<void, LogError> GroupCommitter::refuse(const NewRecord& record, std::int64_t bytes) const {
    const auto partition = record.partition.value();
    if (partition < 0 || static_cast<std::size_t>(partition) >= m_waiting.size()) {
        return std::unexpected(LogError{LogTrouble::unknownTopic, "the log has no partition " +
                                                                      std::to_string(partition) + ", only " +
                                                                      std::to_string(m_waiting.size())});
    }
    if (bytes > m_limits.recordBytesMax) {
        return std::unexpected(LogError{LogTrouble::tooLarge, "a record of " + std::to_string(bytes) +
                                                                  " bytes is over the log's limit of " +
                                                                  std::to_string(m_limits.recordBytesMax)});
    }
    if (m_closing) {
        return std::unexpected(LogError{LogTrouble::closed, "the log is closed"});
    }
    if (m_waitingBytes > 0 && m_waitingBytes + bytes > m_limits.waitingBytesMax) {
        return std::unexpected(
            LogError{LogTrouble::queueFull, "too many records wait for the disk; append again when some are answered"});
    }
    return {};
}

std::expected<void, LogError> GroupCommitter::append(const NewRecord& record,
                                                     std::function<void(Appended)> acknowledged) {
    const std::int64_t bytes = bytesIn(record);
    bool first = false;
    {
        const std::scoped_lock lock(m_mutex);
        if (auto refused = refuse(record, bytes); !refused) {
            return refused;
        }
        Group& group = m_waiting[static_cast<std::size_t>(record.partition.value())];
        if (group.rows.empty() || std::ssize(group.rows.back().bytes()) >= m_limits.rowBytes) {
            group.rows.emplace_back();
        }
        group.rows.back().add(record);
        group.acknowledge.push_back(std::move(acknowledged));
        group.bytes += bytes;
        first = m_waitingBytes == 0 && m_appendedRecords == m_answeredRecords;
        m_waitingBytes += bytes;
        ++m_appendedRecords;
    }
    if (first) {
        m_wanted.notify_one(); // while the thread is busy it looks by itself
    }
    return {};
}

void GroupCommitter::work() {
    auto retention = std::chrono::steady_clock::now() + m_settings.retentionEvery;
    const auto anything = [this] {
        return m_closing || !m_errands.empty() || m_appendedRecords != m_answeredRecords;
    };
    for (;;) {
        Groups groups(m_stores.size());
        std::deque<std::function<void()>> errands;
        {
            std::unique_lock lock(m_mutex);
            m_wanted.wait_until(lock, retention, anything);
            if (m_closing && m_errands.empty() && m_appendedRecords == m_answeredRecords) {
                return;
            }
            groups.swap(m_waiting);
            errands.swap(m_errands);
            m_waitingBytes = 0;
        }
        commitAll(groups);
        for (const auto& errand : errands) {
            errand();
        }
        if (std::chrono::steady_clock::now() >= retention) {
            retention = std::chrono::steady_clock::now() + m_settings.retentionEvery;
            [[maybe_unused]] const auto removed = retainAll(); // what fails stands in the statistics
        }
    }
}

void GroupCommitter::commitAll(Groups& groups) {
    for (std::size_t partition = 0; partition < groups.size(); ++partition) {
        if (!groups[partition].rows.empty()) {
            commit(m_stores[partition], groups[partition]);
        }
    }
}

void GroupCommitter::commit(PartitionStore& store, Group& group) {
    std::vector<const BatchBuilder*> rows;
    rows.reserve(group.rows.size());
    for (const BatchBuilder& row : group.rows) {
        rows.push_back(&row);
    }
    const auto begin = std::chrono::steady_clock::now();
    const Appended first = store.append(rows, m_clock.now());
    const auto took = std::chrono::steady_clock::now() - begin;
    for (std::size_t record = 0; record < group.acknowledge.size(); ++record) {
        if (const Acknowledge& acknowledge = group.acknowledge[record]) {
            acknowledge(first.transform(
                [record](Offset base) { return Offset{base.value() + static_cast<std::int64_t>(record)}; }));
        }
    }
    count(group, first, took);
}

void GroupCommitter::count(const Group& group, const Appended& first, std::chrono::steady_clock::duration took) {
    const auto records = std::ssize(group.acknowledge);
    {
        const std::scoped_lock lock(m_mutex);
        m_answeredRecords += records;
        if (first) {
            m_statistics.recordsAppended += records;
            m_statistics.bytesAppended += group.bytes;
            m_statistics.lastError.clear();
        } else {
            m_statistics.appendsFailed += records;
            m_statistics.lastError = first.error().sentence;
        }
        const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
        if (m_commitMicros.size() < commitsRemembered) {
            m_commitMicros.push_back(micros);
        } else {
            m_commitMicros[m_commits % commitsRemembered] = micros;
        }
        ++m_commits;
    }
    m_answered.notify_all();
}

bool GroupCommitter::flush(Millis wait) {
    std::unique_lock lock(m_mutex);
    const std::int64_t wanted = m_appendedRecords;
    // groups are answered whole and in the order they were taken, so this count stands for all that came before
    return m_answered.wait_for(lock, wait, [&] { return m_answeredRecords >= wanted; });
}

std::expected<int, LogError> GroupCommitter::retainAll() {
    int removed = 0;
    std::expected<int, LogError> result = 0;
    for (PartitionStore& store : m_stores) {
        const auto done = store.applyRetention(m_clock.now());
        if (!done) {
            const std::scoped_lock lock(m_mutex);
            m_statistics.lastError = done.error().sentence;
            result = done;
        } else {
            removed += *done;
        }
    }
    return result ? removed : result;
}

std::expected<int, LogError> GroupCommitter::applyRetention() {
    std::promise<std::expected<int, LogError>> done;
    {
        const std::scoped_lock lock(m_mutex);
        m_errands.emplace_back([&] { done.set_value(retainAll()); });
    }
    m_wanted.notify_one();
    return done.get_future().get();
}

void GroupCommitter::addTo(LogStatistics& statistics) const {
    const std::scoped_lock lock(m_mutex);
    statistics.recordsAppended = m_statistics.recordsAppended;
    statistics.bytesAppended = m_statistics.bytesAppended;
    statistics.appendsFailed = m_statistics.appendsFailed;
    statistics.appendsWaiting = m_appendedRecords - m_answeredRecords;
    statistics.lastError = m_statistics.lastError;
    if (!m_commitMicros.empty()) {
        auto micros = m_commitMicros;
        const auto p99 = micros.begin() + std::ssize(micros) * 99 / 100;
        std::ranges::nth_element(micros, p99);
        statistics.roundTripP99Micros = *p99;
    }
}

} // namespace roundsman::local
