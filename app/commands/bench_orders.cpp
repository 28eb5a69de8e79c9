#include "app/commands/bench_orders.h"

#include "core/measure/eta/model_parts.h"

#include <format>

namespace roundsman {
namespace {

constexpr Millis orderLife{30 * 60 * 1000};
constexpr std::uint32_t merchants = 400;
constexpr std::uint32_t taughtRiders = 500;

} // namespace

void BenchOrders::teach(std::uint32_t orders) {
    for (std::uint32_t n = 0; n < orders; ++n) {
        const std::string order = std::format("t{}", n);
        sendAfter(1, "order.placed", order, placed());
        sendAfter(120, "order.assigned", order, std::format(R"({{"driverId":"t{}"}})", m_random() % taughtRiders));
        sendAfter(400, "order.arrived_at_merchant", order, "{}");
        sendAfter(900, "order.ready", order, "{}");
        sendAfter(60, "order.picked_up", order, "{}");
        sendAfter(1200, "order.arrived_at_customer", order, "{}");
        sendAfter(120, "order.delivered", order, "{}");
    }
}

void BenchOrders::activateModel() {
    for (const std::string& part : modelDocuments(EtaModel::train(m_legs, 1))) {
        send(event("model.activated", "eta", part));
    }
}

void BenchOrders::open(std::uint32_t orders) {
    m_open.resize(orders);
    m_openedAt = m_feed.now();
    for (std::uint32_t rider = 0; rider < orders; ++rider) {
        send(opened(rider));
    }
}

std::string BenchOrders::changes() {
    std::string documents;
    if (m_open.empty()) {
        return documents;
    }
    const auto due = static_cast<std::uint64_t>((m_feed.now() - m_openedAt).count()) * m_open.size() /
                     static_cast<std::uint64_t>(orderLife.count());
    for (; m_ended < due; ++m_ended) {
        const auto rider = static_cast<std::uint32_t>(m_ended % m_open.size());
        documents += event("order.delivered", m_open[rider], "{}");
        documents += opened(rider);
    }
    return documents;
}

void BenchOrders::send(std::string documents) {
    m_out.clear();
    m_lane.apply(m_feed.record(std::move(documents)), m_out);
    m_legs.insert(m_legs.end(), m_out.legs.begin(), m_out.legs.end());
}

void BenchOrders::sendAfter(std::uint32_t secondsMax, std::string_view type, std::string_view order,
                            std::string_view data) {
    m_feed.passTime(std::chrono::seconds{1 + m_random() % secondsMax});
    send(event(type, order, data));
}

std::string BenchOrders::event(std::string_view type, std::string_view subject, std::string_view data) {
    return std::format(R"({{"id":"e{}","type":"{}","market":"south","subject":"{}","data":{}}})", m_event++, type,
                       subject, data) +
           '\n';
}

std::string BenchOrders::placed() {
    return std::format(R"({{"merchantId":"m{}","pickup":{{{}}},"dropoff":{{{}}}}})", m_random() % merchants,
                       m_feed.place(), m_feed.place());
}

std::string BenchOrders::opened(std::uint32_t rider) {
    m_open[rider] = std::format("o{}", m_event);
    std::string documents = event("order.placed", m_open[rider], placed());
    documents += event("order.assigned", m_open[rider], std::format(R"({{"driverId":"r-{}"}})", rider));
    if (rider % 2 == 0) {
        documents += event("order.picked_up", m_open[rider], "{}");
    }
    return documents;
}

} // namespace roundsman
