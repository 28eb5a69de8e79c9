#pragma once

#include "core/base/time.h"
#include "core/sim/simulation.h"

#include <expected>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace roundsman {

/// Where simulated documents go.
enum class SimulateTarget : std::uint8_t { file, local, kafka, gateway };

/// What `roundsman simulate` was asked for, as typed.
struct SimulateOptions {
    std::string to;
    std::uint32_t riders = 1'000;
    double rate = 0; ///< 0: each rider every 5 s
    std::uint64_t seed = 1;
    std::string start;
    std::string duration;
    std::string speed;
    double ordersPerHour = 0;
    std::uint32_t restaurants = 0; ///< 0: by the riders
    double cityRadiusKm = 9;
    std::string truth;
    std::string truthEvery = "0s";
    std::string format = "plain";
    std::int32_t partitions = 4;
    bool createTopic = false;
    std::string token;
    std::string authority;
    bool json = false;
    PhoneShares phones;

    void addTo(CLI::App& command);
};

/// The same, checked and worked out.
struct SimulatePlan {
    SimulateTarget target = SimulateTarget::file;
    std::string place; ///< the path, the folder, host:port, or the gateway's URL
    std::string topic;
    CityOptions city;
    SimulationOptions simulation;
    std::optional<Millis> duration; ///< none: until it is stopped
    double speed = 0;               ///< of simulated time against the clock; 0: as fast as possible
    Millis truthEvery{0};
    bool records = false;
};

/// An error is a sentence that says what is wrong and what to do.
std::expected<SimulatePlan, std::string> planSimulation(const SimulateOptions& options, EventTime now);

/// "90s", "10m", "2h", "1d", "250ms", "90" (seconds)
std::expected<Millis, std::string> parseDuration(const std::string& text);

} // namespace roundsman
