#pragma once

#include "core/base/bytes.h"
#include "core/base/number_table.h"
#include "core/model/ids.h"
#include "core/model/order.h"
#include "core/state/text_index.h"

#include <cstddef>
#include <deque>
#include <map>
#include <string_view>
#include <utility>

namespace roundsman {

/// The orders of a lane: open ones, and closed ones for some hours, so that what arrives late still finds them.
class OrderBook {
public:
    /// By the order's own id; creates it when it is new. Numbers are never used again.
    OrderRow& findOrAdd(std::string_view id, bool& added);
    [[nodiscard]] OrderNo find(std::string_view id) const;
    [[nodiscard]] const OrderRow* get(OrderNo order) const {
        OrderRow* const* row = m_rows.find(order);
        return row == nullptr ? nullptr : *row;
    }
    OrderRow* get(OrderNo order) { return const_cast<OrderRow*>(std::as_const(*this).get(order)); }

    /// REQUIRES: an open order. It moves to the closed ones; references to it stay good.
    void close(OrderNo order, EventTime laneTime);
    /// Forgets what was closed before; gives how many.
    std::size_t forgetClosedBefore(EventTime time);

    [[nodiscard]] const std::map<OrderNo, OrderRow>& open() const { return m_open; }
    [[nodiscard]] std::size_t openBytes() const;
    template <typename Visit>
    void forEach(Visit visit) const {
        for (const auto* orders : {&m_open, &m_closed}) {
            for (const auto& [number, order] : *orders) {
                visit(order);
            }
        }
    }

    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    /// False: its number or its id is another's, or was never given out.
    bool takeLoaded(std::map<OrderNo, OrderRow>& orders, OrderRow&& order);

    std::map<OrderNo, OrderRow> m_open;
    std::map<OrderNo, OrderRow> m_closed;
    std::deque<std::pair<EventTime, OrderNo>> m_closedOrder;
    NumberTable<OrderNo, OrderRow*> m_rows; ///< of both: every fix of a rider who carries one asks for it
    TextIndex m_byId;
    std::uint32_t m_next = 0;
};

} // namespace roundsman
