#pragma once

#include "core/model/record.h"

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace roundsman {

/// Records of one partition for tests: written one by one, read as a lane reads them.
class LaneFeed {
public:
    explicit LaneFeed(EventTime firstLogTime = eventTimeFromMillis(1'795'000'000'000)) : m_logTime(firstLogTime) {}

    LaneFeed(LaneFeed&&) noexcept = default; // views stay good; in a copy they would not
    LaneFeed(const LaneFeed&) = delete;
    LaneFeed& operator=(LaneFeed&&) = default;
    LaneFeed& operator=(const LaneFeed&) = delete;
    ~LaneFeed() = default;

    /// A record of these bytes, `step` after the one before.
    void document(std::string value, Millis step = Millis{1}) { record(std::move(value), {}, step); }

    void record(std::string value, std::vector<std::pair<std::string, std::string>> headers, Millis step = Millis{1}) {
        m_logTime += step;
        Kept& kept = m_kept.emplace_back(Kept{std::move(value), std::move(headers), {}});
        for (const auto& [name, text] : kept.headers) {
            kept.views.push_back({name, text});
        }
        m_views.push_back({.partition = PartitionNo{0},
                           .offset = Offset{m_next++},
                           .logTime = m_logTime,
                           .key = {},
                           .value = kept.value,
                           .headers = kept.views});
    }
    /// The next record's offset is so much farther on: a marker, or compaction.
    void gap(std::int64_t offsets) { m_next += offsets; }

    [[nodiscard]] std::span<const RecordView> records() const { return m_views; }
    [[nodiscard]] EventTime logTime() const { return m_logTime; }

private:
    struct Kept {
        std::string value;
        std::vector<std::pair<std::string, std::string>> headers;
        std::vector<HeaderView> views;
    };
    std::deque<Kept> m_kept;
    std::vector<RecordView> m_views;
    EventTime m_logTime;
    std::int64_t m_next = 0;
};

} // namespace roundsman
