#pragma once

// What tests of the event logs share.

#include "core/log/event_log.h"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace roundsman::tests {

/// Generous: a test waits for what happens, never for time to pass.
inline constexpr Millis patience{30'000};

/// Collects the answers of appends.
class Answers {
public:
    std::function<void(Appended)> next() {
        const std::scoped_lock lock(m_mutex);
        const std::size_t index = m_answers.size();
        m_answers.emplace_back();
        return [this, index](const Appended& appended) {
            // told under the lock: who waits may end this object as soon as it knows
            const std::scoped_lock inner(m_mutex);
            CHECK_MESSAGE(!m_answers[index].has_value(), "an append is answered once");
            m_answers[index] = appended;
            ++m_count;
            m_came.notify_all();
        };
    }
    bool waitForAll() {
        std::unique_lock lock(m_mutex);
        return m_came.wait_for(lock, patience, [this] { return m_count == m_answers.size(); });
    }
    Appended at(std::size_t index) {
        const std::scoped_lock lock(m_mutex);
        return m_answers.at(index).value_or(std::unexpected(LogError{LogTrouble::other, "not answered"}));
    }
    std::size_t count() {
        const std::scoped_lock lock(m_mutex);
        return m_count;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_came;
    std::vector<std::optional<Appended>> m_answers;
    std::size_t m_count = 0;
};

/// A record that owns its bytes.
struct OwnedRecord {
    PartitionNo partition;
    Offset offset;
    EventTime logTime;
    std::string key;
    std::string value;
    std::vector<std::pair<std::string, std::string>> headers;

    static OwnedRecord of(const RecordView& view) {
        OwnedRecord record{view.partition,          view.offset, view.logTime, std::string(view.key),
                           std::string(view.value), {}};
        for (const HeaderView& header : view.headers) {
            record.headers.emplace_back(header.name, header.value);
        }
        return record;
    }
    [[nodiscard]] bool sameContent(const OwnedRecord& other) const {
        return partition == other.partition && key == other.key && value == other.value && headers == other.headers;
    }
};

inline Appended appendAndWait(LogWriter& writer, const NewRecord& record) {
    Answers answers;
    if (auto taken = writer.append(record, answers.next()); !taken) {
        return std::unexpected(taken.error());
    }
    REQUIRE(answers.waitForAll());
    return answers.at(0);
}

inline void appendNumbers(LogWriter& writer, PartitionNo partition, int from, int to) {
    Answers answers;
    for (int number = from; number < to; ++number) {
        REQUIRE(writer.append({partition, "k", std::to_string(number), {}}, answers.next()));
    }
    REQUIRE(answers.waitForAll());
    for (int index = 0; index < to - from; ++index) {
        REQUIRE(answers.at(static_cast<std::size_t>(index)));
    }
}

/// Reads until `count` records came.
inline std::vector<OwnedRecord> readCount(LogReader& reader, std::size_t count) {
    std::vector<OwnedRecord> records;
    const auto until = std::chrono::steady_clock::now() + patience;
    while (records.size() < count && std::chrono::steady_clock::now() < until) {
        const auto batch = reader.poll(Millis{500});
        REQUIRE_MESSAGE(batch, (batch ? std::string() : batch.error().sentence));
        for (const RecordView& view : (*batch)->records()) {
            records.push_back(OwnedRecord::of(view));
        }
    }
    REQUIRE(records.size() >= count);
    return records;
}

inline std::unique_ptr<LogReader> readerFrom(EventLog& log, std::initializer_list<ReadFrom> from) {
    auto reader = log.read(std::span(from.begin(), from.size()));
    REQUIRE_MESSAGE(reader, (reader ? std::string() : reader.error().sentence));
    return std::move(*reader);
}

inline std::unique_ptr<LogWriter> writerOf(EventLog& log) {
    auto writer = log.write();
    REQUIRE_MESSAGE(writer, (writer ? std::string() : writer.error().sentence));
    return std::move(*writer);
}

/// Polls until the reader says what is wrong.
inline LogError troubleOf(LogReader& reader) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        if (const auto batch = reader.poll(Millis{200}); !batch) {
            return batch.error();
        }
    }
    FAIL("the reader never said what is wrong");
    return {};
}

inline constexpr PartitionNo p0{0};
inline constexpr PartitionNo p1{1};

} // namespace roundsman::tests
