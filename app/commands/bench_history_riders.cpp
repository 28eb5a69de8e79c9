#include "app/commands/bench_history.h"

#include <algorithm>
#include <random>

namespace roundsman {
namespace {

/// Riders that ride: each gives a fix every so often, all in turn, with everything a phone measures.
class MovingRiders final : public FixSource {
public:
    explicit MovingRiders(const RidersOptions& options)
        : m_riders(options.riders),
          m_left(options.fixes),
          m_batch(options.batch),
          m_stepMicros(std::max<std::int64_t>(1, 1000LL * options.intervalMillis / options.riders)) {
        for (Rider& rider : m_riders) {
            rider.latitude = static_cast<std::int32_t>(100'000'000 + m_random() % 3'000'000);
            rider.longitude = static_cast<std::int32_t>(200'000'000 + m_random() % 3'000'000);
            rider.heading = static_cast<std::int32_t>(m_random() % 3600);
        }
    }

    bool next(std::vector<FixRow>& batch) override {
        for (std::uint32_t i = 0; i < m_batch && m_left > 0; ++i, --m_left) {
            batch.push_back(nextFix());
        }
        return !batch.empty();
    }

private:
    struct Rider {
        std::int32_t latitude = 0;
        std::int32_t longitude = 0;
        std::int32_t heading = 0;
        std::int32_t speed = 600; // cm/s
    };

    FixRow nextFix() {
        const auto number = static_cast<std::uint32_t>(m_at % m_riders.size());
        Rider& rider = m_riders[number];
        const std::uint64_t noise = m_random();
        const auto of = [&](unsigned shift, std::int32_t range) {
            return static_cast<std::int32_t>((noise >> shift) % static_cast<std::uint64_t>(range)) - range / 2;
        };
        rider.speed = std::clamp(rider.speed + of(0, 120), 0, 1500);
        rider.heading = (rider.heading + of(8, 200) + 3600) % 3600;
        rider.latitude += rider.speed * 36 * (1800 - rider.heading) / 1800 / 10 + of(16, 300);
        rider.longitude += rider.speed * 36 * (rider.heading - 1800) / 1800 / 10 + of(26, 300);
        const std::int64_t log = ridersStartMillis + static_cast<std::int64_t>(m_at) * m_stepMicros / 1000;
        FixRow fix{.rider = RiderNo{number},
                   .market = MarketNo{0},
                   .position = GeoPoint::fromE7(rider.latitude, rider.longitude),
                   .deviceTime = eventTimeFromMillis(log - 200 - of(36, 100)),
                   .receiveTime = eventTimeFromMillis(log - 4),
                   .logTime = eventTimeFromMillis(log),
                   .document = {.offset = Offset{static_cast<std::int64_t>(m_at / 100)},
                                .index = static_cast<std::uint32_t>(m_at % 100)},
                   .speedMps = static_cast<float>(rider.speed) / 100,
                   .headingDegrees = static_cast<float>(rider.heading) / 10,
                   .accuracyMetres = static_cast<float>(4 + (noise >> 50U) % 8),
                   .status = (noise >> 58U) == 0 ? RiderStatus::idle : RiderStatus::toCustomer};
        ++m_at;
        return fix;
    }

    std::vector<Rider> m_riders;
    std::mt19937_64 m_random{7};
    std::uint64_t m_left;
    std::uint64_t m_at = 0;
    std::uint32_t m_batch;
    std::int64_t m_stepMicros;
};

} // namespace

std::unique_ptr<FixSource> movingRiders(const RidersOptions& options) {
    return std::make_unique<MovingRiders>(options);
}

} // namespace roundsman
