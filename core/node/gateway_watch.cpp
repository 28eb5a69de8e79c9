#include "core/node/gateway_watch.h"

#include "core/base/json_text.h"
#include "core/gateway/rider_socket.h"

#include <utility>

namespace roundsman {
namespace {

void appendPlace(std::string& json, std::string_view name, GeoPoint point) {
    json += ",\"";
    json += name;
    json += R"(":{"latitude":)";
    appendJsonNumber(json, point.latitude());
    json += R"(,"longitude":)";
    appendJsonNumber(json, point.longitude());
    json += "}";
}

std::string assignmentOf(const OrderView& order, const std::string& merchant) {
    std::string json = R"({"type":"assignment","orderId":)";
    appendJsonString(json, order.id);
    json += R"(,"merchantId":)";
    appendJsonString(json, merchant);
    appendPlace(json, "pickup", order.pickup);
    if (order.hasDropoff) {
        appendPlace(json, "dropoff", order.dropoff);
    }
    return json + "}";
}

/// All that are his now: what a phone has beside them went while it was away, or while no gateway watched.
std::string ordersOf(const std::map<std::string, GatewayWatch::Duty>& duties) {
    std::string json = R"({"type":"orders","orderIds":[)";
    for (const auto& [order, duty] : duties) {
        json += json.ends_with('[') ? "" : ",";
        appendJsonString(json, order);
    }
    return json + "]}";
}

} // namespace

GatewayWatch::GatewayWatch(Gateway& gateway, const Node& node, KeyStore keys, const Clock& clock, const LogLines& lines,
                           Millis lookEvery)
    : m_gateway(gateway),
      m_node(node),
      m_keys(std::move(keys)),
      m_clock(clock),
      m_lines(lines),
      m_lookEvery(lookEvery) {}

std::expected<std::shared_ptr<const KeyRing>, std::string> GatewayWatch::readKeys(const KeyStore& keys, EventTime now,
                                                                                  std::uint64_t generation) {
    const auto stored = keys.read();
    if (!stored) {
        return std::unexpected(stored.error());
    }
    auto ring = std::make_shared<KeyRing>(ringOf(*stored, now));
    ring->generation = generation;
    return ring;
}

void GatewayWatch::start() {
    m_worker = Worker(
        "gateway-watch", [this](const std::stop_token& stop) { run(stop); },
        [this](const std::string& sentence) { m_lines.error("gateway", sentence); });
}

void GatewayWatch::stop() {
    m_worker.requestStop();
    m_worker.join();
}

void GatewayWatch::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        lookAtKeys();
        lookAtOrders();
        m_node.audit().settle();
        std::unique_lock lock(m_mutex);
        m_rested.wait_for(lock, stop, m_lookEvery, [] { return false; });
    }
}

/// A store that went bad leaves what was known before: nobody gets in by damaging a file, and nobody is thrown out.
void GatewayWatch::lookAtKeys() {
    if (m_keys.none()) {
        return;
    }
    std::error_code error;
    const auto changedAt = std::filesystem::last_write_time(m_keys.file(), error);
    const auto looksAMinute = static_cast<std::uint64_t>(Millis(60'000) / m_lookEvery); // keys expire by themselves
    if (error && error != std::errc::no_such_file_or_directory) {
        const std::string trouble = "the key store cannot be looked at: " + error.message();
        if (std::exchange(m_trouble, trouble) != trouble) {
            m_lines.error("gateway", trouble);
        }
    }
    if (error || (changedAt == m_keysAt && ++m_generation % looksAMinute != 0)) {
        return;
    }
    auto ring = readKeys(m_keys, m_clock.now(), ++m_generation);
    if (!ring) {
        if (std::exchange(m_trouble, ring.error()) != ring.error()) {
            m_lines.error("gateway", ring.error());
        }
        return;
    }
    m_trouble.clear();
    if (std::exchange(m_keysAt, changedAt) != changedAt) {
        m_lines.info("gateway", "the credentials were read");
    }
    m_gateway.useKeys(std::move(*ring));
}

void GatewayWatch::collect(const Frame& frame, Duties& duties) const {
    if (!frame.openOrders || !frame.riderIds || !frame.merchants) {
        return;
    }
    for (const OrderView& order : *frame.openOrders) {
        if (order.rider == noRider || order.rider.value() >= frame.riderIds->size()) {
            continue;
        }
        const bool known = order.merchant.value() < frame.merchants->size();
        const std::string merchant = known ? (*frame.merchants)[order.merchant.value()].id : std::string{};
        duties[(*frame.riderIds)[order.rider.value()]][order.id] = {.last = order.last,
                                                                    .message = assignmentOf(order, merchant)};
    }
}

void GatewayWatch::lookAtOrders() {
    const auto stages = m_node.pipeline();
    const auto sockets = m_gateway.riders().all();
    if (!stages || sockets.empty()) {
        m_told.clear();
        return;
    }
    if (!stages->recovered()) {
        return; // the pictures are of the past: nobody is sent to an order of yesterday, nor called back from today's
    }
    Duties duties;
    for (const auto& lane : stages->lanes()) {
        const FramePtr frame = lane->frames().latest();
        if (!frame) {
            return; // what it has is not known yet, which is not "nothing"
        }
        collect(*frame, duties);
    }
    const bool knowsAll = stages->lanes().size() == static_cast<std::size_t>(stages->markets().partitions());
    static const std::map<std::string, Duty> none;
    for (const auto& socket : sockets) {
        if (socket->isRider()) {
            const auto found = duties.find(socket->rider());
            tell(socket, found == duties.end() ? none : found->second, knowsAll);
        }
    }
    std::erase_if(m_told, [](const auto& told) { return told.second.socket.expired(); });
}

void GatewayWatch::tell(const std::shared_ptr<RiderSocket>& socket, const std::map<std::string, Duty>& now,
                        bool knowsAll) {
    Told& told = m_told[socket->rider()];
    if (told.socket.lock() != socket) {
        told = {.socket = socket, .orders = {}};
        if (knowsAll) { // what other nodes' lanes have of him is not said to be gone
            socket->tell(ordersOf(now));
        }
    }
    for (const auto& [order, duty] : now) {
        if (!told.orders.contains(order)) {
            socket->tell(duty.message);
        }
    }
    for (const auto& [order, duty] : told.orders) {
        if (!now.contains(order)) {
            // Whoever has it in his bag knows how it ended; before, it was taken from him.
            const bool inBag = duty.last == OrderStep::pickedUp || duty.last == OrderStep::arrivedAtCustomer;
            std::string json = inBag ? R"({"type":"ended","orderId":)" : R"({"type":"cancel","orderId":)";
            appendJsonString(json, order);
            socket->tell(json + "}");
        }
    }
    told.orders = now;
}

} // namespace roundsman
