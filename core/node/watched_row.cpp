#include "core/node/watched_row.h"

#include "core/model/cell.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace roundsman {
namespace {

constexpr int neighbourRings = 2; // of a surge value

bool isDemand(const Event& event) {
    return event.kind >= EventKind::demandOpened && event.kind <= EventKind::demandCheckedFare;
}

/// Where a document says that it is, in degrees or in a market's metres.
std::optional<GeoPoint> placeOf(const MaybePoint& place) {
    GeoPoint point = place.point;
    if (!place.given || (place.outside && !fromWebMercator(place.x, place.y, point))) {
        return {};
    }
    return point;
}

std::string_view aboutOf(const SeenDocument& seen) {
    if (seen.fix != nullptr) {
        return seen.fix->rider;
    }
    if (seen.event == nullptr) {
        return {};
    }
    const Event& event = *seen.event;
    return !event.orderId.empty()      ? event.orderId
           : !event.subject.empty()    ? event.subject
           : !event.customerId.empty() ? event.customerId
                                       : event.merchantId;
}

class SurgeWatch final : public WatchedRow {
public:
    SurgeWatch(const SurgeRow& stored, WatchedNames names)
        : WatchedRow(stored.first, stored.last), m_stored(stored), m_names(std::move(names)) {
        for (int ring = 0; ring <= neighbourRings; ++ring) {
            for (const CellId cell : cellRing(stored.cell, ring)) {
                m_around.insert(cell);
            }
        }
    }
    void see(const LaneOutput& out) override {
        for (const SurgeRow& row : out.surge) {
            if (row.cell == m_stored.cell && row.minute == m_stored.minute && row.market == m_stored.market) {
                m_again = row;
            }
        }
    }
    [[nodiscard]] bool settled() const override { return m_again.has_value(); }
    [[nodiscard]] bool same() const override { return m_again == m_stored; }

protected:
    [[nodiscard]] bool concerns(const SeenDocument& seen) override {
        if (seen.taken != nullptr) {
            return seen.taken->market == m_stored.market && near(seen.taken->position);
        }
        if (seen.order != nullptr) {
            return seen.order->market == m_stored.market && seen.order->hasPickup && near(seen.order->pickup);
        }
        if (seen.event == nullptr) {
            return false;
        }
        const auto place = isDemand(*seen.event) ? placeOf(seen.event->position) : std::nullopt;
        const bool here = seen.event->market.empty() || seen.event->market == m_names.market;
        const bool limits = seen.event->kind == EventKind::command && (seen.event->command == CommandKind::limitSurge ||
                                                                       seen.event->command == CommandKind::liftSurge);
        return seen.event->kind == EventKind::settingsChanged || (limits && here) || (place && here && near(*place));
    }

private:
    [[nodiscard]] bool near(GeoPoint point) const {
        return m_around.contains(cellOf(point, cellResolution(m_stored.cell)));
    }

    SurgeRow m_stored;
    WatchedNames m_names;
    std::set<CellId> m_around;
    std::optional<SurgeRow> m_again;
};

/// A bucket: the newest row of each minute and part in it, and all of them together.
template <typename Row>
class BucketWatch : public WatchedRow {
public:
    BucketWatch(Row stored, Granularity length, EventTime end, WatchedNames names)
        : WatchedRow(stored.first, stored.last),
          m_stored(std::move(stored)),
          m_length(length),
          m_end(end),
          m_names(std::move(names)) {}

    void see(const LaneOutput& out) override {
        bool more = false;
        for (const Row& row : rowsOf(out)) {
            const bool ofBucket = row.start >= m_stored.start && row.start < m_end && isOurs(row);
            if (ofBucket && (m_length != Granularity::minute || row.part == m_stored.part)) {
                m_parts.insert_or_assign(std::pair(row.start, row.part), row);
                more = true;
            }
        }
        if (more) {
            settle();
        }
    }
    [[nodiscard]] bool settled() const override { return m_settled; }
    [[nodiscard]] bool same() const override { return m_same; }

protected:
    virtual const std::vector<Row>& rowsOf(const LaneOutput& out) const = 0;
    [[nodiscard]] virtual bool isOurs(const Row& row) const = 0;
    [[nodiscard]] bool holds(EventTime time) const { return time >= m_stored.start && time < m_end; }

    Row m_stored;
    Granularity m_length;
    EventTime m_end;
    WatchedNames m_names;

private:
    /// Rows of one bucket come out together, once a minute: with its last document everything of it is there.
    void settle() {
        Row all = m_parts.begin()->second;
        for (auto part = std::next(m_parts.begin()); part != m_parts.end(); ++part) {
            all.figures.merge(part->second.figures);
            all.revision += part->second.revision;
            all.first = std::min(all.first, part->second.first);
            all.last = std::max(all.last, part->second.last);
        }
        all.start = m_stored.start;
        all.part = m_stored.part;
        m_settled = all.last >= m_stored.last;
        m_same = m_settled && all == m_stored;
    }

