#pragma once

#include "core/model/record.h"

#include <array>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace roundsman {

inline constexpr std::uint32_t documentsPerBatch = 10'000; ///< what a lane gets between two commits

/// An endless log of riders that move about a city, the same for the same seed: each moves about ten metres every four
/// seconds of its time, in an order that visits memory at random, many documents a record.
class BenchFeed {
public:
    BenchFeed(std::uint32_t riders, std::uint32_t documentsPerRecord);

    /// The next records of so many documents in all; they live until the next call.
    std::span<const RecordView> next(std::uint32_t documents);
    /// A record with so many fences about the city, half of them circles, half polygons.
    std::span<const RecordView> fences(std::uint32_t count);
    /// A record with these documents, a line each, of the present time; it lives until the next call.
    std::span<const RecordView> record(std::string documents);
    /// "latitude":…,"longitude":… somewhere in the city.
    [[nodiscard]] std::string place();
    void passTime(Millis time) { m_now += time; }
    [[nodiscard]] EventTime now() const { return m_now; }
    [[nodiscard]] std::uint64_t bytes() const { return m_text.size(); }

private:
    struct Rider {
        double latitude = 0;
        double longitude = 0;
        double heading = 0;
        std::uint32_t sequence = 0;
    };
    void appendDocument(std::uint32_t rider);

    std::vector<Rider> m_riders;
    std::uint32_t m_documentsPerRecord;
    std::uint32_t m_stride;
    std::uint32_t m_at = 0;
    EventTime m_now;
    std::int64_t m_offset = 0;
    std::mt19937_64 m_random{1};
    std::string m_text;
    std::vector<std::size_t> m_ends;
    std::string m_received;
    std::array<HeaderView, 1> m_headers;
    std::vector<RecordView> m_views;
};

} // namespace roundsman
