#include "core/admit/source_marks.h"

#include <algorithm>

namespace roundsman {

void SourceMarks::beginRecord(std::string_view sourceHeader) {
    m_header = sourceHeader;
    m_active = nextRun();
}

bool SourceMarks::nextRun() {
    bool bad = false;
    do {
        if (!takeSourceRun(m_header, m_run, bad)) {
            return false;
        }
    } while (m_run.records == 0 || m_run.documentsEach == 0);
    auto topic = m_marks.find(m_run.topic);
    if (topic == m_marks.end()) {
        topic = m_marks.emplace(std::string(m_run.topic), std::map<std::int32_t, std::int64_t>{}).first;
    }
    m_mark = &topic->second.try_emplace(m_run.partition, -1).first->second;
    m_offset = m_run.firstOffset;
    m_recordsLeft = m_run.records - 1;
    m_documentsLeft = m_run.documentsEach;
    return true;
}

bool SourceMarks::nextIsRepeat() {
    if (!m_active) {
        return false;
    }
    const bool repeat = m_offset <= *m_mark;
    if (--m_documentsLeft == 0) {
        raise();
        if (m_recordsLeft > 0) {
            --m_recordsLeft;
            ++m_offset;
            m_documentsLeft = m_run.documentsEach;
        } else {
            m_active = nextRun();
        }
    }
    return repeat;
}

void SourceMarks::raise() {
    *m_mark = std::max(*m_mark, m_offset);
}

void SourceMarks::endRecord() {
    // A record that was cut short by its writer still took what it had of its last source record.
    if (m_active && m_documentsLeft != m_run.documentsEach) {
        raise();
    }
    m_active = false;
}

void SourceMarks::save(ByteWriter& out) const {
    out.put(static_cast<std::uint64_t>(m_marks.size()));
    for (const auto& [topic, partitions] : m_marks) {
        out.put(std::string_view(topic));
        out.put(static_cast<std::uint64_t>(partitions.size()));
        for (const auto& [partition, offset] : partitions) {
            out.put(partition);
            out.put(offset);
        }
    }
}

void SourceMarks::load(ByteReader& in) {
    const std::size_t topics = in.getCount(12);
    for (std::size_t i = 0; i < topics && in.ok(); ++i) {
        auto& partitions = m_marks[std::string(in.getText())];
        const std::size_t count = in.getCount(12);
        for (std::size_t k = 0; k < count && in.ok(); ++k) {
            const auto partition = in.get<std::int32_t>();
            partitions[partition] = in.get<std::int64_t>();
        }
    }
}

} // namespace roundsman
