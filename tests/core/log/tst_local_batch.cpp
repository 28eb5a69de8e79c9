#include "core/log/local_batch.h"

#include <doctest/doctest.h>

#include <random>

using namespace roundsman;

namespace {

constexpr PartitionNo partition{3};

std::string textOf(std::mt19937& random, std::size_t most) {
    std::string text(random() % (most + 1), '\0');
    for (char& byte : text) {
        byte = static_cast<char>(random());
    }
    return text;
}

} // namespace

TEST_CASE("random records come back from a row as they went in, from any offset on") {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        BatchBuilder builder;
        std::vector<std::vector<std::string>> texts;
        const auto count = static_cast<std::int64_t>(1 + random() % 20);
        for (std::int64_t record = 0; record < count; ++record) {
            auto& own = texts.emplace_back();
            const auto headerCount = random() % 4;
            for (std::size_t text = 0; text < 2 + 2 * headerCount; ++text) {
                own.push_back(textOf(random, text == 1 ? 20'000 : 40));
            }
            std::vector<HeaderView> headers;
            for (std::size_t header = 0; header < headerCount; ++header) {
                headers.push_back({own[2 + 2 * header], own[3 + 2 * header]});
            }
            builder.add({partition, own[0], own[1], headers});
        }
        const BatchHead head{Offset{1000}, builder.records(), eventTimeFromMillis(42)};
        const auto from = static_cast<std::int64_t>(random()) % count;
        DecodedRecords decoded;
        REQUIRE(decoded.add(partition, head, builder.bytes(), Offset{1000 + from}));
        decoded.finish();
        REQUIRE(std::ssize(decoded.records()) == count - from);
        for (const RecordView& record : decoded.records()) {
            const auto& own = texts[static_cast<std::size_t>(record.offset.value() - 1000)];
            CHECK(record.partition == partition);
            CHECK(record.logTime == eventTimeFromMillis(42));
            CHECK(record.key == own[0]);
            CHECK(record.value == own[1]);
            REQUIRE(record.headers.size() == (own.size() - 2) / 2);
            for (std::size_t header = 0; header < record.headers.size(); ++header) {
                CHECK(record.headers[header].name == own[2 + 2 * header]);
                CHECK(record.headers[header].value == own[3 + 2 * header]);
            }
        }
    }
}

TEST_CASE("bytes cut short, with a tail, or with the wrong count are no records, and leave nothing behind") {
    const std::vector<HeaderView> headers{{"name", "value"}};
    BatchBuilder builder;
    builder.add({partition, "key", "value", headers});
    builder.add({partition, "key", "value", {}});
    const BatchHead head{Offset{0}, 2, EventTime{}};
    DecodedRecords decoded;
    for (std::size_t length = 0; length < builder.bytes().size(); ++length) {
        CHECK_FALSE(decoded.add(partition, head, builder.bytes().first(length), Offset{0}));
    }
    for (const std::int64_t count : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, std::int64_t{3}, INT64_MAX}) {
        CHECK_FALSE(decoded.add(partition, {Offset{0}, count, EventTime{}}, builder.bytes(), Offset{0}));
    }
    std::vector<std::byte> longer(builder.bytes().begin(), builder.bytes().end());
    longer.push_back(std::byte{0});
    CHECK_FALSE(decoded.add(partition, head, longer, Offset{0}));
    decoded.finish();
    CHECK(decoded.records().empty());
}

TEST_CASE("the checksum covers the head and every byte") {
    BatchBuilder builder;
    builder.add({partition, "key", "value", {}});
    const BatchHead head{Offset{5}, 1, eventTimeFromMillis(9)};
    const auto sum = checksumOf(head, builder.bytes());
    CHECK(checksumOf({Offset{6}, 1, eventTimeFromMillis(9)}, builder.bytes()) != sum);
    CHECK(checksumOf({Offset{5}, 2, eventTimeFromMillis(9)}, builder.bytes()) != sum);
    CHECK(checksumOf({Offset{5}, 1, eventTimeFromMillis(8)}, builder.bytes()) != sum);
    std::vector<std::byte> bytes(builder.bytes().begin(), builder.bytes().end());
    for (std::byte& byte : bytes) {
        byte ^= std::byte{1};
        CHECK(checksumOf(head, bytes) != sum);
        byte ^= std::byte{1};
    }
    CHECK(checksumOf(head, bytes) == sum);
}
