#pragma once

#include <chrono>

namespace roundsman::tests {

struct KillPlan {
    int riders = 8;
    double perSecond = 400;
    int nodeKills = 2;
    std::chrono::milliseconds between{2000};    ///< of load, around each kill
    std::chrono::milliseconds brokerAway{4000}; ///< killed with -9, and started again
};

/// A node is killed with -9, and its broker too, while riders send and send again what was not acknowledged: in the end
/// every acknowledged position stands in history exactly once. doctest's checks inside.
void everyAcknowledgedPositionIsAcceptedOnce(const KillPlan& plan);

} // namespace roundsman::tests
