// roundsman eta report: how good the promises were, by leg and by what else one may ask for.
#include "app/command_line.h"
#include "app/commands/eta_options.h"
#include "core/decode/json_scanner.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>

namespace roundsman {
namespace {

/// What really happened to an order, in milliseconds; 0: it did not.
struct OrderTruth {
    std::int64_t placed = 0, ready = 0, assigned = 0, atMerchant = 0, pickedUp = 0, atCustomer = 0, delivered = 0;

    [[nodiscard]] std::optional<double> seconds(Leg leg) const {
        const auto [from, to] = ends(leg);
        return from > 0 && to >= from ? std::optional{static_cast<double>(to - from) / 1000} : std::nullopt;
    }

private:
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> ends(Leg leg) const {
        switch (leg) {
        case Leg::assignment:
            return {placed, assigned};
        case Leg::toMerchant:
            return {assigned, atMerchant};
        case Leg::wait:
            return {std::max(ready, atMerchant), pickedUp};
        case Leg::toCustomer:
            return {pickedUp, atCustomer};
        case Leg::handOver:
            return {atCustomer, delivered};
        case Leg::preparation:
            return {placed, ready};
        case Leg::whole:
            return {placed, delivered};
        }
        return {};
    }
};

using Truth = std::map<std::string, OrderTruth, std::less<>>;

void readOrderTruth(std::string_view line, Truth& truth) {
    constexpr std::array<std::pair<std::string_view, std::int64_t OrderTruth::*>, 7> times{{
        {"placedAt", &OrderTruth::placed},
        {"readyAt", &OrderTruth::ready},
        {"assignedAt", &OrderTruth::assigned},
        {"arrivedAtMerchantAt", &OrderTruth::atMerchant},
        {"pickedUpAt", &OrderTruth::pickedUp},
        {"arrivedAtCustomerAt", &OrderTruth::atCustomer},
        {"deliveredAt", &OrderTruth::delivered},
    }};
    TextArena arena(line.size());
    JsonScanner in(line, arena);
    in.enterObject();
    std::string id;
    OrderTruth order;
    bool isOrder = false;
    std::string_view name;
    JsonValue value;
    while (in.nextField(name) && in.value(value)) {
        if (name == "truth") {
            isOrder = value.text == "order";
        } else if (name == "orderId") {
            id = value.text;
        } else if (const auto* time = std::ranges::find(times, name, [](const auto& t) { return t.first; });
                   time != times.end()) {
            order.*(time->second) = std::strtoll(std::string(value.text).c_str(), nullptr, 10);
        }
    }
    if (isOrder && !id.empty()) {
        truth.emplace(std::move(id), order);
    }
}

/// Lines of orders; those of fixes say nothing of times of arrival.
std::optional<Truth> readTruth(const std::string& path) {
    Truth truth;
    std::ifstream file(path, std::ios::binary);
    for (std::string line; std::getline(file, line);) {
        if (line.contains(R"("truth":"order")")) {
            readOrderTruth(line, truth);
        }
    }
    return file.eof() ? std::optional{std::move(truth)} : std::nullopt;
}

/// Where a leg is, as a district: what is done at the merchant's stands at its beginning, the rest at its end.
std::string districtOf(const LegQuery& query) {
    const bool atMerchant = query.leg == Leg::wait || query.leg == Leg::preparation || query.leg == Leg::assignment;
    const CellId cell = atMerchant ? query.fromCell : query.toCell;
    return query.hasPlaces ? toText(cell) : std::string("unknown");
}

std::string groupOf(const EtaOptions& options, const LegOutcome& outcome) {
    const LegRow& leg = outcome.row;
    if (options.by == "market") {
        return std::string(outcome.market);
    }
    if (options.by == "hour") {
        const unsigned hour = leg.query.localMinuteOfWeek % 1440U / 60U;
        return (hour < 10 ? "0" : "") + std::to_string(hour);
    }
    if (options.by == "merchant") {
        return std::string(outcome.merchant);
    }
    if (options.by == "district") {
        return districtOf(leg.query);
    }
    if (options.by == "level") {
        return std::string(toText(leg.predicted.level));
    }
    return options.by == "model" ? std::to_string(leg.modelVersion) : "all";
}

/// How far riders came, fix by fix, beside the great circles of their legs.
struct Roads {
    double path = 0;
    double straight = 0;

