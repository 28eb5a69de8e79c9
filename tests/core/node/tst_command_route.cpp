#include "core/decode/document_decoder.h"
#include "core/node/command_route.h"

#include <doctest/doctest.h>

using namespace roundsman;

namespace {

const MarketMap markets(4, {{"south", 3}});

std::string errorOf(std::string_view json) {
    const auto routed = routeCommand(json, "ann", markets);
    return routed ? "taken" : routed.error();
}

} // namespace

TEST_CASE("a command goes to its market's partition, and its actor is stamped above what it says itself") {
    const auto routed = routeCommand(R"({"id":"c-1","type":"command.cancel_order","market":"south","subject":"o-7",
        "actor":"mallory","data":{"orderId":"o-7","reason":"no \"riders\"","actor":"mallory"}})",
                                     "ann \"the dispatcher\"", markets);
    REQUIRE(routed);
    CHECK(routed->partition == PartitionNo{3});
    CHECK(routed->key == "o-7");
    CHECK_FALSE(routed->document.contains('\n'));
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    REQUIRE(decoder.decode(routed->document, fix, event, why) == DecodedAs::event);
    CHECK(event.actor == "ann \"the dispatcher\"");
    CHECK(event.orderId == "o-7");
}

TEST_CASE("a retry goes to where its document lies, whatever markets are known there") {
    const std::string retry = R"({"id":"r","type":"retry","data":{"document":"{}","retryOf":{"offset":7,"partition":)";
    const auto routed = routeCommand(retry + "2}}}", "ann", markets);
    REQUIRE_MESSAGE(routed, (routed ? "" : routed.error()));
    CHECK(routed->partition == PartitionNo{2});
    const auto elsewhere = [&](const char* market) {
        const auto back = routeCommand(
            R"({"id":"r","type":"retry","data":{"document":{"driverId":"a","latitude":1,"longitude":1,"market":")" +
                std::string(market) + R"("},"retryOf":{"offset":7,"partition":2}}})",
            "ann", markets);
        return back ? back->partition : PartitionNo{-1};
    };
    CHECK(elsewhere("north") == PartitionNo{2});
    CHECK(elsewhere("south") == PartitionNo{3}); // it was given that one: the document came to the wrong partition
    CHECK(errorOf(retry + "4}}}") == "the log has no partition 4");
    CHECK(errorOf(R"({"id":"r","type":"retry","data":{"document":"{}","retryOf":{"offset":7}}})") ==
          "the command needs a market, which says whose lane takes it");
}

TEST_CASE("what a console may not submit is refused with a sentence") {
    CHECK(errorOf("{").starts_with("this document would be quarantined: unreadable"));
    CHECK(errorOf("[]").starts_with("this document would be quarantined: "));
    CHECK(errorOf(R"({"driverId":1,"latitude":1,"longitude":1})") ==
          "a console submits commands; positions come from riders");
    CHECK(errorOf(
              R"({"id":"e","type":"merchant.opened","market":"south","subject":"m-1","data":{"merchantId":"m-1"}})") ==
          "a console submits commands, settings, fences and retries; merchant.opened comes from elsewhere");
    CHECK(errorOf(R"({"id":"c","type":"command.unassign","subject":"o-1","data":{"orderId":"o-1"}})") ==
          "the command needs a market, which says whose lane takes it");
    std::string large =
        R"({"id":"c","type":"command.unassign","market":"south","subject":"o-1","data":{"orderId":"o-1"}})";
    large.insert(1, documentBytesMax - large.size(), ' ');
    CHECK(errorOf(large) == "this document is too large once it says who asks: at most 64 KiB in all");
}

TEST_CASE("a retry goes to the market that its document names, whatever the desk takes for the lane's") {
    const auto retryOf = [](const std::string& within) {
        const auto routed = routeCommand(
            R"({"id":"r-1","type":"retry","market":"south","subject":"0/7/1","data":{"document":)" + within + "}}",
            "ann", markets);
        REQUIRE(routed);
        DocumentDecoder decoder;
        Fix fix;
        Event event;
        Refusal why;
        REQUIRE(decoder.decode(routed->document, fix, event, why) == DecodedAs::event);
        CHECK(routed->partition == markets.partitionOf(event.market));
        return std::string(event.market);
    };
    CHECK(retryOf(R"({"driverId":"a","latitude":1,"longitude":1,"market":"north"})") == "north");
    CHECK(retryOf(R"({"type":"order.placed","subject":"o-1","market":"north"})") == "north");
    CHECK(retryOf(R"({"driverId":"a","latitude":1,"longitude":1})") == "south");
    CHECK(retryOf(R"("{")") == "south");
}