    std::map<std::pair<EventTime, std::int64_t>, Row> m_parts;
    bool m_settled = false;
    bool m_same = false;
};

class AreaWatch final : public BucketWatch<AreaRollupRow> {
public:
    using BucketWatch::BucketWatch;

protected:
    const std::vector<AreaRollupRow>& rowsOf(const LaneOutput& out) const override { return out.areaRollups; }
    [[nodiscard]] bool isOurs(const AreaRollupRow& row) const override {
        return row.market == m_stored.market && row.cell == m_stored.cell && row.zone == m_stored.zone;
    }
    [[nodiscard]] bool concerns(const SeenDocument& seen) override {
        if (seen.taken != nullptr) {
            return seen.taken->market == m_stored.market && holds(seen.taken->deviceTime) && here(seen.taken->position);
        }
        if (seen.event == nullptr || !holds(seen.event->time.value_or(seen.logTime))) {
            return false;
        }
        if (seen.event->kind == EventKind::order && seen.event->step == OrderStep::placed && seen.order != nullptr) {
            return seen.order->market == m_stored.market && seen.order->hasPickup && here(seen.order->pickup);
        }
        const auto place = isDemand(*seen.event) ? placeOf(seen.event->position) : std::nullopt;
        return place && here(*place);
    }

private:
    [[nodiscard]] bool here(GeoPoint point) const {
        return m_names.zone ? m_names.zone->contains(point)
                            : cellOf(point, cellResolution(m_stored.cell)) == m_stored.cell;
    }
};

class MerchantWatch final : public BucketWatch<MerchantRollupRow> {
public:
    using BucketWatch::BucketWatch;

protected:
    const std::vector<MerchantRollupRow>& rowsOf(const LaneOutput& out) const override { return out.merchantRollups; }
    [[nodiscard]] bool isOurs(const MerchantRollupRow& row) const override {
        return row.market == m_stored.market && row.merchant == m_stored.merchant && row.channel == m_stored.channel &&
               row.currency == m_stored.currency;
    }
    [[nodiscard]] bool concerns(const SeenDocument& seen) override {
        if (seen.order != nullptr) {
            const OrderRow& order = *seen.order;
            const bool ours = order.merchant == m_stored.merchant && order.channel == m_stored.channel &&
                              order.currency == m_stored.currency && holds(order.times.of(OrderStep::placed));
            if (ours && order.rider != noRider && order.hasPickup) {
                m_fetched.insert_or_assign(order.rider, order.pickup);
            }
            return ours;
        }
        if (seen.taken != nullptr) { // his first fix at the door begins the avoidable wait
            const auto fetched = m_fetched.find(seen.taken->rider);
            return fetched != m_fetched.end() &&
                   distanceMetres(fetched->second, seen.taken->position) <= m_names.atDoorMetres;
        }
        return seen.event != nullptr && !m_names.merchant.empty() &&
               (seen.event->merchantId == m_names.merchant || seen.event->subject == m_names.merchant);
    }

private:
    std::map<RiderNo, GeoPoint> m_fetched;
};

class AlertWatch final : public WatchedRow {
public:
    AlertWatch(const AlertRow& stored, WatchedNames names)
        : WatchedRow(stored.first, stored.last), m_stored(stored), m_names(std::move(names)) {}

    void see(const LaneOutput& out) override {
        for (const AlertRow& row : out.alerts) {
            if (row.id == m_stored.id) {
                m_again = row;
            }
        }
    }
    [[nodiscard]] bool settled() const override { return same(); }
    [[nodiscard]] bool same() const override { return m_again == m_stored; }

protected:
    [[nodiscard]] bool concerns(const SeenDocument& seen) override {
        switch (m_stored.kind) {
        case AlertKind::lateOrder:
        case AlertKind::orderAtRisk:
            return seen.order != nullptr && seen.order->id == m_stored.subject;
        case AlertKind::stuckRider:
        case AlertKind::lostRider:
            return ofRider(seen, m_stored.subject);
        case AlertKind::slowMerchant:
            return seen.order != nullptr && seen.order->merchant == m_names.merchantNo;
        case AlertKind::surgeStarted:
        case AlertKind::surgeEnded:
            return (seen.taken != nullptr && seen.taken->market == m_stored.market) ||
                   (seen.event != nullptr && seen.event->kind != EventKind::tick);
        case AlertKind::fence:
            return ofRider(seen, m_stored.subject.substr(m_stored.subject.rfind('/') + 1));
        case AlertKind::etaDrift:
            return seen.order != nullptr && seen.order->market == m_stored.market;
        case AlertKind::quarantineBurst:
            return seen.quarantined;
        case AlertKind::lag:
            return seen.taken != nullptr && seen.taken->market == m_stored.market;
        }
        return false;
    }

private:
    static bool ofRider(const SeenDocument& seen, std::string_view rider) {
        return (seen.fix != nullptr && seen.fix->rider == rider) ||
               (seen.event != nullptr && (seen.event->riderId == rider || seen.event->subject == rider));
    }
    AlertRow m_stored;
    WatchedNames m_names;
    std::optional<AlertRow> m_again;
};

} // namespace

void WatchedRow::note(const SeenDocument& seen) {
    if (!concerns(seen)) {
        return;
    }
    if (++m_documentCount <= documentsKept) {
        const std::string_view what = seen.fix != nullptr     ? std::string_view("fix")
                                      : seen.event != nullptr ? seen.event->type
                                                              : std::string_view("unreadable");
        m_documents.push_back(
            {seen.document, seen.logTime, std::string(what), std::string(aboutOf(seen)), std::string(seen.bytes)});
    }
}

std::unique_ptr<WatchedRow> watch(const SurgeRow& stored, WatchedNames names) {
    return std::make_unique<SurgeWatch>(stored, std::move(names));
}

std::unique_ptr<WatchedRow> watch(const AreaRollupRow& stored, Granularity length, EventTime end, WatchedNames names) {
    return std::make_unique<AreaWatch>(stored, length, end, std::move(names));
}

std::unique_ptr<WatchedRow> watch(const MerchantRollupRow& stored, Granularity length, EventTime end,
                                  WatchedNames names) {
    return std::make_unique<MerchantWatch>(stored, length, end, std::move(names));
}

std::unique_ptr<WatchedRow> watch(const AlertRow& stored, WatchedNames names) {
    return std::make_unique<AlertWatch>(stored, std::move(names));
}

} // namespace roundsman
