#pragma once

#include "core/base/sqlite/connection.h"
#include "core/history/history_error.h"
#include "core/model/outbox.h"

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace roundsman {

/// Where a destination that was never heard of begins.
enum class OutboxStart : std::uint8_t { now, oldest };

struct OutboxStatus {
    std::uint64_t waiting = 0;  ///< rows that it has not had; of a partition's backlog no more than rowsCountedMax
    std::uint64_t sent = 0;     ///< since it is known
    std::uint64_t setAside = 0; ///< that it refused
    EventTime oldestWaiting{};  ///< lane time
    std::uint32_t attempts = 0; ///< failed ones at the row that is next
    std::string trouble{};      ///< of the last failed attempt, until one succeeds
};

/// Reads what a history's outbox has for one destination, in order, and remembers what arrived: in a file of its own
/// (senders.db), which this alone writes, so that neither waits for the commits. The history's writer deletes rows that
/// every destination has had. What arrived but was not yet remembered when the program ended is sent once more, under
/// the same id. Used by one thread.
class OutboxReader {
public:
    static HistoryResult<OutboxReader> open(const std::filesystem::path& folder, OutboxDestination destination,
                                            OutboxStart start, const std::string& vfs = {});

    /// The next rows that are committed and wanted, at most so many; none: nothing waits.
    HistoryResult<std::vector<OutboxItem>> pending(std::size_t most);

    /// These have arrived: the first ones of what pending() gave last.
    HistoryDone sent(std::span<const OutboxItem> items);
    /// Of pending(), out of their turn: these have arrived and do not come again, those have failed.
    HistoryDone note(std::span<const OutboxItem> arrived, std::span<const OutboxItem> failed);
    /// An attempt at the next one failed.
    HistoryDone failed(const std::string& why);
    /// The destination will never take it: it is kept aside with the reason, and what follows is sent.
    HistoryDone setAside(const OutboxItem& item, const std::string& why);

    /// Asked every second: of a long backlog it looks at its beginning alone.
    HistoryResult<OutboxStatus> status();
    static constexpr std::int64_t rowsCountedMax = 10'000; ///< of each partition

private:
    struct Place { ///< of a row of a partition; the last one that is done with
        std::int64_t offset = -1;
        std::int64_t document = 0;
        std::int64_t n = 0;
        auto operator<=>(const Place&) const = default;
    };
    struct Try {
        bool arrived = false;
        std::uint32_t attempts = 0;
        EventTime retryAt{};
        std::string reason;
    };
    explicit OutboxReader(OutboxDestination destination) : m_destination(std::move(destination)) {}

    HistoryDone openFiles(const std::filesystem::path& folder, const std::string& vfs);
    HistoryDone introduce(OutboxStart start);
    HistoryResult<std::vector<std::int64_t>> partitions();
    HistoryResult<Place> placeOf(std::int64_t partition);
    HistoryDone readAfter(std::int64_t partition, std::size_t most, std::vector<OutboxItem>& out);
    HistoryResult<std::map<Place, Try>> triesOf(std::int64_t partition);
    HistoryDone putTry(const OutboxItem& item, bool arrived);
    HistoryDone putPlace(std::int64_t partition, const Place& place);
    HistoryDone moveTo(std::int64_t partition, const Place& place, std::uint64_t sent);
    [[nodiscard]] bool wanted(std::string_view topic) const;

    OutboxDestination m_destination;
    sqlite::Connection m_main;
    sqlite::Connection m_senders;
};

/// For the writer: up to where every destination is done with a partition's rows.
struct OutboxDone {
    std::int64_t partition = 0;
    std::int64_t offset = -1;
    std::int64_t document = 0;
    std::int64_t n = 0;
};
struct OutboxSenders {
    std::uint64_t destinations = 0;
    std::vector<OutboxDone> done; ///< a partition that some destination has not begun is not here
};
OutboxSenders readOutboxSenders(const std::filesystem::path& folder, const std::string& vfs = {});

} // namespace roundsman
