#pragma once

#include "core/model/ids.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace roundsman {

/// Which partition a market's documents go to. Named markets have their place; all others get one by a hash of their
/// name that never changes. Gateway, bridge, simulator and console all route by this, so that everything about one
/// place meets in one lane.
class MarketMap {
public:
    /// REQUIRES: partitions > 0, every named place below it
    explicit MarketMap(std::int32_t partitions, std::map<std::string, std::int32_t, std::less<>> named = {});

    [[nodiscard]] PartitionNo partitionOf(std::string_view market) const;
    [[nodiscard]] bool isNamed(std::string_view market) const { return m_named.contains(market); }
    [[nodiscard]] std::int32_t partitions() const { return m_partitions; }

private:
    std::int32_t m_partitions;
    std::map<std::string, std::int32_t, std::less<>> m_named;
};

} // namespace roundsman
