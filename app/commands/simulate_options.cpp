#include "app/commands/simulate_options.h"

#include "core/base/net/ws_caller.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace roundsman {
namespace {

std::expected<void, std::string> planTarget(const std::string& to, SimulatePlan& plan) {
    if (to.starts_with("ws://") || to.starts_with("wss://")) {
        plan.target = SimulateTarget::gateway;
        plan.place = to;
        const auto url = parseWsUrl(to);
        return url ? std::expected<void, std::string>() : std::unexpected("--to " + to + " " + url.error());
    }
    if (to.starts_with("local:")) {
        plan.target = SimulateTarget::local;
        plan.place = to.substr(6);
        return plan.place.empty() ? std::expected<void, std::string>(std::unexpected("--to local:DIR needs a folder"))
                                  : std::expected<void, std::string>();
    }
    constexpr std::string_view kafka = "kafka://";
    if (to.starts_with(kafka)) {
        const std::size_t slash = to.find('/', kafka.size());
        plan.target = SimulateTarget::kafka;
        plan.place = to.substr(kafka.size(), slash == std::string::npos ? slash : slash - kafka.size());
        plan.topic = slash == std::string::npos ? std::string() : to.substr(slash + 1);
        if (plan.place.empty() || plan.topic.empty()) {
            return std::unexpected("--to " + to + ": a log in Kafka is written kafka://HOST:PORT/TOPIC");
        }
        return {};
    }
    if (to.find("://") != std::string::npos) {
        return std::unexpected("--to " + to +
                               ": unknown kind of place; use a file, - , local:DIR, kafka://HOST:PORT/TOPIC or "
                               "ws://HOST:PORT");
    }
    plan.place = to;
    return {};
}

std::expected<double, std::string> parseSpeed(const std::string& text, bool toFile) {
    if (text.empty()) {
        return toFile ? 0 : 1;
    }
    if (text == "max") {
        return 0;
    }
    if (text == "real") {
        return 1;
    }
    double speed = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, speed);
    if (error != std::errc() || (rest != end && std::string_view(rest, end) != "x") || !(speed > 0)) {
        return std::unexpected("--speed " + text + ": give a factor such as 10, or real, or max");
    }
    return speed;
}

std::expected<EventTime, std::string> parseStart(const std::string& text, bool toFile, EventTime now) {
    if (text == "now" || (text.empty() && !toFile)) {
        return now;
    }
    if (text.empty()) {
        return SimulationOptions{}.start;
    }
    const auto time = parseRfc3339(text);
    if (!time) {
        return std::unexpected("--start " + text + ": give now or a time such as 2026-11-21T09:00:00Z");
    }
    return *time;
}

std::expected<void, std::string> planTimes(const SimulateOptions& options, EventTime now, SimulatePlan& plan) {
    const bool toFile = plan.target == SimulateTarget::file;
    const auto speed = parseSpeed(options.speed, toFile);
    const auto start = parseStart(options.start, toFile, now);
    const auto truthEvery = parseDuration(options.truthEvery);
    const auto duration = parseDuration(options.duration.empty() ? "10m" : options.duration);
    if (!speed) {
        return std::unexpected(speed.error());
    }
    if (!start) {
        return std::unexpected(start.error());
    }
    if (!duration) {
        return std::unexpected("--duration " + duration.error());
    }
    if (!truthEvery) {
        return std::unexpected("--truth-every " + truthEvery.error());
    }
    plan.speed = *speed;
    plan.simulation.start = *start;
    plan.truthEvery = *truthEvery;
    if (!options.duration.empty() || toFile) {
        plan.duration = *duration;
    }
    return {};
}

