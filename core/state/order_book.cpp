#include "core/state/order_book.h"

#include "core/base/check.h"
#include "core/state/saved_rows.h"

namespace roundsman {

OrderRow& OrderBook::findOrAdd(std::string_view id, bool& added) {
    const auto known = m_byId.find(id);
    added = known == m_byId.end();
    if (!added) {
        return *get(OrderNo{known->second});
    }
    const OrderNo number{m_next++};
    m_byId.emplace(id, number.value());
    OrderRow& order = m_open[number];
    m_rows[number] = &order;
    order.order = number;
    order.id = id;
    return order;
}

OrderNo OrderBook::find(std::string_view id) const {
    const auto known = m_byId.find(id);
    return known == m_byId.end() ? noOrder : OrderNo{known->second};
}

void OrderBook::close(OrderNo order, EventTime laneTime) {
    auto node = m_open.extract(order);
    check(!node.empty(), "an order is closed once");
    m_closed.insert(std::move(node));
    m_closedOrder.emplace_back(laneTime, order);
}

std::size_t OrderBook::forgetClosedBefore(EventTime time) {
    std::size_t count = 0;
    for (; !m_closedOrder.empty() && m_closedOrder.front().first < time; ++count) {
        const auto closed = m_closed.find(m_closedOrder.front().second);
        m_byId.erase(closed->second.id);
        m_rows.erase(closed->first);
        m_closed.erase(closed);
        m_closedOrder.pop_front();
    }
    return count;
}

std::size_t OrderBook::openBytes() const {
    // A node of the map and one of the index, with the allocator's own word each, and texts that left their strings.
    constexpr std::size_t nodeBytes = sizeof(std::pair<const OrderNo, OrderRow>) + 32 + 16;
    constexpr std::size_t indexBytes = sizeof(std::pair<const std::string, std::uint32_t>) + 16 + 16 + 16;
    const auto heap = [](const std::string& text) {
        return text.capacity() > 15 ? text.capacity() + 17 : 0;
    };
    std::size_t bytes = 0;
    for (const auto& [number, order] : m_open) {
        bytes += nodeBytes + indexBytes + 2 * heap(order.id) + heap(order.customerId) + heap(order.currency) +
                 heap(order.channel) + heap(order.cancelledBy) + heap(order.closeReason) + heap(order.claimedBy) +
                 heap(order.lastNote);
    }
    return bytes;
}

void OrderBook::save(ByteWriter& out) const {
    out.put(m_next);
    out.put(static_cast<std::uint64_t>(m_open.size()));
    for (const auto& [number, order] : m_open) {
        saveRow(out, order);
    }
    out.put(static_cast<std::uint64_t>(m_closedOrder.size()));
    for (const auto& [closedAt, number] : m_closedOrder) {
        out.put(millisOf(closedAt));
        saveRow(out, m_closed.at(number));
    }
}

bool OrderBook::takeLoaded(std::map<OrderNo, OrderRow>& orders, OrderRow&& order) {
    const OrderNo number = order.order;
    const bool fresh =
        number.value() < m_next && get(number) == nullptr && m_byId.emplace(order.id, number.value()).second;
    if (fresh) {
        m_rows[number] = &orders.emplace(number, std::move(order)).first->second;
    }
    return fresh;
}

void OrderBook::load(ByteReader& in) {
    m_next = in.get<std::uint32_t>();
    const std::size_t open = in.getCount(savedOrderBytesMin);
    for (std::size_t i = 0; i < open && in.ok(); ++i) {
        OrderRow order = loadOrder(in);
        if (!takeLoaded(m_open, std::move(order))) {
            in.fail();
        }
    }
    const std::size_t closed = in.getCount(savedOrderBytesMin);
    for (std::size_t i = 0; i < closed && in.ok(); ++i) {
        const EventTime closedAt = eventTimeFromMillis(in.get<std::int64_t>());
        OrderRow order = loadOrder(in);
        const OrderNo number = order.order;
        if (!takeLoaded(m_closed, std::move(order))) {
            in.fail();
            return;
        }
        m_closedOrder.emplace_back(closedAt, number);
    }
}

} // namespace roundsman
