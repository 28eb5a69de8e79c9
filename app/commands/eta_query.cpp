// roundsman query eta: what was promised and what it took, stretch by stretch; why orders were late.
#include "app/commands/eta_options.h"

#include <array>
#include <map>

namespace roundsman {
namespace {

int showLegs(const EtaOptions& options) {
    RowPrinter out(options.format, {"order", "market", "leg", "started", "ended", "seconds", "p50", "p90", "error",
                                    "level", "model", "first_offset", "last_offset"});
    return visitLegs(options, [&](const LegOutcome& outcome) {
        const LegRow& leg = outcome.row;
        if (!options.order.empty() && options.order != outcome.order) {
            return;
        }
        const double took = secondsOf(leg);
        out.row({RowField::of(outcome.order), RowField::of(outcome.market), RowField::of(toText(leg.query.leg)),
                 RowField::of(leg.startedAt), RowField::of(leg.endedAt), RowField::of(took, 1),
                 RowField::of(static_cast<double>(leg.predicted.p50Seconds), 1),
                 RowField::of(static_cast<double>(leg.predicted.p90Seconds), 1),
                 RowField::of(took - static_cast<double>(leg.predicted.p50Seconds), 1),
                 RowField::of(toText(leg.predicted.level)), RowField::of(static_cast<std::int64_t>(leg.modelVersion)),
                 RowField::of(leg.firstDocument.offset.value()), RowField::of(leg.lastDocument.offset.value())});
    });
}

/// An order a row: how late it was, the stretch that is to blame, and what each stretch lost or won.
int showWhy(const EtaOptions& options) {
    struct Order {
        std::string market;
        std::vector<LegRow> legs;
    };
    std::map<std::string, Order> orders;
    const int status = visitLegs(options, [&](const LegOutcome& outcome) {
        if (options.order.empty() || options.order == outcome.order) {
            Order& order = orders[std::string(outcome.order)];
            order.market = outcome.market;
            order.legs.push_back(outcome.row);
        }
    });
    if (status != 0) {
        return status;
    }
    std::vector<std::string> columns{"order", "market", "late_s", "worst", "worst_s"};
    for (std::size_t leg = 0; leg + 1 < legCount; ++leg) {
        columns.push_back(std::string(toText(static_cast<Leg>(leg))) + "_late_s");
    }
    RowPrinter out(options.format, columns);
    for (const auto& [id, order] : orders) {
        const WhyLate why = whyLate(order.legs);
        std::array<RowField, legCount> late;
        for (const LegDelay& delay : why.legs) {
            late[static_cast<std::size_t>(delay.leg)] = RowField::of(delay.lateSeconds, 0);
        }
        std::vector<RowField> row{RowField::of(id), RowField::of(order.market), late.back(),
                                  why.worst == Leg::whole ? RowField::none() : RowField::of(toText(why.worst)),
                                  why.worst == Leg::whole ? RowField::none() : RowField::of(why.worstSeconds, 0)};
        row.insert(row.end(), late.begin(), late.end() - 1);
        out.row(std::move(row));
    }
    return 0;
}

int showPromises(const EtaOptions& options) {
    RowPrinter out(options.format, {"order", "market", "revision", "made", "p50_at", "p90_at", "level", "model",
                                    "delivered", "error_s", "kept_p90", "offset"});
    return askHistory(options, [&](TrailReader& reader, EventTime from, EventTime to) {
        return eachPromise(reader, from, to, [&](const PromiseMade& promise) {
            if (!options.order.empty() && options.order != promise.order) {
                return;
            }
            const EtaRow& row = promise.row;
            const bool over = promise.deliveredAt != EventTime{};
            const double error = std::chrono::duration<double>(promise.deliveredAt - row.p50At).count();
            out.row({RowField::of(promise.order), RowField::of(promise.market),
                     RowField::of(static_cast<std::int64_t>(row.revision)), RowField::of(row.madeAt),
                     RowField::of(row.p50At), RowField::of(row.p90At), RowField::of(toText(row.level)),
                     RowField::of(static_cast<std::int64_t>(row.modelVersion)), RowField::of(promise.deliveredAt),
                     over ? RowField::of(error, 0) : RowField::none(),
                     over ? RowField::of(std::int64_t{promise.deliveredAt <= row.p90At}) : RowField::none(),
                     RowField::of(row.document.offset.value())});
        });
    });
}

} // namespace

int queryEta(const EtaOptions& options) {
    if (options.show == "why") {
        return showWhy(options);
    }
    return options.show == "promises" ? showPromises(options) : showLegs(options);
}

} // namespace roundsman
