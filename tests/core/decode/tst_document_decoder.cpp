#include "core/decode/document_decoder.h"
#include "core/decode/record_splitter.h"
#include "tests/support/messy_log.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <random>
#include <string>
#include <vector>

using namespace roundsman;

namespace {

/// Everything a decoder says of a document, texts included, as one text.
std::string saidOf(DocumentDecoder& decoder, std::string_view document) {
    Fix fix;
    Event event;
    Refusal why;
    const DecodedAs what = decoder.decode(document, fix, event, why);
    std::string said = std::to_string(static_cast<int>(what)) + '|' + std::string(toText(why.reason)) + '|';
    said += why.hint;
    if (what == DecodedAs::fix) {
        for (const std::string_view text : {fix.rider, fix.market, fix.session, fix.order}) {
            said += '|';
            said += text;
        }
        said += '|' + std::to_string(fix.position.latitudeE7()) + '|' + std::to_string(fix.position.longitudeE7()) +
                '|' + std::to_string(fix.sequence.value_or(0)) + '|' + std::to_string(fix.speedMps) + '|' +
                std::to_string(fix.deviceTime ? millisOf(*fix.deviceTime) : -1) + '|' +
                std::to_string(static_cast<int>(fix.status));
    } else if (what == DecodedAs::event) {
        for (const std::string_view text : {event.type, event.id, event.market, event.subject, event.orderId,
                                            event.riderId, event.merchantId, event.customerId, event.name}) {
            said += '|';
            said += text;
        }
    }
    return said;
}

std::vector<std::string> documentsOf(const LaneFeed& feed) {
    std::vector<std::string> documents;
    for (const RecordView& record : feed.records()) {
        RecordSplitter splitter(record.value);
        for (std::string_view document; splitter.next(document);) {
            documents.emplace_back(document);
        }
    }
    return documents;
}

/// The same fields, written by senders of other habits.
const std::vector<std::string> habits{
    R"({"driverId":"a","latitude":12.5,"longitude":77.25,"timestamp":1795000000000,"seq":7,"status":"idle"})",
    R"({"driverId":"b","latitude":12.5,"longitude":77.25,"timestamp":1795000000000,"seq":7,"status":"idle"})",
    R"({ "driverId" : "a", "latitude" : 12.5, "longitude" : 77.25, "seq" : 7 })",
    R"({"driverId":"a","longitude":77.25,"latitude":12.5,"seq":7})",
    R"({"driverId":"a","latitude":12.5,"longitude":77.25,"latitude":12.75,"seq":7})",
    R"({"driverId":"a","latitude":12.5,"longitude":77.25,"seq":7,"seq":null})",
    R"({"driver\u0049d":"a","lat":12.5,"lng":77.25})",
    R"({"driverId":"a","latitude":12.5,"longitude":77.25,"größe":7})",
    R"({"driverId":"a","latitude":12.5,"longitude":77.25,"seq")",
    R"({"driverId":"a","latitude":12.5,"longitude":77.25,)",
    R"({"driverId":"a","latitude":12.5,"longitude":77.25,"seq":})",
    R"({"driverId":"a","latitude":12.5,"longitude":77.25,"seq":7)",
    R"({,"driverId":"a","latitude":12.5,"longitude":77.25})",
    R"({"driverId":"a""latitude":12.5,"longitude":77.25})",
    R"({"driverId":"a",,"latitude":12.5,"longitude":77.25})",
    "{}",
    "{\"driverId\":\"a\",\"latitude\":12.5,\"longitude\":77.25,\"gr\xF6\xDF"
    "e\":7}",
};

} // namespace

TEST_CASE("what a decoder read before changes nothing of what it reads next") {
    std::vector<std::string> documents = documentsOf(messyLog(3, 400));
    for (int round = 0; round < 40; ++round) {
        documents.insert(documents.end(), habits.begin(), habits.end());
    }
    std::mt19937 random(17);
    std::ranges::shuffle(documents, random);
    DocumentDecoder used;
    for (const std::string& document : documents) {
        CAPTURE(document);
        DocumentDecoder fresh;
        REQUIRE(saidOf(used, document) == saidOf(fresh, document));
    }
}

TEST_CASE("a number is the one its text means, however many digits it has and wherever the text ends") {
    std::mt19937_64 random(23);
    const auto digits = [&](std::size_t most) {
        std::string text(1 + random() % most, '0');
        std::ranges::generate(text, [&] { return static_cast<char>('0' + random() % 10); });
        return text;
    };
    for (int i = 0; i < 200'000; ++i) {
        std::string text = digits(20);
        text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
        const bool whole = random() % 3 == 0;
        text += whole ? "" : '.' + digits(18);
        text += whole || random() % 8 != 0 ? "" : "e-" + std::to_string(random() % 40);
        text.insert(0, random() % 2 == 0 ? "" : "-");
        const std::string behind = text + std::string(random() % 12, "},: x9"[random() % 5]);
        CAPTURE(text);
        JsonNumber number;
        const char* const end = readJsonNumber(behind.data(), behind.data() + behind.size(), number);
        REQUIRE(end == behind.data() + text.size());
        double meant = 0;
        std::from_chars(text.data(), text.data() + text.size(), meant);
        REQUIRE(toDouble(number, text) == meant);
        if (whole && number.exact && text.size() < 19) {
            REQUIRE(toWhole(number, text) == std::stoll(text));
        }
    }
}
