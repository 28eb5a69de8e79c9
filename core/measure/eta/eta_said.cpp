// What is said of an order: a revision when it changes enough, and what people see of it now.
#include "core/measure/eta/eta_meter.h"

namespace roundsman {
namespace {

Millis toMillis(float seconds) {
    return Millis{static_cast<std::int64_t>(seconds * 1000.0F)};
}

} // namespace

void EtaMeter::say(OrderWay& way, EventTime now, DocumentRef document, bool always, LaneOutput& out) {
    const LegEstimate left = way.left(now);
    const EventTime p50At = now + toMillis(left.p50Seconds);
    if (!always && std::chrono::abs(p50At - way.p50At) < m_settings.revisionMin) {
        return;
    }
    ++m_changes;
    way.p50At = p50At;
    way.madeAt = now;
    way.level = left.level;
    way.p90At = now + toMillis(left.p90Seconds);
    EtaRow row;
    row.order = way.order;
    row.revision = ++way.revision;
    row.madeAt = now;
    row.p50At = way.p50At;
    row.p90At = way.p90At;
    for (std::size_t leg = 0; leg < legCount; ++leg) {
        row.legs[leg] = way.stretches[leg].left(now);
    }
    row.level = left.level;
    row.modelVersion = m_knowledge.modelVersion();
    row.document = document;
    out.etas.push_back(row);
}

const OrderWay* EtaMeter::way(OrderNo order) const {
    return m_ways.find(order);
}

OrderEta EtaMeter::eta(OrderNo order, EventTime now) const {
    const OrderWay* const found = way(order);
    if (found == nullptr) {
        return {};
    }
    OrderEta eta{.p50At = found->p50At,
                 .p90At = found->p90At,
                 .madeAt = found->madeAt,
                 .level = found->level,
                 .revision = found->revision};
    if (found->running(Leg::toMerchant)) {
        eta.atMerchantAt = now + toMillis(found->of(Leg::toMerchant).left(now).p50Seconds);
    }
    for (std::size_t leg = 0; leg < legCount; ++leg) {
        const float late = static_cast<Leg>(leg) == Leg::whole ? 0 : found->stretches[leg].late(now);
        if (late > eta.lateSeconds) {
            eta.lateSeconds = late;
            eta.lateLeg = static_cast<Leg>(leg);
        }
    }
    return eta;
}

} // namespace roundsman
