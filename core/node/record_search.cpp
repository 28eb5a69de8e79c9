#include "core/node/record_search.h"

#include "core/node/refusal.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace roundsman {
namespace {

constexpr std::chrono::seconds patience{5};

/// Where to begin; within what the log still has.
std::expected<Offset, LogError> beginning(EventLog& log, const RecordsWanted& wanted, OffsetRange kept) {
    Offset from = kept.high;
    if (wanted.from) {
        from = *wanted.from;
    } else if (wanted.at) {
        const auto found = log.offsetAt(wanted.partition, *wanted.at);
        if (!found) {
            return std::unexpected(found.error());
        }
        from = *found;
    } else {
        // Of the last ones, when only some match, more have to be looked at.
        const auto back = static_cast<std::int64_t>(wanted.contains.empty() ? wanted.limit : wanted.lookAtMost);
        from = Offset{kept.high.value() - back};
    }
    return std::clamp(from, kept.low, kept.high);
}

bool matches(const RecordView& record, const std::string& text) {
    return text.empty() || record.key.contains(text) || record.value.contains(text);
}

SeenRecord seen(const RecordView& record) {
    SeenRecord copy{.partition = record.partition,
                    .offset = record.offset,
                    .logTime = record.logTime,
                    .key = std::string(record.key),
                    .value = std::string(record.value),
                    .headers = {}};
    for (const HeaderView& header : record.headers) {
        copy.headers.emplace_back(header.name, header.value);
    }
    return copy;
}

} // namespace

std::expected<RecordPage, Trouble> searchRecords(EventLog& log, const RecordsWanted& wanted) {
    const auto kept = log.offsets(wanted.partition);
    if (!kept) {
        return no(kept.error().sentence);
    }
    const bool lastOnes = !wanted.from && !wanted.at;
    const OffsetRange among{kept->low,
                            lastOnes && wanted.before ? std::clamp(*wanted.before, kept->low, kept->high) : kept->high};
    const auto from = beginning(log, wanted, among);
    if (!from) {
        return no(from.error().sentence);
    }
    RecordPage page{.records = {}, .low = kept->low, .high = kept->high, .from = *from, .next = *from};
    const ReadFrom start{wanted.partition, *from};
    auto reader = log.read(std::span(&start, 1));
    if (!reader) {
        return no(reader.error().sentence);
    }
    const auto until = std::chrono::steady_clock::now() + patience;
    const auto full = [&] {
        return page.lookedAt >= wanted.lookAtMost || (!lastOnes && page.records.size() >= wanted.limit);
    };
    while (page.next < among.high && !full() && std::chrono::steady_clock::now() < until) {
        const auto batch = (*reader)->poll(Millis{100});
        if (!batch) {
            return no(batch.error().sentence);
        }
        for (const RecordView& record : (*batch)->records()) {
            if (full() || record.offset >= among.high) {
                break;
            }
            ++page.lookedAt;
            page.next = Offset{record.offset.value() + 1};
            if (matches(record, wanted.contains)) {
                page.records.push_back(seen(record));
            }
        }
        if ((*batch)->records().empty()) { // markers and gaps at the end hold no record
            page.next = std::max(page.next, std::min((*reader)->position(wanted.partition), among.high));
        }
    }
    if (page.records.size() > wanted.limit) { // of those that match, the last ones
        page.records.erase(page.records.begin(), page.records.end() - static_cast<std::ptrdiff_t>(wanted.limit));
    }
    return page;
}

} // namespace roundsman
