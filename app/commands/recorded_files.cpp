#include "app/commands/recorded_files.h"

#include "core/decode/record_splitter.h"
#include "core/model/provenance.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
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
        trouble = open(path);
        if (!trouble.empty()) {
            return false;
        }
    }
}

/// What is wrong with the file, or nothing.
std::string RecordedFiles::open(const std::string& path) {
    m_file = std::ifstream(path, std::ios::binary);
    m_in = &m_file;
    std::error_code ignored;
    if (m_file && std::filesystem::is_directory(path, ignored)) {
        return path + ": Is a directory; name the files in it";
    }
    if (!m_file) {
        return "cannot open " + path + ": " + std::strerror(errno);
    }
    if (!std::filesystem::is_regular_file(path, ignored)) {
        return {}; // of a pipe every byte counts
    }
    // Compressed bytes would all be taken for unreadable documents.
    std::array<char, 4> head{};
    m_file.read(head.data(), head.size());
    m_file.clear();
    m_file.seekg(0);
    const std::string_view start(head.data(), head.size());
    if (start.starts_with("\x1f\x8b")) {
        return path + " is compressed; unpack it on the way: zcat FILE | roundsman replay -";
    }
    return start == "\x28\xb5\x2f\xfd"
               ? path + " is compressed; unpack it on the way: zstdcat FILE | roundsman replay -"
               : std::string();
}

void RecordedFiles::add(RecordedLine line) {
    const bool ours = line.isRecord && (line.topic.empty() || line.topic == "fleet-events");
    m_hasRecords = m_hasRecords || (ours && line.offset);
    if (line.isRecord && !ours) {
        if (line.offset) {
            const SourceRun run{.topic = line.topic,
                                .partition = line.partition.value(),
                                .firstOffset = line.offset->value(),
                                .documentsEach = documentsIn(line.value)};
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
