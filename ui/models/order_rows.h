#pragma once

#include "core/api/console_api.h"
#include "ui/models/order_risk.h"
#include "ui/models/rider_ref.h"

#include <cstddef>
#include <string>
#include <vector>

namespace roundsman {

enum class OrderColumn : std::uint8_t { risk, due, order, merchant, rider, step, arrival, keeper };
inline constexpr int orderColumnCount = 8;

/// Which orders the board shows, and how they are sorted.
struct OrderFilter {
    std::string text; ///< in the order's, merchant's or rider's id or name; lower case
    bool onlyTrouble = false;
    bool onlyUnassigned = false;
    std::string me; ///< whose orders are "mine"
    bool onlyMine = false;
    OrderColumn sortBy = OrderColumn::due;
    bool descending = false;

    bool operator==(const OrderFilter&) const = default;
};

struct OrderCounts {
    std::size_t open = 0;
    std::size_t late = 0;
    std::size_t atRisk = 0;
    std::size_t unassigned = 0;
    std::size_t mine = 0;
};

struct OrderRows {
    std::vector<OrderRef> rows;
    OrderCounts counts; ///< of all open orders, whatever the filter
};

OrderRows orderRows(const Picture& picture, const OrderFilter& filter);
const OrderView* orderOf(const Picture& picture, OrderRef ref);
QString merchantName(const Frame& lane, MerchantNo merchant);

} // namespace roundsman
