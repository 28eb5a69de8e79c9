#pragma once

#include "core/model/settings.h"

namespace roundsman {

// The name of every setting, once: what documents call it, and its member. `visit(name, member)` for each; names with a
// dot stand in an object of that name. Numbers have their range beside them.

template <typename Visit>
void visitMarketSettings(MarketSettings& market, Visit visit) {
    visit("timeZone", market.timeZone);
    visit("coordinates", market.coordinates);
    visit("businessDayStartMs", market.businessDayStart);
    visit("partition", market.partition);
}

template <typename Visit>
void visitSettings(LaneSettings& s, Visit visit) {
    visit("defaultMarket", s.defaultMarket);
    visit("onlyKnownMarkets", s.onlyKnownMarkets);
    visit("cellResolution", s.cellResolution);
    visit("closedOrderMemoryMs", s.closedOrderMemory);

    visit("admit.clockAheadMaxMs", s.admit.clockAheadMax);
    visit("admit.impossibleSpeedMps", s.admit.impossibleSpeedMps);
    visit("admit.reanchorFixes", s.admit.reanchorFixes);
    visit("admit.jumpRule", s.admit.jumpRule);
    visit("admit.accuracyMaxMetres", s.admit.accuracyMaxMetres);
    visit("admit.sameDeviceTimeIsDuplicate", s.admit.sameDeviceTimeIsDuplicate);
    visit("admit.sequenceWindow", s.admit.sequenceWindow);
    visit("admit.eventIdMemoryMs", s.admit.eventIdMemory);

    visit("staleness.ageingAfterMs", s.staleness.ageingAfter);
    visit("staleness.staleAfterMs", s.staleness.staleAfter);
    visit("staleness.lostAfterMs", s.staleness.lostAfter);

    visit("surge.on", s.surge.on);
    visit("surge.supplyFreshWithinMs", s.surge.supplyFreshWithin);
    visit("surge.demandWindowMs", s.surge.demandWindow);
    visit("surge.coverageWindowMs", s.surge.coverageWindow);
    visit("surge.marketSilentAfterMs", s.surge.marketSilentAfter);
    visit("surge.ringWeights", s.surge.ringWeights);
    visit("surge.prior", s.surge.prior);
    visit("surge.curve", s.surge.curve);
    visit("surge.emaAlpha", s.surge.emaAlpha);
    visit("surge.changeMaxPerMinute", s.surge.changeMaxPerMinute);
    visit("surge.cap", s.surge.cap);
    visit("surge.offBelow", s.surge.offBelow);
    visit("surge.offAfterMinutes", s.surge.offAfterMinutes);
    visit("surge.demandMin", s.surge.demandMin);

    visit("rollups.latenessMs", s.rollups.lateness);
    visit("rollups.openOrderHoldsMs", s.rollups.openOrderHolds);
    visit("rollups.readyDelayedByMs", s.rollups.readyDelayedBy);
    visit("rollups.pickupMarkMaxMetres", s.rollups.pickupMarkMaxMetres);
    visit("rollups.atDoorMetres", s.rollups.atDoorMetres);
    visit("rollups.minutesKeptMs", s.rollups.minutesKept);
    visit("rollups.quartersKeptMs", s.rollups.quartersKept);
    visit("rollups.hoursKeptMs", s.rollups.hoursKept);

    visit("fences.accuracyMaxMetres", s.fences.accuracyMaxMetres);
    visit("fences.confirmations", s.fences.confirmations);
    visit("fences.segmentGapMaxMs", s.fences.segmentGapMax);
    visit("fences.crossMetresMin", s.fences.crossMetresMin);
    visit("fences.fencesMax", s.fences.fencesMax);

    visit("ladder.nearMetres", s.ladder.nearMetres);
    visit("ladder.nearEtaMs", s.ladder.nearEta);
    visit("ladder.approachingMetres", s.ladder.approachingMetres);
    visit("ladder.arrivedMetres", s.ladder.arrivedMetres);
    visit("ladder.arrivedFixes", s.ladder.arrivedFixes);
    visit("ladder.leftMetres", s.ladder.leftMetres);
    visit("ladder.leftFixes", s.ladder.leftFixes);
    visit("ladder.accuracyMaxMetres", s.ladder.accuracyMaxMetres);
    visit("ladder.ageMaxMs", s.ladder.ageMax);

    visit("alerts.coolDownMs", s.alerts.coolDown);
    visit("alerts.atRiskBeforeMs", s.alerts.atRiskBefore);
    visit("alerts.stuckAfterMs", s.alerts.stuckAfter);
    visit("alerts.stuckMetres", s.alerts.stuckMetres);
    visit("alerts.slowMerchantOrders", s.alerts.slowMerchantOrders);
    visit("alerts.slowMerchantByMs", s.alerts.slowMerchantBy);
    visit("alerts.quarantineBurst", s.alerts.quarantineBurst);
    visit("alerts.lagAfterMs", s.alerts.lagAfter);

    visit("eta.everyMs", s.eta.every);
    visit("eta.revisionMinMs", s.eta.revisionMin);
    visit("eta.driftWindowMs", s.eta.driftWindow);
    visit("eta.driftOrdersMin", s.eta.driftOrdersMin);
    visit("eta.coverageMin", s.eta.coverageMin);
    visit("eta.coverageMax", s.eta.coverageMax);
}

} // namespace roundsman
