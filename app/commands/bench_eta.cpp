#include "app/command_line.h"
#include "app/commands/bench_clock.h"
#include "app/commands/commands.h"
#include "core/lane/lane.h"
#include "core/measure/eta/model_parts.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <format>
#include <memory>
#include <random>

namespace roundsman {
namespace {

struct EtaBenchOptions {
    std::uint32_t orders = 20'000;
    std::uint32_t taught = 4'000;
    std::uint32_t ticks = 30;
    bool withModel = true;
};

/// A lane full of open orders, each with a rider on his way, and a model that was trained on others before them.
class EtaTown {
public:
    explicit EtaTown(const EtaBenchOptions& options) : m_options(options), m_lane(PartitionNo{0}, settings()) {}

    void prepare() {
        for (std::uint32_t n = 0; n < m_options.taught; ++n) {
            wholeOrder();
        }
        if (m_options.withModel) {
            for (const std::string& data : modelDocuments(EtaModel::train(m_legs, 1))) {
                send(event("model.activated", "eta", data));
            }
        }
        for (std::uint32_t n = 0; n < m_options.orders; ++n) {
            openOrder(n);
        }
        for (std::uint32_t n = 0; n < m_options.orders; ++n) {
            send(fix(n));
        }
    }
    /// Nanoseconds that one look at all open orders took.
    std::int64_t tick() {
        m_now += std::chrono::seconds{1};
        const std::int64_t before = threadCpuNanos();
        send(event("clock.tick", "", "{}"));
        return threadCpuNanos() - before;
    }
    [[nodiscard]] std::size_t openOrders() { return m_lane.frame()->openOrders->size(); }

private:
    static LaneSettings settings() {
        LaneSettings settings;
        settings.eta.every = std::chrono::seconds{1}; // nothing but ETA happens within a minute
        settings.staleness.staleAfter = std::chrono::hours{1};
        return settings;
    }
    std::string event(std::string_view type, std::string_view subject, std::string_view data) {
        return std::format(R"({{"id":"e{}","type":"{}","market":"south","subject":"{}","data":{}}})", m_event++, type,
                           subject, data);
    }
    std::string fix(std::uint32_t rider) {
        return std::format(R"({{"driverId":"r{}","market":"south",{}}})", rider, place());
    }
    std::string place() {
        std::uniform_real_distribution<double> spread(-0.08, 0.08);
        const double latitude = 12.97 + spread(m_random);
        return std::format(R"("latitude":{:.6f},"longitude":{:.6f})", latitude, 77.59 + spread(m_random));
    }
    std::string placed() {
        return std::format(R"({{"merchantId":"m{}","pickup":{{{}}},"dropoff":{{{}}}}})", m_random() % 400, place(),
                           place());
    }
    void send(const std::string& document) {
        m_out.clear();
        const RecordView record{PartitionNo{0}, Offset{m_offset++}, m_now, {}, document, {}};
        m_lane.apply({&record, 1}, m_out);
        m_legs.insert(m_legs.end(), m_out.legs.begin(), m_out.legs.end());
    }
    void after(std::uint32_t secondsMax) {
        m_now += std::chrono::seconds{1 + static_cast<std::int64_t>(m_random() % secondsMax)};
    }
    void wholeOrder() {
        const std::string order = std::format("t{}", m_event);
        const std::string rider = std::format(R"({{"driverId":"r{}"}})", m_random() % 500);
        send(event("order.placed", order, placed()));
        after(120);
        send(event("order.assigned", order, rider));
        after(400);
        send(event("order.arrived_at_merchant", order, "{}"));
        after(900);
        send(event("order.ready", order, "{}"));
        after(60);
        send(event("order.picked_up", order, "{}"));
        after(1200);
        send(event("order.arrived_at_customer", order, "{}"));
        after(120);
        send(event("order.delivered", order, "{}"));
    }
    void openOrder(std::uint32_t n) {
        const std::string order = std::format("o{}", n);
        send(event("order.placed", order, placed()));
        send(event("order.assigned", order, std::format(R"({{"driverId":"r{}"}})", n)));
        if (n % 2 == 0) {
            send(event("order.picked_up", order, "{}"));
        }
    }

    EtaBenchOptions m_options;
    Lane m_lane;
    LaneOutput m_out;
    std::vector<LegRow> m_legs;
    std::mt19937_64 m_random{1};
    EventTime m_now = eventTimeFromMillis(1'795'000'000'000);
    std::int64_t m_offset = 0;
    std::uint64_t m_event = 0;
};

int benchEta(const EtaBenchOptions& options) {
    EtaTown town(options);
    town.prepare();
    static_cast<void>(town.tick()); // memory has its size
    std::vector<std::int64_t> nanos;
    for (std::uint32_t n = 0; n < options.ticks; ++n) {
        nanos.push_back(town.tick());
    }
    std::ranges::sort(nanos);
    const double median = static_cast<double>(nanos[nanos.size() / 2]);
    std::printf("{\"orders\":%zu,\"riders_on_their_way\":%u,\"model\":%s,\"ticks\":%u,\"tick_ms\":%.2f,"
                "\"tick_max_ms\":%.2f,\"us_per_row\":%.3f,\"clock\":\"thread CPU time\",\"load\":%.2f}\n",
                town.openOrders(), options.orders, options.withModel ? "true" : "false", options.ticks, median / 1e6,
                static_cast<double>(nanos.back()) / 1e6, median / 1e3 / options.orders, machineLoad());
    return exitOk;
}

} // namespace

void addBenchEtaCommand(CommandLine& line) {
    const auto options = std::make_shared<EtaBenchOptions>();
    CLI::App& command = line.add(line.group("bench", "Measures parts of the program on this machine."), "eta",
                                 "Open orders re-estimated: all of them, each with a rider on his way, at each tick.",
                                 "roundsman bench eta --orders 20000", [options] { return benchEta(*options); });
    command.add_option("--orders", options->orders, "Open orders")->check(CLI::Range(1U, 1'000'000U));
    command.add_option("--taught", options->taught, "Orders delivered before, to learn from")
        ->check(CLI::Range(1'000U, 1'000'000U));
    command.add_option("--ticks", options->ticks, "Ticks measured")->check(CLI::Range(1U, 10'000U));
    command.add_flag("!--without-model", options->withModel, "Tables alone answer");
}

} // namespace roundsman
