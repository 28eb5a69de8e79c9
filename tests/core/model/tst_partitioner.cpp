#include "core/model/partitioner.h"
#include "tests/support/recorded.h"

#include <doctest/doctest.h>

using namespace roundsman;

TEST_CASE("keys go where Kafka's own clients put them") {
    const tests::Csv rows("conformance/kafka_murmur2_open.csv");
    REQUIRE(rows.rows() == 17);
    for (std::size_t i = 0; i < rows.rows(); ++i) {
        const std::string& key = rows.text(i, "key");
        CAPTURE(key);
        CHECK(kafkaMurmur2(key) == rows.integer(i, "murmur2_int32"));
        CHECK(kafkaPartitionOf(key, 2) == rows.integer(i, "partition_of_2"));
        CHECK(kafkaPartitionOf(key, 8) == rows.integer(i, "partition_of_8"));
    }
}
