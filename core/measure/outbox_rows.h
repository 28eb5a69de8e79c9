#pragma once

#include "core/model/fleet_view.h"
#include "core/model/lane_output.h"

#include <vector>

namespace roundsman {

/// What leaves through the topics surge-cells, order-etas, alerts and merchant-metrics, as JSON rows numbered after
/// those that the document has already caused.
class OutboxRows {
public:
    OutboxRows(DocumentRef document, std::vector<OutboxRow>& out);

    void add(const SurgeRow& row, const FleetView& fleet); ///< only while there is surge, and once when it ends
    void add(const EtaRow& row, const FleetView& fleet);
    /// The last word on an order: there is nothing to wait for any more.
    void addClosed(const OrderRow& order, EventTime at, const FleetView& fleet);
    void add(const AlertRow& row, const FleetView& fleet);
    void add(const MerchantRollupRow& row, const FleetView& fleet);

private:
    void put(std::string_view topic, std::string key, std::string value);

    DocumentRef m_document;
    std::vector<OutboxRow>& m_out;
    std::uint32_t m_next = 0;
};

} // namespace roundsman
