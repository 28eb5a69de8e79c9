#include "core/gateway/trace_context.h"
#include "tests/support/gateway_under_test.h"
#include "tests/support/ws_client.h"

#include <doctest/doctest.h>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

std::string with(std::size_t at, std::string_view text) {
    return std::string(trace).replace(at, text.size(), text);
}

} // namespace

TEST_CASE("a traceparent is passed on as it came, if it is one") {
    CHECK(validTraceparent(trace) == trace);
    CHECK(validTraceparent(with(0, "01")) == with(0, "01"));
    for (const std::string& none :
         {std::string(), trace.substr(1), trace + "-", with(0, "ff"), with(0, "0-"), with(3, std::string(32, '0')),
          with(36, std::string(16, '0')), with(10, "-"), with(40, "-"), with(53, "-1"), with(2, "0"), with(35, "_"),
          with(52, "1"), with(3, "A"), with(36, "g")}) {
        CAPTURE(none);
        CHECK(validTraceparent(none).empty());
    }
}

TEST_CASE("the trace of a request, and of a socket's handshake, goes into the headers of their records") {
    GatewayUnderTest at;
    const std::string fix = R"({"driverId":"7","lat":12.97,"lng":77.59,"market":"south","seq":1})";
    CHECK(at.post(fix, "traceparent: " + trace + "\r\n").status == 202);
    CHECK(at.traces() == std::vector{trace});
    CHECK(at.post(fix, "traceparent: " + with(0, "ff") + "\r\n").status == 202);
    CHECK(at.traces().size() == 1);
    WsClient phone(at.port, "/v1/riders?rider=7", "traceparent: " + with(53, "00") + "\r\n");
    phone.text(fix);
    REQUIRE(phone.next().payload.contains("hello"));
    CHECK(phone.next().payload == R"({"type":"ack","seq":1,"count":1})");
    CHECK(at.traces() == std::vector{trace, with(53, "00")});
}
