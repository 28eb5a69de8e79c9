#pragma once

#include "core/base/bytes.h"
#include "core/measure/eta/promise_watch.h"
#include "core/model/accepted.h"
#include "core/model/alert.h"
#include "core/model/fence.h"
#include "core/model/fleet_view.h"
#include "core/model/settings.h"
#include "core/model/surge.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roundsman {

/// What somebody should look at. Looked for once a minute of lane time, so that with the log away nothing is raised;
/// one alert for a cause and subject, again only after a cool-down; ids follow from the log alone. One lane's, used by
/// its thread.
class AlertBook {
public:
    /// When an order will be delivered, as far as it is known.
    using DeliveryOf = std::function<std::optional<EventTime>(OrderNo)>;

    /// How often promises held of late, by market.
    using PromisesOf = std::function<std::vector<PromiseWatch::Coverage>(EventTime)>;

    void configure(const LaneSettings& settings);
    void setPromises(PromisesOf promisesOf) { m_promisesOf = std::move(promisesOf); }
    void setDelivery(DeliveryOf deliveryOf) { m_deliveryOf = std::move(deliveryOf); }

    void apply(const AcceptedFix& fix);
    /// Acknowledgements come as commands; the first one counts.
    void apply(const AcceptedEvent& event, std::vector<AlertRow>& out);
    void apply(const FenceEventRow& row, bool alerting, const FleetView& fleet, std::vector<AlertRow>& out);
    void quarantined(DocumentRef document);

    void minute(EventTime minute, DocumentRef document, std::span<const SurgeRow> surge, const FleetView& fleet,
                std::vector<AlertRow>& out);

    /// Those whose cause stands, oldest first.
    [[nodiscard]] std::shared_ptr<const std::vector<AlertRow>> open() const;

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    using Key = std::pair<AlertKind, std::string>;
    /// Where a rider was when he last moved, and the last document that told of him.
    struct RiderMemo {
        DocumentRef last;
        GeoPoint anchor;
        EventTime since{};
        DocumentRef anchorDocument;
        bool anchored = false;
    };
    struct MarketMemo {
        std::uint32_t fixes = 0;
        std::uint32_t slow = 0;
        bool surging = false;
        DocumentRef first;
        DocumentRef last;
    };
    struct Cause {
        AlertKind kind;
        Severity severity;
        MarketNo market;
        std::string subject;
        std::string message;
        DocumentRef first;
        DocumentRef last;
    };

    void raise(Cause cause, EventTime at, std::vector<AlertRow>& out);
    void end(const Key& key, EventTime at, std::vector<AlertRow>& out);
    /// Ends what was raised for `kind` and not seen again this minute.
    void endUnseen(EventTime minute, std::vector<AlertRow>& out);
    void lookAtOrder(const OrderRow& order, EventTime minute, std::vector<AlertRow>& out);
    void lookAtMerchants(EventTime minute, const FleetView& fleet, std::vector<AlertRow>& out);
    void lookAtRider(RiderNo rider, EventTime minute, const FleetView& fleet, std::vector<AlertRow>& out);
    void lookAtSurge(std::span<const SurgeRow> surge, EventTime minute, const FleetView& fleet,
                     std::vector<AlertRow>& out);
    void lookAtInput(EventTime minute, DocumentRef document, const FleetView& fleet, std::vector<AlertRow>& out);
    void lookAtPromises(EventTime minute, const FleetView& fleet, std::vector<AlertRow>& out);
    [[nodiscard]] bool isStuck(RiderMemo& memo, const RiderState& rider, EventTime minute) const;
    void changed(const AlertRow& row, std::vector<AlertRow>& out);
    RiderMemo& memoOf(RiderNo rider);
    MarketMemo& memoOf(MarketNo market);

    AlertSettings m_settings;
    Millis m_lostAfter{300'000};
    Millis m_freshWithin{90'000};
    EtaSettings m_eta;
    DeliveryOf m_deliveryOf;
    PromisesOf m_promisesOf;
    std::map<Key, AlertRow> m_open;
    std::map<Key, EventTime> m_quiet; ///< since when: not raised again before the cool-down is over
    std::map<Key, bool> m_seen;       ///< scratch: causes that stand this minute
    std::map<std::string, AlertRow, std::less<>> m_unacknowledged; ///< over, but somebody may still take note
    std::vector<RiderMemo> m_riders;
    std::vector<MarketMemo> m_markets;
    std::uint32_t m_quarantined = 0;
    DocumentRef m_firstQuarantined;
    DocumentRef m_lastQuarantined;
    mutable std::shared_ptr<const std::vector<AlertRow>> m_picture; ///< null: to be made
};

} // namespace roundsman
