#include "app/commands/bench_feed.h"

#include <cmath>
#include <cstdio>
#include <format>
#include <numbers>
#include <numeric>

namespace roundsman {
namespace {

constexpr std::int64_t startMillis = 1'795'000'000'000;
constexpr Millis roundTime{4000};
constexpr Millis onTheWay{150}; ///< from a phone's clock to the log's
constexpr double stepMetres = 10;
constexpr double metresPerDegree = 111'195;
constexpr double cityRadiusDegrees = 0.12;
constexpr double cityLatitude = 12.97;
constexpr double cityLongitude = 77.59;

} // namespace

BenchFeed::BenchFeed(std::uint32_t riders, std::uint32_t documentsPerRecord)
    : m_riders(riders),
      m_documentsPerRecord(documentsPerRecord),
      m_stride(riders / 2 + 1),
      m_now(eventTimeFromMillis(startMillis)) {
    // Far apart in memory from one to the next, and everybody once a round.
    m_stride = static_cast<std::uint32_t>(riders * 0.6180339887) | 1U;
    while (std::gcd(m_stride, riders) != 1) {
        m_stride += 2;
    }
    std::uniform_real_distribution<double> spread(-cityRadiusDegrees, cityRadiusDegrees);
    std::uniform_real_distribution<double> turn(0, 360);
    for (Rider& rider : m_riders) {
        rider = {cityLatitude + spread(m_random), cityLongitude + spread(m_random), turn(m_random), 0};
    }
}

std::span<const RecordView> BenchFeed::next(std::uint32_t documents) {
    m_text.clear();
    m_ends.clear();
    m_views.clear();
    for (std::uint32_t i = 0; i < documents; ++i) {
        appendDocument(m_at);
        m_at = static_cast<std::uint32_t>((std::uint64_t{m_at} + m_stride) % m_riders.size());
        if (m_at == 0) {
            m_now += roundTime;
        }
        if ((i + 1) % m_documentsPerRecord == 0 || i + 1 == documents) {
            m_ends.push_back(m_text.size());
        }
    }
    const EventTime logTime = m_now + onTheWay;
    m_received = std::to_string(millisOf(logTime) - 5);
    m_headers[0] = {header::receiveTime, m_received};
    std::size_t begin = 0;
    for (const std::size_t end : m_ends) {
        m_views.push_back({.partition = PartitionNo{0},
                           .offset = Offset{m_offset++},
                           .logTime = logTime,
                           .key = {},
                           .value = std::string_view(m_text).substr(begin, end - begin),
                           .headers = m_headers});
        begin = end;
    }
    return m_views;
}

std::span<const RecordView> BenchFeed::fences(std::uint32_t count) {
    std::uniform_real_distribution<double> spread(-cityRadiusDegrees, cityRadiusDegrees);
    std::uniform_real_distribution<double> width(100, 400);
    m_text.clear();
    for (std::uint32_t n = 0; n < count; ++n) {
        const double latitude = cityLatitude + spread(m_random);
        const double longitude = cityLongitude + spread(m_random);
        const double metres = width(m_random) / 2; // from its middle
        m_text +=
            std::format(R"({{"type":"fence.changed","id":"f{0}","subject":"fence-{0}","market":"south","data":)", n);
        if (n % 2 == 0) {
            m_text += std::format(R"({{"latitude":{:.6f},"longitude":{:.6f},"radiusMetres":{:.0f}}}}})", latitude,
                                  longitude, metres);
        } else {
            m_text += R"({"geometry":{"type":"Polygon","coordinates":[[)";
            constexpr int corners = 12;
            for (int corner = 0; corner < corners; ++corner) {
                const double turn = corner * 2 * std::numbers::pi / corners;
                const double degrees = metres / metresPerDegree * (corner % 2 == 0 ? 1 : 0.8);
                m_text += std::format("{}[{:.6f},{:.6f}]", corner == 0 ? "" : ",", longitude + degrees * std::cos(turn),
                                      latitude + degrees * std::sin(turn));
            }
            m_text += "]]}}}";
        }
        m_text += '\n';
    }
    return record(std::move(m_text));
}

std::span<const RecordView> BenchFeed::record(std::string documents) {
    m_text = std::move(documents);
    m_views.assign(1, {.partition = PartitionNo{0},
                       .offset = Offset{m_offset++},
                       .logTime = m_now + onTheWay,
                       .key = {},
                       .value = m_text,
                       .headers = {}});
    return m_views;
}

std::string BenchFeed::place() {
    std::uniform_real_distribution<double> spread(-cityRadiusDegrees, cityRadiusDegrees);
    const double latitude = cityLatitude + spread(m_random);
    return std::format(R"("latitude":{:.6f},"longitude":{:.6f})", latitude, cityLongitude + spread(m_random));
}

void BenchFeed::appendDocument(std::uint32_t number) {
    Rider& rider = m_riders[number];
    const double radians = rider.heading * (std::numbers::pi / 180);
    const bool outside = std::abs(rider.latitude - cityLatitude) > cityRadiusDegrees ||
                         std::abs(rider.longitude - cityLongitude) > cityRadiusDegrees;
    // Mostly straight on, a turn now and then, and back at the edge of the city.
    rider.heading = std::fmod(rider.heading + (outside ? 180 : m_random() % 16 == 0 ? 90 : 0), 360);
    rider.latitude += stepMetres / metresPerDegree * std::cos(radians) * (outside ? -1 : 1);
    rider.longitude += stepMetres / metresPerDegree * std::sin(radians) * (outside ? -1 : 1);
    std::array<char, 320> text{};
    const int size = std::snprintf(
        text.data(), text.size(),
        "{\"driverId\":\"r-%u\",\"longitude\":%.6f,\"latitude\":%.6f,\"state\":\"south\",\"timestamp\":%lld,"
        "\"speed\":2.5,\"heading\":%.0f,\"seq\":%u,\"status\":\"%s\"}\n",
        number, rider.longitude, rider.latitude, static_cast<long long>(millisOf(m_now)), rider.heading,
        ++rider.sequence, number % 3 == 0 ? "to_customer" : "idle");
    m_text.append(text.data(), static_cast<std::size_t>(size));
}

} // namespace roundsman
