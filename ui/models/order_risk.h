#pragma once

#include "core/model/eta.h"
#include "core/model/frame.h"

#include <QColor>
#include <QString>

#include <cstdint>

namespace roundsman {

struct Tones;

/// How an open order stands to its promise.
enum class Risk : std::uint8_t { onTime, atRisk, late, unpromised };

/// When an order is thought to be there; zero where nobody said.
struct OrderArrival {
    EventTime p50{};
    EventTime p90{};
    EventTime madeAt{};
    QString why; ///< the stretch that cost most; empty: none did
};
/// "way to the merchant"; empty for the whole.
QString legName(Leg leg);
OrderArrival arrivalOf(const OrderView& order);

/// Late: the promise has passed. At risk: one time in ten it will, or nobody has it and little time is left.
Risk riskOf(const OrderView& order, EventTime now);
QString riskName(Risk risk);
/// A sign before the name, so that colour is never alone.
QString riskSign(Risk risk);
QColor riskColour(Risk risk, const Tones& tones);

/// "in 12 min", "4 min late"
QString dueText(const OrderView& order, EventTime now);
/// "Accepted", "Picked up": what happened last.
QString stepName(OrderStep step);
/// "you", "ann", "ann · 2 notes": who takes care of it, and whether somebody wrote something down.
QString keeperText(const OrderView& order, const QString& me);
QString deskActName(DeskAct act);

} // namespace roundsman
