#include "core/model/lane_output.h"

namespace roundsman {

void LaneOutput::clear() {
    records = 0;
    gapOffsets = 0;
    lastRecord = {};
    verdicts = {};
    fixes.clear();
    markets.clear();
    riders.clear();
    orders.clear();
    orderEvents.clear();
    merchants.clear();
    people.clear();
    quarantine.clear();
    settings.clear();
    answers.clear();
    outbox.clear();
    surge.clear();
    areaRollups.clear();
    merchantRollups.clear();
    completeness.clear();
    fenceEvents.clear();
    ladder.clear();
    etas.clear();
    legs.clear();
    alerts.clear();
}

} // namespace roundsman
