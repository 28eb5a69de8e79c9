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
        topic = m_marks.emplace(std::string(m_run.topic), std::map<std::int32_t, Place>{}).first;
    }
    m_mark = &topic->second[m_run.partition];
    m_at = {.offset = m_run.firstOffset, .document = m_run.firstDocument.value_or(0)};
    m_unitsLeft = m_run.records - 1;
    m_documentsLeft = m_run.documentsEach;
    return true;
}

bool SourceMarks::nextIsRepeat() {
    if (!m_active) {
        return false;
    }
    const bool repeat = m_at < *m_mark;
    --m_documentsLeft;
    if (!m_run.firstDocument) { // a document of a part that reads as several has one place
        ++m_at.document;
    }
    if (m_documentsLeft == 0) {
        passUnit();
        m_active = nextUnit();
    }
    return repeat;
}

/// All of a source record, or a document of it.
void SourceMarks::passUnit() {
    m_at = m_run.firstDocument ? Place{.offset = m_at.offset, .document = m_at.document + 1}
                               : Place{.offset = m_at.offset + 1, .document = 0};
    *m_mark = std::max(*m_mark, m_at);
}

bool SourceMarks::nextUnit() {
    if (m_unitsLeft == 0) {
        return nextRun();
    }
    --m_unitsLeft;
    m_documentsLeft = m_run.documentsEach;
    return true;
}

void SourceMarks::endRecord() {
    // A record that was cut short by its writer still took what it had of its last source record.
    if (m_active && m_documentsLeft != m_run.documentsEach) {
        passUnit();
    }
    m_active = false;
}

void SourceMarks::save(ByteWriter& out) const {
    out.put(static_cast<std::uint64_t>(m_marks.size()));
    for (const auto& [topic, partitions] : m_marks) {
        out.put(std::string_view(topic));
        out.put(static_cast<std::uint64_t>(partitions.size()));
        for (const auto& [partition, mark] : partitions) {
            out.put(partition);
            out.put(mark.offset);
            out.put(mark.document);
        }
    }
}

void SourceMarks::load(ByteReader& in) {
    const std::size_t topics = in.getCount(12);
    for (std::size_t i = 0; i < topics && in.ok(); ++i) {
        auto& partitions = m_marks[std::string(in.getText())];
        const std::size_t count = in.getCount(16);
        for (std::size_t k = 0; k < count && in.ok(); ++k) {
            const auto partition = in.get<std::int32_t>();
            Place& mark = partitions[partition];
            mark.offset = in.get<std::int64_t>();
            mark.document = in.get<std::uint32_t>();
        }
    }
}

} // namespace roundsman