    void add(double pathMetres, double straightMetres) {
        if (straightMetres >= 500 && pathMetres >= straightMetres && pathMetres <= 4 * straightMetres) {
            path += pathMetres;
            straight += straightMetres;
        }
    }
};

HistoryResult<double> pathOf(TrailReader& reader, const LegOutcome& leg) {
    double metres = 0;
    std::optional<GeoPoint> last;
    const auto done =
        reader.trail(leg.partition, leg.row.rider, leg.row.startedAt, leg.row.endedAt, [&](const FixRow& fix) {
            metres += last && !fix.jumped ? distanceMetres(*last, fix.position) : 0;
            last = fix.position;
            return true;
        });
    return done ? HistoryResult<double>(metres) : std::unexpected(done.error());
}

struct LegGroup {
    LegScore score;
    std::vector<float> seconds; ///< what the legs took
    Roads roads;

    double took(double share) {
        const auto at = static_cast<std::size_t>(share * static_cast<double>(seconds.size() - 1));
        std::ranges::nth_element(seconds, seconds.begin() + static_cast<std::ptrdiff_t>(at));
        return static_cast<double>(seconds[at]);
    }
};

using LegGroups = std::map<std::pair<std::string, Leg>, LegGroup>;

/// A leg of the history, as its documents or the truth tell its end, and its path when that is asked for.
HistoryDone addLeg(const EtaOptions& options, const Truth* truth, TrailReader* trails, const LegOutcome& outcome,
                   LegGroups& groups) {
    const Leg leg = outcome.row.query.leg;
    std::optional<double> took = secondsOf(outcome.row);
    if (truth != nullptr) {
        const auto order = truth->find(outcome.order);
        took = order == truth->end() ? std::nullopt : order->second.seconds(leg);
    }
    if (!took) {
        return {};
    }
    LegGroup& group = groups[{groupOf(options, outcome), leg}];
    group.score.add(*took, outcome.row.predicted);
    group.seconds.push_back(static_cast<float>(*took));
    const bool travels = leg == Leg::toMerchant || leg == Leg::toCustomer;
    if (trails == nullptr || !travels || !outcome.row.query.hasPlaces || outcome.row.rider == noRider) {
        return {};
    }
    const auto path = pathOf(*trails, outcome);
    if (!path) {
        return std::unexpected(path.error());
    }
    group.roads.add(*path, distanceMetres(outcome.row.query.from, outcome.row.query.to));
    return {};
}

void print(const EtaOptions& options, LegGroups& groups) {
    std::vector<std::string> columns = scoreColumns;
    columns.insert(columns.end(), {"took_p50_s", "took_p90_s"});
    if (options.roads) {
        columns.emplace_back("road_factor");
    }
    RowPrinter out(options.format, columns);
    for (auto& [key, group] : groups) {
        std::vector<RowField> row = scoreFields(key.first, toText(key.second), group.score);
        row.push_back(RowField::of(group.took(0.5), 1));
        row.push_back(RowField::of(group.took(0.9), 1));
        if (options.roads) {
            const Roads& roads = group.roads;
            row.push_back(roads.straight > 0 ? RowField::of(roads.path / roads.straight, 3) : RowField::none());
        }
        out.row(std::move(row));
    }
}

} // namespace

int reportEta(const EtaOptions& options) {
    std::optional<Truth> truth;
    if (!options.truth.empty()) {
        truth = readTruth(options.truth);
        if (!truth) {
            return fail("cannot read the truth file " + options.truth);
        }
    }
    std::optional<TrailReader> trails; // beside the reader that walks the legs
    if (options.roads) {
        auto opened = TrailReader::open(options.history);
        if (!opened) {
            return fail(opened.error().sentence);
        }
        trails.emplace(std::move(*opened));
    }
    LegGroups groups;
    HistoryDone added;
    const int status = visitLegs(options, [&](const LegOutcome& outcome) {
        added =
            added ? addLeg(options, truth ? &*truth : nullptr, trails ? &*trails : nullptr, outcome, groups) : added;
    });
    if (status != exitOk || !added) {
        return status != exitOk ? status : fail(added.error().sentence);
    }
    print(options, groups);
    return exitOk;
}

} // namespace roundsman
