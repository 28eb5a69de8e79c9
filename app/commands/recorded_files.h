#pragma once

#include "core/decode/recorded_line.h"
#include "core/model/record.h"

#include <cstdint>
#include <deque>
#include <expected>
#include <fstream>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace roundsman {

/// Recorded logs, file after file, as records that a lane takes. Lines of `fleet-events` (or without a topic) stand
/// where they were recorded. Lines of other topics are brought in as the bridge would: into partition 0, at the next
/// offset, with their source beside them. Plain documents likewise, at their own time.
class RecordedFiles {
public:
    explicit RecordedFiles(std::vector<std::string> paths) : m_paths(std::move(paths)) {}

    /// Up to so many records, whose bytes live until the next call; empty at the end. "-" is the standard input.
    std::expected<std::span<const RecordView>, std::string> next(std::size_t recordsMax);
    [[nodiscard]] std::uint64_t bytesRead() const { return m_bytes; }
    /// Some line so far stands where it was recorded: what comes after it in its log is not ours to invent.
    [[nodiscard]] bool hasRecords() const { return m_hasRecords; }

private:
    bool nextLine(std::string& line, std::string& trouble);
    std::string open(const std::string& path);
    void add(RecordedLine line);

    struct Kept {
        RecordedLine line;
        std::vector<HeaderView> headers;
    };
    std::vector<std::string> m_paths;
    std::size_t m_nextPath = 0;
    std::ifstream m_file;
    std::istream* m_in = nullptr;
    std::uint64_t m_bytes = 0;
    std::map<PartitionNo, Offset> m_nextOffset;
    EventTime m_lastTime{};
    bool m_hasRecords = false;
    RecordedLineReader m_reader;
    std::deque<Kept> m_kept;
    std::vector<RecordView> m_views;
};

} // namespace roundsman
