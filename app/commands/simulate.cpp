#include "app/commands/simulate.h"

#include "app/command_line.h"
#include "app/commands/simulate_files.h"
#include "app/commands/simulate_options.h"
#include "core/log/kafka_log.h"
#include "core/log/local_log.h"
#include "core/node/simulated_gateway.h"
#include "core/node/simulated_log.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <thread>

namespace roundsman {
namespace {

using SteadyClock = std::chrono::steady_clock;

volatile std::sig_atomic_t stopAsked = 0;

extern "C" void askToStop(int) {
    stopAsked = 1;
}

constexpr Millis stepWhenPaced{20};
constexpr Millis stepAtFullSpeed{200};
constexpr Millis stopWait{30'000};

/// A line on a terminal that is written over, from the third second on.
class ProgressLine {
public:
    explicit ProgressLine(std::optional<Millis> whole) : m_whole(whole), m_shown(isatty(STDERR_FILENO) != 0) {}
    ~ProgressLine() {
        if (m_drawn) {
            std::fputs("\r\033[K", stderr);
        }
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(Millis done, std::uint64_t documents) {
        const SteadyClock::time_point now = SteadyClock::now();
        if (!m_shown || now - m_begun < std::chrono::seconds(2) || now - m_last < std::chrono::milliseconds(250)) {
            return;
        }
        m_last = now;
        m_drawn = true;
        const double rate = static_cast<double>(documents) / std::chrono::duration<double>(now - m_begun).count();
        const double share = m_whole ? 100.0 * static_cast<double>(done.count()) /
                                           static_cast<double>(std::max<std::int64_t>(1, m_whole->count()))
                                     : 0;
        if (m_whole) {
            std::fprintf(stderr, "\r\033[K%3.0f %%  %llu documents, %.0f a second", share,
                         static_cast<unsigned long long>(documents), rate);
        } else {
            std::fprintf(stderr, "\r\033[K%llu documents, %.0f a second; stop with Ctrl-C",
                         static_cast<unsigned long long>(documents), rate);
        }
    }

private:
    std::optional<Millis> m_whole;
    bool m_shown;
    bool m_drawn = false;
    SteadyClock::time_point m_begun = SteadyClock::now();
    SteadyClock::time_point m_last = m_begun;
};

/// One run of the simulator into one place.
class Run {
public:
    explicit Run(const SimulateOptions& options, SimulatePlan plan) : m_options(options), m_plan(std::move(plan)) {}

    int run();

private:
    std::expected<void, std::string> openPlaces();
    std::expected<void, std::string> openFile();
    std::expected<void, std::string> openLog();
    std::expected<void, std::string> openGateway();
    DocumentSink& sink();
    [[nodiscard]] std::expected<std::unique_ptr<EventLog>, LogError> log();
    void drive(Simulation& simulation);
    [[nodiscard]] bool failed() const;
    std::expected<void, std::string> finish();
    void report(const Simulation& simulation, double wall) const;
    void reportJson(const Simulation& simulation, double wall) const;

    const SimulateOptions& m_options;
    SimulatePlan m_plan;
    SystemClock m_clock;
    std::shared_ptr<const City> m_city;
    std::unique_ptr<BatchedFile> m_file;
    std::unique_ptr<DocumentFile> m_documents;
    std::unique_ptr<BatchedFile> m_truthFile;
    std::unique_ptr<TruthFile> m_truth;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<SimulatedLog> m_logged;
    std::unique_ptr<SimulatedGateway> m_gateway;
};

std::expected<void, std::string> Run::openFile() {
    m_file = BatchedFile::open(m_plan.place);
    if (!m_file) {
        return std::unexpected(m_plan.place + ": cannot be written (" + std::generic_category().message(errno) +
                               "); check the path and its rights");
    }
    m_documents = std::make_unique<DocumentFile>(*m_file, *m_city);
    if (m_plan.records) {
        m_documents->asRecords(MarketMap(m_options.partitions));
    }
    return {};
}

std::expected<std::unique_ptr<EventLog>, LogError> Run::log() {
    if (m_plan.target == SimulateTarget::kafka) {
        KafkaSettings settings;
        settings.brokers = m_plan.place;
        settings.topic = m_plan.topic;
        if (const auto made = m_options.createTopic ? createKafkaTopic(settings, {.partitions = m_options.partitions})
                                                    : std::expected<bool, LogError>(false);
            !made) {
            return std::unexpected(made.error());
        }
        return openKafkaLog(settings);
    }
    LocalLogSettings settings;
    settings.folder = m_plan.place;
    std::error_code none;
    const bool isNew =
        !std::filesystem::exists(settings.folder, none) || std::filesystem::is_empty(settings.folder, none);
    settings.partitions = isNew ? m_options.partitions : 0;
    return openLocalLog(settings, m_clock);
}

std::expected<void, std::string> Run::openLog() {
    auto opened = log();
    if (!opened) {
        return std::unexpected(opened.error().sentence);
    }
    m_log = std::move(*opened);
    auto writer = m_log->write();
    if (!writer) {
        return std::unexpected(writer.error().sentence);
    }
    SimulatedLogLimits limits;
    limits.gather =
        Millis{static_cast<std::int64_t>(std::clamp(50 * (m_plan.speed > 0 ? m_plan.speed : 20), 1.0, 1'000.0))};
    m_logged =
        std::make_unique<SimulatedLog>(*m_city, *m_log, std::move(*writer), MarketMap(m_log->partitions()), limits);
    return {};
}

std::expected<void, std::string> Run::openGateway() {
    m_gateway = std::make_unique<SimulatedGateway>(
        SimulatedGatewaySettings{.url = m_plan.place, .token = m_options.token, .authority = m_options.authority});
    return m_gateway->open();
}

DocumentSink& Run::sink() {
    if (m_gateway) {
        return *m_gateway;
    }
    return m_logged ? static_cast<DocumentSink&>(*m_logged) : *m_documents;
}

std::expected<void, std::string> Run::openPlaces() {
    auto opened = m_plan.target == SimulateTarget::file      ? openFile()
                  : m_plan.target == SimulateTarget::gateway ? openGateway()
                                                             : openLog();
    if (opened && !m_options.truth.empty()) {
        m_truthFile = BatchedFile::open(m_options.truth);
        if (!m_truthFile) {
            return std::unexpected(m_options.truth + ": cannot be written (" + std::generic_category().message(errno) +
                                   "); check the path and its rights");
        }
        m_truth = std::make_unique<TruthFile>(*m_truthFile, *m_city, m_plan.truthEvery);
    }
    return opened;
}

bool Run::failed() const {
    return (m_file && !m_file->ok()) || (m_truthFile && !m_truthFile->ok()) ||
           (m_logged && !m_logged->trouble().empty()) || (m_gateway && !m_gateway->trouble().empty());
}

void Run::drive(Simulation& simulation) {
    const EventTime start = m_plan.simulation.start;
    const EventTime end = m_plan.duration ? start + *m_plan.duration : EventTime::max();
    const SteadyClock::time_point begun = SteadyClock::now();
    ProgressLine progress(m_plan.duration);
    EventTime reached = start;
    while (stopAsked == 0 && reached < end && !failed()) {
        if (m_plan.speed > 0) {
            std::this_thread::sleep_for(stepWhenPaced);
            const double elapsed = std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count();
            reached = std::min(end, start + Millis{static_cast<std::int64_t>(elapsed * m_plan.speed)});
        } else {
            reached = std::min(end, reached + stepAtFullSpeed);
        }
        simulation.advanceTo(reached, sink(), m_truth.get());
        if (m_logged) {
            m_logged->settle(reached);
        }
        if (m_gateway) {
            m_gateway->settle();
        }
        progress.show(reached - start, simulation.counts().documents);
    }
}

std::expected<void, std::string> Run::finish() {
    const auto files = {m_file.get(), m_truthFile.get()};
    for (const auto step : {&BatchedFile::flush, &BatchedFile::finish}) { // both get their names, or none
        for (BatchedFile* file : files) {
            if (file != nullptr && !(file->*step)()) {
                return std::unexpected(file->trouble());
            }
        }
    }
    if (m_gateway && !m_gateway->finish(stopWait)) {
        return std::unexpected(m_gateway->trouble());
    }
    if (m_logged && !m_logged->finish(stopWait)) {
        const std::string trouble = m_logged->trouble();
        return std::unexpected(trouble.empty() ? "the log did not acknowledge everything within 30 s; is it overloaded?"
                                               : trouble);
    }
    return {};
}

void Run::report(const Simulation& simulation, double wall) const {
    const Simulation::Counts& counts = simulation.counts();
    std::FILE* out = m_plan.place == "-" ? stderr : stdout;
    std::fprintf(out,
                 "%llu documents (%llu events) of %u riders in %s, %.0f a second; orders: %llu placed, %llu delivered "
                 "(%llu late), %llu cancelled, %llu rejected, %llu open\n",
                 static_cast<unsigned long long>(counts.documents), static_cast<unsigned long long>(counts.events),
                 m_options.riders, m_city->name.c_str(), static_cast<double>(counts.documents) / std::max(wall, 1e-9),
                 static_cast<unsigned long long>(counts.placed), static_cast<unsigned long long>(counts.delivered),
                 static_cast<unsigned long long>(counts.deliveredLate),
                 static_cast<unsigned long long>(counts.cancelled), static_cast<unsigned long long>(counts.rejected),
                 static_cast<unsigned long long>(counts.openOrders));
}

void Run::reportJson(const Simulation& simulation, double wall) const {
    const Simulation::Counts& counts = simulation.counts();
    const std::pair<const char*, std::uint64_t> numbers[] = {
        {"riders", m_options.riders},      {"seed", m_options.seed},          {"documents", counts.documents},
        {"events", counts.events},         {"fixes", counts.fixesTaken},      {"lost", counts.fixesLost},
        {"duplicated", counts.duplicated}, {"disordered", counts.disordered}, {"delayed", counts.delayed},
        {"jumped", counts.jumped},         {"broken", counts.broken},         {"heldBack", counts.heldBack},
        {"sessions", counts.sessions},     {"placed", counts.placed},         {"rejected", counts.rejected},
        {"cancelled", counts.cancelled},   {"delivered", counts.delivered},   {"deliveredLate", counts.deliveredLate},
        {"openOrders", counts.openOrders}};
    std::FILE* out = m_plan.place == "-" ? stderr : stdout;
    std::fprintf(out, "{\"city\":\"%s\"", m_city->name.c_str());
    for (const auto& [name, value] : numbers) {
        std::fprintf(out, ",\"%s\":%llu", name, static_cast<unsigned long long>(value));
    }
    std::fprintf(out, ",\"wallSeconds\":%.3f,\"documentsPerSecond\":%.0f}\n", wall,
                 static_cast<double>(counts.documents) / std::max(wall, 1e-9));
}

int Run::run() {
    m_city = std::make_shared<const City>(makeCity(m_options.seed, m_plan.city));
    if (const auto opened = openPlaces(); !opened) {
        return fail(opened.error());
    }
    std::signal(SIGINT, askToStop);
    std::signal(SIGTERM, askToStop);
    Simulation simulation(m_city, m_plan.simulation);
    const SteadyClock::time_point begun = SteadyClock::now();
    drive(simulation);
    if (const auto finished = finish(); !finished) {
        return fail(finished.error());
    }
    const double wall = std::chrono::duration<double>(SteadyClock::now() - begun).count();
    m_options.json ? reportJson(simulation, wall) : report(simulation, wall);
    return exitOk;
}

} // namespace

void addSimulateCommand(CommandLine& line) {
    const auto options = std::make_shared<SimulateOptions>();
    CLI::App& command = line.add(
        "simulate",
        "Riders, customers and restaurants of a generated city, as documents: for load and for demonstrations.",
        "roundsman simulate --riders 1000 --rate 200 --seed 7 --duration 1h --to day.jsonl --truth day.truth.jsonl",
        [options] {
            auto plan = planSimulation(*options, SystemClock().now());
            if (!plan) {
                std::fprintf(stderr, "roundsman: %s\n", plan.error().c_str());
                return static_cast<int>(exitUsage);
            }
            return Run(*options, std::move(*plan)).run();
        });
    options->addTo(command);
}

} // namespace roundsman
