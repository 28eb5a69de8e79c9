#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/model/ids.h"

#include <cstdint>
#include <map>
#include <vector>

namespace roundsman {

/// How often the p90 that was promised when an order was placed held, by market and hour of delivery: what drift is
/// noticed by.
class PromiseWatch {
public:
    struct Coverage {
        MarketNo market;
        std::uint32_t orders = 0;
        std::uint32_t kept = 0;
        DocumentRef first; ///< of the deliveries counted
        DocumentRef last;

        [[nodiscard]] double share() const { return orders == 0 ? 1 : static_cast<double>(kept) / orders; }
    };

    void delivered(MarketNo market, EventTime at, bool kept, DocumentRef document);
    /// Of the deliveries within the time before `now`; whole hours. In ascending market.
    [[nodiscard]] std::vector<Coverage> within(Millis window, EventTime now) const;
    void forgetBefore(EventTime time);

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    std::map<MarketNo, std::map<std::int64_t, Coverage>> m_hours; ///< by hours since the epoch
};

} // namespace roundsman
