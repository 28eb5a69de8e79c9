#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// Where a run of documents of a bridged record came from: `documentsEach` of each of `records` source records, whose
/// offsets follow each other from `firstOffset`. Of a source record that was too much for one of ours a run is a part:
/// `records` of its documents from `firstDocument` on, each of which reads as `documentsEach`. A coalesced record
/// carries one or several runs, in its documents' order.
struct SourceRun {
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t firstOffset = 0;
    std::optional<std::uint32_t> firstDocument{};
    std::uint32_t records = 1;
    std::uint32_t documentsEach = 1;

    bool operator==(const SourceRun&) const = default;
};

/// "rider-updates/3/1700x50x1;rider-updates/4/12x1x3;rider-updates/4/13.0x900x1". Kafka topic names hold neither '/'
/// nor ';'. The same, as views into the header: what readers of many records use.
struct SourceRunView {
    std::string_view topic;
    std::int32_t partition = 0;
    std::int64_t firstOffset = 0;
    std::optional<std::uint32_t> firstDocument{};
    std::uint32_t records = 1;
    std::uint32_t documentsEach = 1;
};

/// Takes the next run off the front of a header; false at its end and, with `bad` set, at what is no run.
bool takeSourceRun(std::string_view& header, SourceRunView& run, bool& bad);

std::string toHeader(const std::vector<SourceRun>& runs);
std::expected<std::vector<SourceRun>, std::string_view> parseSourceHeader(std::string_view text);

} // namespace roundsman
