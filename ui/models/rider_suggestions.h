#pragma once

#include "core/api/console_api.h"
#include "ui/models/rider_ref.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace roundsman {

/// A rider who could take an order, and why he stands where he does in the list.
struct RiderSuggestion {
    RiderRef rider;
    QString name;
    double metres = 0;    ///< to the pick-up, as the crow flies
    double minutes = 0;   ///< until he could be there: the way, and what he carries
    std::size_t load = 0; ///< orders he has now
    QString reason;       ///< "Idle · 400 m away · carries nothing · there in 2 min · heard 4 s ago"
};

/// Riders of the order's own lane who work and were heard lately, the soonest there first; those whose name contains
/// `text` alone when it is not empty.
std::vector<RiderSuggestion> suggestRiders(const Picture& picture, OrderRef order, const QString& text,
                                           std::size_t most);

/// How many open orders each rider of a lane has.
std::vector<std::uint16_t> loadsOf(const Frame& lane);

} // namespace roundsman
