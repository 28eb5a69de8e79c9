#pragma once

#include "core/api/console_api.h"
#include "ui/models/rider_ref.h"
#include "ui/models/table_model.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace roundsman {

class CommandDesk;

/// Which restaurant, over all lanes.
struct MerchantRef {
    PartitionNo partition;
    MerchantNo merchant = noMerchant;

    constexpr auto operator<=>(const MerchantRef&) const = default;
};

/// Nothing when no lane has it (yet).
std::optional<MerchantRef> findMerchant(const Picture& picture, const std::string& id);
const MerchantView* merchantOf(const Picture& picture, MerchantRef ref);

/// A restaurant as it is now, counted from its open orders.
struct MerchantLoad {
    std::size_t open = 0;
    std::size_t inKitchen = 0;       ///< not ready yet
    std::size_t overdue = 0;         ///< of those, past the time that was promised
    std::size_t waitingForRider = 0; ///< ready, and no rider is there
    std::size_t ridersComing = 0;
    std::size_t ridersWaiting = 0; ///< at the door
    std::size_t onTheWay = 0;      ///< picked up
    std::size_t delayed = 0;       ///< whose promise was moved to later
    Millis mostDelayed{};          ///< by how much, the one that was moved most
    std::size_t idleNear = 0;      ///< riders without an order within reach
};
inline constexpr double nearMetres = 1500;

MerchantLoad loadOf(const Picture& picture, MerchantRef merchant);

// Rows of what happens now, as tables: keyed by "order", so that what is selected stays selected. Clocks are the
// restaurant's own, `utcOffset` ahead of UTC.
/// Not picked up yet; the one that should be ready first comes first.
Table kitchenTable(const Picture& picture, MerchantRef merchant, const CommandDesk& commands, Millis utcOffset);
/// Riders on their way to the door, and those who stand there.
Table incomingTable(const Picture& picture, MerchantRef merchant, Millis utcOffset);

std::vector<TableColumn> kitchenColumns();
std::vector<TableColumn> incomingColumns();

} // namespace roundsman
