#include "tests/support/recorded_orders.h"

#include "core/model/geo.h"

#include <algorithm>
#include <format>
#include <map>

namespace roundsman::tests {
namespace {

struct Order {
    std::string id;
    std::string merchant;
    std::string channel;
    GeoPoint pickup;
    GeoPoint dropoff;
    EventTime placed{};
    EventTime delivered{};
};

std::string place(GeoPoint at) {
    return std::format(R"({{"latitude":{:.7f},"longitude":{:.7f}}})", at.latitude(), at.longitude());
}

class Writer {
public:
    explicit Writer(std::string_view market) : m_market(market) {}

    void add(const Order& order) {
        std::string data = std::format(R"("pickup":{},"dropoff":{})", place(order.pickup), place(order.dropoff));
        if (!order.merchant.empty()) {
            data += std::format(R"(,"merchantId":"{}","channel":"{}")", order.merchant, order.channel);
        }
        event(order, "placed", order.placed, data);
        event(order, "picked_up", order.placed, "");
        event(order, "delivered", order.delivered, "");
    }
    Documents take() {
        std::ranges::stable_sort(m_documents, {}, &TimedDocument::time);
        return std::move(m_documents);
    }

private:
    void event(const Order& order, std::string_view step, EventTime time, std::string_view data) {
        m_documents.push_back(
            {time,
             std::format(R"({{"id":"{}-{}","type":"order.{}","time":"{}","market":"{}","subject":"{}","data":{{{}}}}})",
                         order.id, step, step, toRfc3339(time), m_market, order.id, data)});
    }
    std::string m_market;
    Documents m_documents;
};

EventTime atSeconds(double seconds) {
    return eventTimeFromMillis(static_cast<std::int64_t>(seconds * 1000));
}

GeoPoint pointAt(const Csv& csv, std::size_t row, std::string_view latitude, std::string_view longitude) {
    return GeoPoint::fromDegrees(csv.number(row, latitude), csv.number(row, longitude));
}

} // namespace

Documents cabTrips(const Csv& trips, std::string_view market) {
    Writer out(market);
    for (std::size_t i = 0; i < trips.rows(); ++i) {
        const double seconds = trips.number(i, "duration_s");
        const double path = trips.number(i, "path_m");
        const bool clean = trips.integer(i, "points") >= 4 && seconds >= 120 && seconds <= 5400 &&
                           trips.number(i, "straight_m") > 300 && trips.number(i, "max_gap_s") <= 180 &&
                           path / seconds < 40 && path < 80'000;
        if (clean) {
            out.add({.id = trips.text(i, "cab") + "-" + trips.text(i, "pickup_ts"),
                     .merchant = {},
                     .channel = {},
                     .pickup = pointAt(trips, i, "pickup_lat", "pickup_lon"),
                     .dropoff = pointAt(trips, i, "dropoff_lat", "dropoff_lon"),
                     .placed = atSeconds(trips.number(i, "pickup_ts")),
                     .delivered = atSeconds(trips.number(i, "dropoff_ts"))});
        }
    }
    return out.take();
}

Documents taxiTrips(const Csv& trips, std::string_view market) {
    Writer out(market);
    for (std::size_t i = 0; i < trips.rows(); ++i) {
        if (trips.integer(i, "points") < 8) {
            continue;
        }
        const EventTime start = atSeconds(trips.number(i, "start_ts"));
        const Order order{.id = trips.text(i, "trip_id"),
                          .merchant = {},
                          .channel = {},
                          .pickup = pointAt(trips, i, "start_lat", "start_lon"),
                          .dropoff = pointAt(trips, i, "end_lat", "end_lon"),
                          .placed = start,
                          .delivered = start + std::chrono::seconds{trips.integer(i, "duration_s")}};
        if (distanceMetres(order.pickup, order.dropoff) > 300) {
            out.add(order);
        }
    }
    return out.take();
}

Documents groceryOrders(const Csv& orders, const Csv& branches, std::string_view market) {
    std::map<std::string, GeoPoint> places;
    for (std::size_t i = 0; i < branches.rows(); ++i) {
        places[branches.text(i, "store_branch_id")] = pointAt(branches, i, "lat", "lng");
    }
    Writer out(market);
    for (std::size_t i = 0; i < orders.rows(); ++i) {
        const std::string& branch = orders.text(i, "store_branch_id");
        const auto pickup = places.find(branch);
        const auto promised = parseRfc3339(orders.text(i, "promised_time").substr(0, 19) + "Z");
        if (pickup == places.end() || !promised || orders.text(i, "total_minutes").empty()) {
            continue;
        }
        const double seconds = orders.number(i, "total_minutes") * 60;
        out.add({.id = orders.text(i, "order_id"),
                 .merchant = branch,
                 .channel = orders.text(i, "on_demand") == "True" ? "on demand" : "planned",
                 .pickup = pickup->second,
                 .dropoff = pointAt(orders, i, "lat", "lng"),
                 .placed = *promised,
                 .delivered = *promised + Millis{static_cast<std::int64_t>(seconds * 1000)}});
    }
    return out.take();
}

TimedDocument zoneOf(std::string_view market, std::string_view timeZone, EventTime time) {
    return {time, std::format(R"({{"id":"zone-{}","type":"settings.changed","time":"{}","subject":"markets",)"
                              R"("data":{{"markets":{{"{}":{{"timeZone":"{}"}}}}}}}})",
                              market, toRfc3339(time), market, timeZone)};
}

} // namespace roundsman::tests
