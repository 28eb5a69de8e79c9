#include "tests/support/messy_log.h"

#include "core/base/json_text.h"
#include "core/model/order.h"

#include <array>
#include <format>
#include <random>
#include <vector>

namespace roundsman {
namespace {

class Writer {
public:
    explicit Writer(std::uint64_t seed) : m_random(seed) {}

    LaneFeed write(int records) {
        for (int i = 0; i < records; ++i) {
            record();
        }
        return std::move(m_feed);
    }

private:
    std::uint64_t dice(std::uint64_t sides) { return m_random() % sides; }

    void record() {
        if (dice(50) == 0) {
            m_feed.gap(static_cast<std::int64_t>(dice(5)));
        }
        std::string value;
        const std::uint64_t documents = dice(4) == 0 ? 1 + dice(60) : 1;
        const bool array = dice(20) == 0;
        for (std::uint64_t i = 0; i < documents; ++i) {
            value += (value.empty() ? "" : array ? "," : "\n") + document();
        }
        const auto now = static_cast<std::int64_t>(millisOf(m_feed.logTime()));
        std::vector<std::pair<std::string, std::string>> headers;
        if (dice(3) == 0) {
            headers.emplace_back(header::receiveTime, std::to_string(now - static_cast<std::int64_t>(dice(4000))));
        }
        if (dice(5) == 0) {
            headers.emplace_back(header::source,
                                 std::format("rider-updates/{}/{}x{}x1", dice(2),
                                             m_sourceOffset - std::min(m_sourceOffset, dice(80)), documents));
            m_sourceOffset += documents;
        }
        if (dice(4) == 0) {
            headers.emplace_back(header::market, dice(2) == 0 ? "north" : "south");
        }
        m_feed.record(array ? '[' + value + ']' : value, headers, Millis{dice(30) == 0 ? dice(200'000) : dice(400)});
    }

    std::string document() {
        const auto kind = dice(100);
        std::string text = kind < 70 ? fix() : kind < 85 ? order() : kind < 95 ? other() : garbage();
        if (dice(12) == 0 && !m_sent.empty()) {
            text = m_sent[dice(m_sent.size())]; // once more
        }
        if (m_sent.size() < 500) {
            m_sent.push_back(text);
        } else {
            m_sent[dice(500)] = text;
        }
        return text;
    }

    std::string fix() {
        const auto rider = dice(40);
        const std::int64_t jitter = dice(10) == 0 ? static_cast<std::int64_t>(dice(300'000)) - 150'000 : 0;
        const std::int64_t time = millisOf(m_feed.logTime()) + jitter;
        const bool jump = dice(40) == 0;
        const double latitude = 12.9 + 0.001 * static_cast<double>(dice(50)) + (jump ? 3 : 0);
        std::string text = std::format("{{\"driverId\":{},\"latitude\":{:.6f},\"longitude\":{:.7f}", rider, latitude,
                                       77.5 + 0.0001 * static_cast<double>(dice(900)));
        text += dice(5) == 0 ? "" : std::format(",\"timestamp\":{}", time);
        text += dice(3) == 0 ? "" : std::format(",\"seq\":{}", ++m_sequence - dice(3));
        text += dice(3) == 0 ? "" : std::format(",\"session\":\"s{}\"", dice(3));
        text += dice(2) == 0 ? "" : std::format(",\"state\":\"{}\"", dice(9) == 0 ? "west" : "south");
        text += dice(2) == 0 ? "" : std::format(",\"speed\":{},\"heading\":{}", dice(20), dice(361));
        text += dice(3) != 0 ? "" : ",\"status\":\"idle\"";
        text += dice(9) != 0 ? "" : std::format(",\"orderId\":\"o-{}\"", dice(60));
        return text + '}';
    }

    std::string order() {
        const auto step = static_cast<OrderStep>(dice(orderStepCount));
        const std::int64_t time = millisOf(m_feed.logTime()) - static_cast<std::int64_t>(dice(60'000));
        return std::format("{{\"type\":\"order.{}\",\"id\":\"e{}\",\"time\":\"{}\",\"subject\":\"o-{}\",\"market\":"
                           "\"south\",\"data\":{{\"merchantId\":\"m-{}\",\"customerId\":\"c-{}\",\"driverId\":{},"
                           "\"items\":[1,2],\"amountMinor\":{},\"promisedAt\":{},\"pickup\":{{\"latitude\":12.91,"
                           "\"longitude\":77.55}},\"reason\":\"\\u00e9t\\u00e9 \\\"{}\\\"\"}}}}",
                           toText(step), dice(4000), toRfc3339(eventTimeFromMillis(time)), dice(60), dice(8), dice(30),
                           dice(40), dice(90'000), time + 1'800'000, dice(9));
    }

    std::string other() {
        switch (dice(11)) {
        case 9: {
            constexpr std::array acts{"claim_order", "release_order", "note_order"};
            return std::format(
                "{{\"type\":\"command.{}\",\"id\":\"d{}\",\"actor\":\"{}\",\"data\":{{\"orderId\":\"o-{}\","
                "\"takeFrom\":\"ann\",\"text\":\"rings twice\"}}}}",
                acts.at(dice(3)), ++m_command, dice(2) == 0 ? "ann" : "bob", dice(60));
        }
        case 0:
            return std::format("{{\"type\":\"command.assign\",\"id\":\"k{}\",\"actor\":\"ann\",\"data\":{{\"orderId\":"
                               "\"o-{}\",\"riderId\":\"{}\",\"expectedVersion\":{}}}}}",
                               ++m_command, dice(60), dice(40), dice(9));
        case 1:
            return std::format("{{\"type\":\"settings.changed\",\"id\":\"s{}\",\"data\":{{\"admit\":{{"
                               "\"impossibleSpeedMps\":{},\"sequenceWindow\":{}}}}}}}",
                               ++m_command, 20 + dice(100), 64 + dice(900));
        case 2:
            return std::format("{{\"type\":\"demand.searched\",\"subject\":\"c-{}\",\"market\":\"south\",\"data\":"
                               "{{\"latitude\":12.93,\"longitude\":77.52}}}}",
                               dice(50));
        case 3:
            return std::format("{{\"type\":\"shift.{}\",\"subject\":\"{}\"}}", dice(2) == 0 ? "started" : "ended",
                               dice(40));
        case 4:
            return std::format("{{\"type\":\"rider.upserted\",\"subject\":\"{}\",\"data\":{{\"name\":\"N{}\"}}}}",
                               dice(40), dice(99));
        case 5:
            return std::format("{{\"type\":\"merchant.{}\",\"subject\":\"m-{}\"}}", dice(2) == 0 ? "paused" : "opened",
                               dice(8));
        case 6: {
            std::string inner;
            appendJsonString(inner, fix());
            return std::format("{{\"type\":\"retry\",\"id\":\"r{}\",\"data\":{{\"retryOf\":{{\"offset\":{}}},"
                               "\"document\":{}}}}}",
                               ++m_command, dice(99), inner);
        }
        case 7:
            return std::format("{{\"type\":\"command.cancel_order\",\"id\":\"x{}\",\"data\":{{\"orderId\":\"o-{}\"}}}}",
                               ++m_command, dice(60));
        default:
            return "{\"type\":\"clock.tick\"}";
        }
    }

    std::string garbage() {
        switch (dice(6)) {
        case 0:
            return "{\"driverId\":1,\"latitude\":0,\"longitude\":0}";
        case 1:
            return "{\"driverId\":1,\"latitude\":12.9,\"lon";
        case 2:
            return "\xff\xfe{}";
        case 3:
            return "{\"type\":\"nobody.knows\"}";
        case 4:
            return "{\"driverId\":1,\"latitude\":1234567,\"longitude\":7654321}";
        default:
            return std::string(static_cast<std::size_t>(dice(40)), 'x') + "}";
        }
    }

    std::mt19937_64 m_random;
    LaneFeed m_feed;
    std::vector<std::string> m_sent;
    std::uint64_t m_sequence = 100;
    std::uint64_t m_sourceOffset = 0;
    std::uint64_t m_command = 0;
};

} // namespace

LaneFeed messyLog(std::uint64_t seed, int records) {
    return Writer(seed).write(records);
}

} // namespace roundsman
