#include "core/base/time.h"
#include "core/decode/document_decoder.h"
#include "core/decode/position_query.h"
#include "core/lane/lane.h"
#include "tests/support/json_lines.h"
#include "tests/support/lane_feed.h"
#include "tests/support/recorded.h"

#include <doctest/doctest.h>

using namespace roundsman;

namespace {

const std::string folder = "conformance/";

/// What a lane says of one record.
LaneOutput outputOf(const std::string& record, const LaneSettings& settings = {}) {
    LaneFeed feed;
    feed.document(record);
    Lane lane(PartitionNo{0}, settings);
    LaneOutput out;
    lane.apply(feed.records(), out);
    return out;
}

/// JSON, as far as the lane is concerned: fields are another matter.
bool isReadable(const LaneOutput& out) {
    return out.verdicts.of(Reason::unreadable) + out.verdicts.of(Reason::invalidUtf8) +
               out.verdicts.of(Reason::tooLarge) ==
           0;
}

} // namespace

TEST_CASE("what is JSON and what is not agrees with the JSON test suite, for texts and for whole records") {
    const auto cases = tests::readJsonLines(folder + "json_test_suite.jsonl");
    REQUIRE(cases.size() == 318);
    for (const auto& one : cases) {
        CAPTURE(one.at("name"));
        const std::string bytes = tests::fromBase64(one.at("base64"));
        const LaneOutput out = outputOf(bytes);
        CHECK(out.verdicts.documents() >= 1);
        if (one.at("expect") != "either") {
            CHECK(isJson(bytes) == (one.at("expect") == "accept"));
            CHECK(isReadable(out) == (one.at("expect") == "accept"));
        }
    }
}

TEST_CASE("date-times agree with the JSON schema test suite") {
    int strings = 0;
    for (const auto& one : tests::readJsonLines(folder + "format_date-time.jsonl")) {
        const std::string& value = one.at("value");
        if (one.at("description").starts_with("all string formats ignore")) {
            continue; // they are no strings
        }
        CAPTURE(one.at("description"));
        CHECK(parseRfc3339(value).has_value() == (one.at("valid") == "true"));
        ++strings;
    }
    CHECK(strings >= 25);
}

TEST_CASE("naughty strings come through every text field unchanged") {
    const auto strings = tests::readJsonStrings(folder + "blns.json");
    REQUIRE(strings.size() == 515);
    for (const std::string& text : strings) {
        if (text.empty()) {
            continue; // an empty id is no id
        }
        CAPTURE(text);
        const std::string q = tests::quoted(text);
        const LaneOutput fix = outputOf("{\"driverId\":" + q + ",\"latitude\":1,\"longitude\":2,\"state\":" + q +
                                        ",\"session\":" + q + ",\"seq\":1}");
        REQUIRE(fix.riders.size() == 1);
        CHECK(fix.riders[0].id == text);
        CHECK(fix.markets.at(0).name == text);

        const LaneOutput order = outputOf(
            R"({"type":"order.cancelled","id":)" + q + R"(,"market":)" + q + R"(,"subject":)" + q +
            R"(,"data":{"merchantId":)" + q + R"(,"customerId":)" + q + R"(,"currency":)" + q + R"(,"channel":)" + q +
            R"(,"by":)" + q + R"(,"reason":)" + q + R"(,"dropoff":{"lat":1,"lng":2,"address":)" + q + "}}}");
        REQUIRE(order.orders.size() == 1);
        const OrderRow& row = order.orders[0];
        CHECK(row.id == text);
        CHECK(row.customerId == text);
        CHECK(row.currency == text);
        CHECK(row.channel == text);
        CHECK(row.cancelledBy == text);
        CHECK(row.closeReason == text);
        CHECK(order.merchants.at(0).id == text);
        CHECK(order.people.at(0).address == text);

        const LaneOutput person = outputOf(R"({"type":"rider.upserted","subject":)" + q + R"(,"data":{"name":)" + q +
                                           R"(,"phone":)" + q + "}}");
        CHECK(person.people.at(0).name == text);
        CHECK(person.people.at(0).phone == text);
        CHECK(person.people.at(0).id == text);
    }
}

TEST_CASE("positions that phones send, as JSON or as a query, are positions") {
    const auto cases = tests::readJsonLines(folder + "position_ingest_variants.jsonl");
    REQUIRE(cases.size() == 15);
    for (const auto& one : cases) {
        CAPTURE(one.at("payload"));
        const bool query = one.at("method") == "GET query";
        const auto document = query ? documentFromQuery(one.at("payload")) : std::optional(one.at("payload"));
        if (one.at("expect") == "reject") {
            CHECK_FALSE(document.has_value());
            continue;
        }
        REQUIRE(document.has_value());
        const LaneOutput out = outputOf(*document);
        const bool position = one.at("expect") == "position";
        CHECK(out.fixes.size() == (position ? 1U : 0U));
        CHECK(out.verdicts.of(Reason::noPosition) == (position ? 0U : 1U));
        CHECK(out.verdicts.of(Reason::missingField) == 0);
    }
}
