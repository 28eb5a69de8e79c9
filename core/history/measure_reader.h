#pragma once

#include "core/base/sqlite/connection.h"
#include "core/history/rollup_plan.h"
#include "core/history/schema.h"
#include "core/model/alert.h"
#include "core/model/calendar.h"
#include "core/model/lane_output.h"
#include "core/model/rollup.h"
#include "core/model/surge.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace roundsman {

/// A merchant as history knows it: numbers are a partition's own, the id is the world's.
struct KnownMerchant {
    std::string id;
    std::string name;
    MarketNo market = noMarket;
    std::optional<GeoPoint> position;
    std::string timeZone;
};

/// Reads what was measured from a history, beside its writer; each call sees one moment. Used by one thread. Rows of
/// the live generation only.
class MeasureReader {
public:
    template <typename No>
    using InPartition = std::pair<std::int32_t, No>;

    static HistoryResult<MeasureReader> open(const std::filesystem::path& folder);

    [[nodiscard]] const std::map<InPartition<MarketNo>, std::string>& markets() const { return m_markets; }
    [[nodiscard]] const std::map<InPartition<MerchantNo>, KnownMerchant>& merchants() const { return m_merchants; }
    /// The bytes of every `settings.changed` (kind "settings") or fence document, as they took effect.
    HistoryResult<std::vector<SettingsRow>> settings(std::string_view kind);

    HistoryResult<std::map<InPartition<MarketNo>, EventTime>> completeThrough(RollupKind kind);

    enum class Areas : std::uint8_t { cells, zones };
    struct AreaQuestion {
        Areas which = Areas::cells;
        RollupRange range;
        std::optional<CellId> cell{}; ///< only this one
        std::string zone{};           ///< likewise
    };
    /// Every figure of the range exactly once, in buckets no longer than asked: each length as long as it is kept, and
    /// minutes where nothing longer is complete. Rows that begin in [from, to).
    HistoryDone
    areas(const AreaQuestion& question,
          const std::function<void(std::int32_t partition, Granularity length, const AreaRollupRow&)>& visit);
    /// `merchantId` empty: all of them.
    HistoryDone
    merchants(std::string_view merchantId, const RollupRange& range,
              const std::function<void(std::int32_t partition, Granularity length, const MerchantRollupRow&)>& visit);
    /// The same in the shortest rows there are, whatever their length.
    HistoryDone areas(Areas which, EventTime from, EventTime to,
                      const std::function<void(std::int32_t partition, const AreaRollupRow&)>& visit);
    HistoryDone merchants(std::string_view merchantId, EventTime from, EventTime to,
                          const std::function<void(std::int32_t partition, const MerchantRollupRow&)>& visit);
    /// The clock that a market's, or a merchant's, buckets were cut by.
    [[nodiscard]] Calendar clockOf(std::int32_t partition, MarketNo market, RollupKind kind,
                                   MerchantNo merchant = noMerchant) const;
    HistoryDone surge(EventTime from, EventTime to,
                      const std::function<void(std::int32_t partition, const SurgeRow&)>& visit);
    HistoryDone alerts(EventTime from, EventTime to,
                       const std::function<void(std::int32_t partition, const AlertRow&)>& visit);

private:
    HistoryDone readNames();
    HistoryDone readSealed();
    HistoryDone cached(const std::string& sql, const std::function<void(sqlite::Statement&)>& bind,
                       const std::function<void(const sqlite::Statement&)>& visit);
    HistoryDone areasOf(const AreaQuestion& question, std::int32_t partition, MarketNo market, const RollupPiece& piece,
                        const std::function<void(std::int32_t, Granularity, const AreaRollupRow&)>& visit);
    HistoryDone merchantRows(std::int32_t partition, MerchantNo merchant, MarketNo market, const RollupRange& range,
                             const std::function<void(std::int32_t, Granularity, const MerchantRollupRow&)>& visit);
    HistoryDone each(std::string_view sql, const std::function<void(sqlite::Statement&)>& bind,
                     const std::function<void(const sqlite::Statement&)>& visit);

    sqlite::Connection m_connection;
    std::int64_t m_generation = 0;
    std::map<InPartition<MarketNo>, std::string> m_markets;
    std::map<InPartition<MerchantNo>, KnownMerchant> m_merchants;
    std::unordered_multimap<std::string, InPartition<MerchantNo>> m_byId;
    std::map<std::pair<InPartition<MarketNo>, RollupKind>, SealedRollups> m_sealed;
    std::map<std::string, sqlite::Statement> m_statements; ///< of questions that come often
    MerchantRollupRow m_row;                               ///< its memory is used again
};

} // namespace roundsman
