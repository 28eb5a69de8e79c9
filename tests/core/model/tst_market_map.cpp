#include "core/model/market_map.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace roundsman;

TEST_CASE("a market's partition is the same in every release") {
    const MarketMap map(1000);
    CHECK(map.partitionOf("") == PartitionNo{37});   // 0xcbf29ce484222325 % 1000
    CHECK(map.partitionOf("a") == PartitionNo{996}); // 0xaf63dc4c8601ec8c % 1000, published with the hash
}

TEST_CASE("a named market has its own place") {
    const MarketMap map(4, {{"south", 3}});
    CHECK(map.partitionOf("south") == PartitionNo{3});
}

TEST_CASE("markets spread over the partitions") {
    const MarketMap map(8);
    std::set<PartitionNo> used;
    for (int i = 0; i < 100; ++i) {
        used.insert(map.partitionOf("market-" + std::to_string(i)));
    }
    CHECK(used.size() == 8);
}