std::expected<void, std::string> planNumbers(const SimulateOptions& options, SimulatePlan& plan) {
    if (options.riders < 1 || options.riders > 2'000'000) {
        return std::unexpected("--riders: 1 to 2,000,000");
    }
    if (options.rate < 0 || options.rate > 1e7) {
        return std::unexpected("--rate: updates a second of all riders together, up to 10,000,000");
    }
    if (options.cityRadiusKm < 2 || options.cityRadiusKm > 30) {
        return std::unexpected("--city-radius: 2 to 30 km");
    }
    if (options.partitions < 1 || options.partitions > 1'024) {
        return std::unexpected("--partitions: 1 to 1,024");
    }
    const std::uint32_t byRiders = std::clamp(options.riders / 50, 200U, 2'000U);
    plan.city.restaurants = std::min(options.restaurants > 0 ? options.restaurants : byRiders, 5'000U);
    plan.city.radiusMetres = options.cityRadiusKm * 1'000;
    plan.city.buildings = false;
    plan.simulation.seed = options.seed;
    plan.simulation.riders = options.riders;
    plan.simulation.updatesPerSecond = options.rate > 0 ? options.rate : options.riders / 5.0;
    plan.simulation.ordersPerHour = options.ordersPerHour;
    plan.simulation.phones = options.phones;
    plan.records = options.format == "records";
    return {};
}

} // namespace

std::expected<Millis, std::string> parseDuration(const std::string& text) {
    double count = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, count);
    const std::string_view unit(rest, end);
    double millis = 0;
    if (unit.empty() || unit == "s") {
        millis = 1e3;
    } else if (unit == "ms") {
        millis = 1;
    } else if (unit == "m" || unit == "min") {
        millis = 6e4;
    } else if (unit == "h") {
        millis = 3.6e6;
    } else if (unit == "d") {
        millis = 8.64e7;
    }
    if (error != std::errc() || millis == 0 || !(count >= 0) || count * millis > 3.2e12) {
        return std::unexpected(text + ": give a duration such as 90s, 10m or 2h");
    }
    return Millis{static_cast<std::int64_t>(count * millis)};
}

std::expected<SimulatePlan, std::string> planSimulation(const SimulateOptions& options, EventTime now) {
    SimulatePlan plan;
    if (auto target = planTarget(options.to, plan); !target) {
        return std::unexpected(target.error());
    }
    if (auto times = planTimes(options, now, plan); !times) {
        return std::unexpected(times.error());
    }
    if (auto numbers = planNumbers(options, plan); !numbers) {
        return std::unexpected(numbers.error());
    }
    return plan;
}

void SimulateOptions::addTo(CLI::App& command) {
    command.add_option("--to", to, "FILE, - (standard output), local:DIR, kafka://HOST:PORT/TOPIC or ws://HOST:PORT")
        ->required();
    command.add_option("--token", token, "of the role service, for a gateway that has keys");
    command.add_option("--authority", authority, "FILE of who is trusted by wss:// (default: the system's)")
        ->check(CLI::ExistingFile);
    command.add_option("--riders", riders, "riders on the streets")->capture_default_str();
    command.add_option("--rate", rate, "updates a second of all riders together (default: each every 5 s)");
    command.add_option("--seed", seed, "the same seed gives the same bytes")->capture_default_str();
    command.add_option("--duration", duration,
                       "simulated time, such as 10m (default: 10m into a file, else until stopped)");
    command.add_option("--speed", speed, "real, a factor such as 10, or max (default: max into a file, else real)");
    command.add_option("--start", start,
                       "simulated time at the start, or now (default: a fixed evening into a file, else now)");
    command.add_option("--orders-per-hour", ordersPerHour, "in the day's mean (default: by riders and restaurants)")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--restaurants", restaurants, "(default: 200, more for over 10,000 riders)");
    command.add_option("--city-radius", cityRadiusKm, "of the built-up land, in km")->capture_default_str();
    command.add_option("--truth", truth, "FILE for where each rider really was and what became of each order");
    command.add_option("--truth-every", truthEvery, "a rider's true place at most that often (default: at every fix)");
    command.add_option("--format", format, "plain documents, or records {topic, partition, offset, logTime, value}")
        ->check(CLI::IsMember({"plain", "records"}))
        ->capture_default_str();
    command.add_option("--partitions", partitions, "of a new log, and of --format records")->capture_default_str();
    command.add_flag("--create-topic", createTopic, "make the Kafka topic when it is not there, with --partitions");
    command.add_flag("--json", json, "the summary as one JSON object");
    const auto share = [&](const char* name, double& value, const char* help) {
        command.add_option(name, value, help)
            ->check(CLI::Range(0.0, 1.0))
            ->capture_default_str()
            ->group("Phones, as shares");
    };
    share("--lost", phones.lost, "fixes that are never sent");
    share("--duplicated", phones.duplicated, "fixes and events that are sent twice");
    share("--disordered", phones.disordered, "fixes that arrive after a later one");
    share("--delayed", phones.delayed, "fixes that arrive 3 to 30 s late");
    share("--jumping", phones.jumping, "fixes that name a place kilometres away");
    share("--broken", phones.broken, "documents that are no fix at all");
    share("--without-network", phones.withoutNetwork, "of the time: silence for minutes, then the backlog");
    share("--skewed", phones.skewed, "phones whose clock is up to 50 s wrong");
    share("--far-ahead", phones.farAhead, "phones whose clock is minutes fast");
    command.add_option("--noise", phones.noiseMetres, "deviation of positions in metres")
        ->check(CLI::Range(0.0, 500.0))
        ->capture_default_str()
        ->group("Phones, as shares");
}

} // namespace roundsman
