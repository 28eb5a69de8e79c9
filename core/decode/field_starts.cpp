#include "core/decode/field_starts.h"

#include <algorithm>

namespace roundsman {

/// By length first, so that a name costs one or two comparisons.
Field fieldOf(std::string_view name) {
    const auto is = [&](std::string_view text, Field field, Field otherwise = Field::other) {
        return name == text ? field : otherwise;
    };
    switch (name.size()) {
    case 2:
        return is("id", Field::id);
    case 3:
        return is("seq", Field::sequence,
                  is("lat", Field::latitude, is("lng", Field::longitude, is("lon", Field::longitude))));
    case 4:
        return is("type", Field::type, is("data", Field::data, is("time", Field::time)));
    case 5:
        return is("speed", Field::speed, is("state", Field::market, is("actor", Field::actor)));
    case 6:
        return is("status", Field::status,
                  is("market", Field::market,
                     is("region", Field::market, is("source", Field::source, is("coords", Field::place)))));
    case 7:
        return is("heading", Field::heading,
                  is("session", Field::session,
                     is("orderId", Field::order,
                        is("riderId", Field::rider, is("subject", Field::subject, is("bearing", Field::heading))))));
    case 8:
        return is(
            "driverId", Field::rider,
            is("latitude", Field::latitude,
               is("accuracy", Field::accuracy,
                  is("order_id", Field::order,
                     is("location", Field::place,
                        is("rider_id", Field::rider, is("position", Field::place, is("deviceId", Field::rider))))))));
    case 9:
        return is("longitude", Field::longitude,
                  is("timestamp", Field::timestamp, is("driver_id", Field::rider, is("device_id", Field::rider))));
    default:
        return Field::other;
    }
}

void FieldStarts::learn(std::size_t n, std::string_view bytes, std::string_view name, Field field) {
    // An escaped name stands elsewhere, and what is no ASCII must be looked at every time.
    const bool within = name.data() >= bytes.data() && name.data() + name.size() <= bytes.data() + bytes.size();
    const bool ascii = std::ranges::none_of(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (n >= m_starts.size() || bytes.size() > bytesMax || !within || !ascii) {
        return;
    }
    std::array<char, bytesMax> padded{};
    std::array<char, bytesMax> mask{};
    std::ranges::copy(bytes, padded.begin());
    std::fill_n(mask.begin(), bytes.size(), static_cast<char>(0xFF));
    m_starts[n] = {.low = word(padded.data()),
                   .high = word(padded.data() + 8),
                   .lowMask = word(mask.data()),
                   .highMask = word(mask.data() + 8),
                   .size = static_cast<std::uint8_t>(bytes.size()),
                   .nameAt = static_cast<std::uint8_t>(name.data() - bytes.data()),
                   .nameSize = static_cast<std::uint8_t>(name.size()),
                   .field = field};
}

} // namespace roundsman
