#include "core/model/market_map.h"

#include "core/base/check.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

/// FNV-1a: a part of the log's layout now, never to be changed.
std::uint64_t hashOf(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return hash;
}

} // namespace

MarketMap::MarketMap(std::int32_t partitions, std::map<std::string, std::int32_t, std::less<>> named)
    : m_partitions(partitions), m_named(std::move(named)) {
    check(partitions > 0, "there is at least one partition");
    check(std::ranges::all_of(m_named, [&](const auto& m) { return m.second >= 0 && m.second < partitions; }),
          "a market's place is one of the partitions");
}

PartitionNo MarketMap::partitionOf(std::string_view market) const {
    if (const auto named = m_named.find(market); named != m_named.end()) {
        return PartitionNo{named->second};
    }
    return PartitionNo{static_cast<std::int32_t>(hashOf(market) % static_cast<std::uint64_t>(m_partitions))};
}

} // namespace roundsman
