#include "app/commands/recorded_files.h"

#include "core/decode/record_splitter.h"
#include "core/model/provenance.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>

namespace roundsman {
namespace {

std::uint32_t documentsIn(std::string_view record) {
    RecordSplitter splitter(record);
    std::string_view document;
    std::uint32_t count = 0;
    while (splitter.next(document)) {
        ++count;
    }
    return count;
}

} // namespace

std::expected<std::span<const RecordView>, std::string> RecordedFiles::next(std::size_t recordsMax) {
    m_kept.clear();
    m_views.clear();
    std::string line;
    std::string trouble;
    while (m_kept.size() < recordsMax && nextLine(line, trouble)) {
        if (line.find_first_not_of(" \t\r") != std::string::npos) {
            add(m_reader.read(line));
        }
    }
    if (!trouble.empty()) {
        return std::unexpected(std::move(trouble));
    }
    for (Kept& kept : m_kept) {
        for (const auto& [name, value] : kept.line.headers) {
            kept.headers.push_back({name, value});
        }
        m_views.push_back({.partition = kept.line.partition,
                           .offset = *kept.line.offset,
                           .logTime = *kept.line.logTime,
                           .key = kept.line.key,
                           .value = kept.line.value,
                           .headers = kept.headers});
    }
    return std::span<const RecordView>(m_views);
}

bool RecordedFiles::nextLine(std::string& line, std::string& trouble) {
    for (;;) {
        if (m_in != nullptr && std::getline(*m_in, line)) {
            m_bytes += line.size() + 1;
            return true;
        }
        if (m_in != nullptr && m_in->bad()) {
            trouble = "cannot read " + m_paths[m_nextPath - 1] + ": " + std::strerror(errno);
            return false;
        }
        if (m_nextPath == m_paths.size()) {
            return false;
        }
        const std::string& path = m_paths[m_nextPath++];
        if (path == "-") {
            m_in = &std::cin;
            continue;
        }
        m_file = std::ifstream(path, std::ios::binary);
        m_in = &m_file;
        if (!m_file) {
            trouble = "cannot open " + path + ": " + std::strerror(errno);
            return false;
        }
    }
}

void RecordedFiles::add(RecordedLine line) {
    const bool ours = line.isRecord && (line.topic.empty() || line.topic == "fleet-events");
    if (line.isRecord && !ours) {
        if (line.offset) {
            const SourceRun run{line.topic, line.partition.value(), line.offset->value(), 1, documentsIn(line.value)};
            line.headers.emplace_back(header::source, toHeader({run}));
        }
        line.partition = PartitionNo{0};
        line.offset.reset();
    }
    Offset& next = m_nextOffset[line.partition];
    line.offset = line.offset.value_or(next);
    next = std::max(next, Offset{line.offset->value() + 1});
    line.logTime = line.logTime.value_or(m_lastTime);
    m_lastTime = *line.logTime;
    m_kept.push_back({std::move(line), {}});
}

} // namespace roundsman
