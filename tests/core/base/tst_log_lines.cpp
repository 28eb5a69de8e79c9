#include "core/base/json_text.h"
#include "core/base/log_lines.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace roundsman;

namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] EventTime now() const override { return eventTimeFromMillis(1'000); }
};

struct Written {
    FixedClock clock;
    std::vector<std::string> lines;
    LogLines log{clock, [this](std::string_view line) {
                     lines.emplace_back(line);
                 }};
};

std::string json(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

} // namespace

TEST_CASE("a line is one JSON object with its time, level, part, sentence and fields") {
    Written to;
    to.log.warning("log", "nobody answers", {{"partition", 3}, {"seconds", 0.5}, {"again", true}, {"why", "refused"}});
    REQUIRE(to.lines.size() == 1);
    CHECK(to.lines[0] ==
          R"({"time":"1970-01-01T00:00:01.000Z","level":"warning","part":"log","message":"nobody answers",)"
          R"("partition":3,"seconds":0.5,"again":true,"why":"refused"})"
          "\n");
}

TEST_CASE("lines under the least level are not written") {
    Written to;
    to.log.debug("node", "small talk");
    CHECK(to.lines.empty());
    to.log.setLeast(LogLevel::debug);
    to.log.debug("node", "small talk");
    CHECK(to.lines.size() == 1);
    CHECK(logLevelFrom("warning") == LogLevel::warning);
    CHECK_FALSE(logLevelFrom("loud"));
}

TEST_CASE("a secret is never written, whatever its field is called") {
    Written to;
    to.log.info("kafka", "connecting",
                {{"sasl.password", "hunter2"}, {"Authorization", "Bearer hunter2"}, {"api_key", "hunter2"}});
    REQUIRE(to.lines.size() == 1);
    CHECK_FALSE(to.lines[0].contains("hunter2"));
}

TEST_CASE("text cannot break out of its line") {
    Written to;
    to.log.info("a", "line one\nline two\r\n\"quoted\" \\ \x01");
    REQUIRE(to.lines.size() == 1);
    CHECK(to.lines[0].find('\n') == to.lines[0].size() - 1);
    CHECK(to.lines[0].contains(R"("message":"line one\nline two\r\n\"quoted\" \\ \u0001")"));
}

TEST_CASE("what is not UTF-8 becomes the replacement character, and what is stays") {
    CHECK(json("Gr\xC3\xBC\xC3\x9F \xF0\x9F\x9A\xB2") == "\"Gr\xC3\xBC\xC3\x9F \xF0\x9F\x9A\xB2\"");
    CHECK(json("\xFF") == "\"\xEF\xBF\xBD\"");
    CHECK(json("\xC3") == "\"\xEF\xBF\xBD\"");                                                 // cut short
    CHECK(json("\xC0\xAF") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");                                 // overlong
    CHECK(json("\xED\xA0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");                 // a surrogate
    CHECK(json("\xF4\x90\x80\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""); // past U+10FFFF
}

TEST_CASE("numbers that JSON cannot say are null") {
    std::string out;
    appendJsonNumber(out, std::numeric_limits<double>::infinity());
    appendJsonNumber(out, 0.1);
    CHECK(out == "null0.1");
}
