#include "core/model/polyline.h"

#include <cstdint>

namespace roundsman {
namespace {

constexpr char first = '?'; // 63: the format's letters are 63 to 126
constexpr std::uint64_t moreFollows = 0x20;
constexpr int bitsMax = 35; // a step of 360 degrees is below 2^33

void append(std::string& text, std::int64_t step) {
    auto bits = (static_cast<std::uint64_t>(step) << 1U) ^ static_cast<std::uint64_t>(step >> 63);
    for (; bits >= moreFollows; bits >>= 5U) {
        text += static_cast<char>((moreFollows | (bits & 0x1FU)) + first);
    }
    text += static_cast<char>(bits + first);
}

bool take(std::string_view& text, std::int64_t& value) {
    std::uint64_t bits = 0;
    for (int shift = 0; shift < bitsMax && !text.empty(); shift += 5) {
        const auto letter = static_cast<std::uint64_t>(static_cast<unsigned char>(text.front())) - first;
        if (letter > 0x3F) { // below the first letter it wraps round to far more
            return false;
        }
        text.remove_prefix(1);
        bits |= (letter & 0x1FU) << static_cast<unsigned>(shift);
        if (letter < moreFollows) {
            value += static_cast<std::int64_t>(bits >> 1U) ^ -static_cast<std::int64_t>(bits & 1U);
            return true;
        }
    }
    return false;
}

} // namespace

std::string toPolyline7(const std::vector<GeoPoint>& line) {
    std::string text;
    GeoPoint from;
    for (const GeoPoint to : line) {
        append(text, std::int64_t{to.latitudeE7()} - from.latitudeE7());
        append(text, std::int64_t{to.longitudeE7()} - from.longitudeE7());
        from = to;
    }
    return text;
}

std::optional<std::vector<GeoPoint>> fromPolyline7(std::string_view text) {
    std::vector<GeoPoint> line;
    std::int64_t latitude = 0;
    std::int64_t longitude = 0;
    while (!text.empty()) {
        if (!take(text, latitude) || !take(text, longitude) || latitude < -900'000'000 || latitude > 900'000'000 ||
            longitude < -1'800'000'000 || longitude > 1'800'000'000) {
            return {};
        }
        line.push_back(GeoPoint::fromE7(static_cast<std::int32_t>(latitude), static_cast<std::int32_t>(longitude)));
    }
    return line;
}

} // namespace roundsman
