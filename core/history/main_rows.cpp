#include "core/history/main_rows.h"

#include "core/base/bytes.h"
#include "core/history/row_values.h"

#include <array>
#include <optional>
#include <string>

namespace roundsman {
namespace {

using sqlite::bytesOf;
using sqlite::Done;

/// A statement that puts a row of so many values, replacing the one of the same key.
std::string putting(std::string_view table, int values) {
    std::string sql = "INSERT OR REPLACE INTO " + std::string(table) + " VALUES(?";
    for (int i = 1; i < values; ++i) {
        sql += ",?";
    }
    return sql + ")";
}

std::string adding(std::string_view table, std::string_view key, int values) {
    std::string sql = "INSERT INTO " + std::string(table) + " VALUES(?";
    for (int i = 1; i < values; ++i) {
        sql += ",?";
    }
    return sql + ") ON CONFLICT(" + std::string(key) + ") DO UPDATE SET documents=documents+excluded.documents";
}

std::optional<std::int64_t> when(bool given, std::int32_t value) {
    return given ? std::optional<std::int64_t>(value) : std::nullopt;
}

std::string evidenceOf(const SurgeRow& row) {
    const SurgeInputs& in = row.inputs;
    const SurgeSteps& steps = row.steps;
    ByteWriter out;
    const bool limited = in.frozen || in.capLimit > 0;
    out.put(std::uint8_t{limited ? std::uint8_t{2} : std::uint8_t{1}});
    for (const std::uint32_t count : {in.openOrders, in.customers, in.supply, in.heard, in.known}) {
        out.put(count);
    }
    for (const double value : {in.demandAround, in.supplyAround, in.insideShare, in.previousEma, in.previousValue,
                               steps.ratio, steps.target, steps.ema, steps.value}) {
        out.put(value);
    }
    for (const bool flag : {in.marketHeard, in.wasActive, steps.active}) {
        out.put(static_cast<std::uint8_t>(flag));
    }
    out.put(in.minutesBelow);
    out.put(steps.minutesBelow);
    if (limited) {
        out.put(in.capLimit);
        out.put(in.frozen);
        for (const DocumentRef& document : {in.capDocument, in.freezeDocument}) {
            out.put(document.offset.value());
            out.put(document.index);
        }
    }
    return out.take();
}

std::string legsOf(const EtaRow& row) {
    ByteWriter out;
    for (const LegEstimate& leg : row.legs) {
        out.put(leg.p50Seconds);
        out.put(leg.p90Seconds);
        out.put(leg.level);
    }
    return out.take();
}

std::string countsOf(const MerchantFigures& figures) {
    ByteWriter out;
    for (const std::int64_t count : figures.counts) {
        out.put(count);
    }
    return out.take();
}

} // namespace

Done MainRows::prepare() {
    m_statements.resize(tableCount);
    const std::array<std::string, tableCount> sql{adding("verdicts", "partition,kind,code", 4),
                                                  adding("verdict_minutes", "minute,partition,kind,code", 5),
                                                  putting("markets", 5),
                                                  putting("riders", 10),
                                                  putting("orders", 43),
                                                  putting("order_events", 11),
                                                  putting("merchants", 12),
                                                  putting("people", 8),
                                                  putting("quarantine", 8),
                                                  putting("settings", 8),
                                                  putting("answers", 10),
                                                  putting("outbox", 8),
                                                  putting("surge", 14),
                                                  putting("area_rollups", 18),
                                                  putting("merchant_rollups", 15),
                                                  putting("completeness", 5),
                                                  putting("fence_events", 14),
                                                  putting("ladder", 11),
                                                  putting("alerts", 16),
                                                  putting("etas", 12),
                                                  putting("legs", 26)};
    for (std::size_t table = 0; table < tableCount; ++table) {
        auto statement = m_connection->prepare(sql[table]);
        if (!statement) {
            return std::unexpected(statement.error());
        }
        m_statements[table] = std::move(*statement);
    }
    return {};
}

Done MainRows::write(const LaneOutput& output, std::int64_t generation) {
    m_partition = output.partition.value();
    m_generation = generation;
    for (const auto step :
         {&MainRows::writeVerdicts, &MainRows::writeFleet, &MainRows::writeOrders, &MainRows::writeControl,
          &MainRows::writeMeasures, &MainRows::writeEtas, &MainRows::writeRollups}) {
        if (auto done = (this->*step)(output); !done) {
            return done;
        }
    }
    return {};
}

Done MainRows::writeVerdicts(const LaneOutput& output) {
    const std::int64_t minute = std::chrono::floor<std::chrono::minutes>(output.laneTime).time_since_epoch().count();
    const auto count = [&](std::int64_t kind, std::size_t which, std::uint64_t documents) -> Done {
        if (documents == 0) {
            return {};
        }
        const auto at = static_cast<std::int64_t>(which);
        auto done = put(verdicts, m_partition, kind, at, bitsOf(documents));
        return done ? put(verdictMinutes, minute, m_partition, kind, at, bitsOf(documents)) : done;
    };
    for (std::size_t v = 0; v < verdictCount; ++v) {
        if (auto done = count(0, v, output.verdicts.byVerdict[v]); !done) {
            return done;
        }
    }
    for (std::size_t r = 1; r < reasonCount; ++r) { // 0 is "none": the accepted ones again
        if (auto done = count(1, r, output.verdicts.byReason[r]); !done) {
            return done;
        }
    }
    return {};
}

Done MainRows::writeFleet(const LaneOutput& output) {
    auto done = each(output.markets, [&](const MarketRow& row) {
        return put(markets, m_partition, number(row.market), row.name, number(row.document.offset), row.document.index);
    });
    done = done ? each(output.riders,
                       [&](const RiderRow& row) {
                           return put(riders, m_partition, number(row.rider), row.id, number(row.market),
                                      int{row.onShift}, int{row.connected}, number(row.firstDocument.offset),
                                      row.firstDocument.index, number(row.lastDocument.offset), row.lastDocument.index);
                       })
                : done;
    done = done ? each(output.merchants,
                       [&](const MerchantRow& row) {
                           return put(merchants, m_partition, number(row.merchant), row.id, number(row.market),
                                      row.name, when(row.hasPosition, row.position.latitudeE7()),
                                      when(row.hasPosition, row.position.longitudeE7()), row.timeZone, code(row.intake),
                                      row.openOrders, number(row.lastDocument.offset), row.lastDocument.index);
                       })
                : done;
    return done ? each(output.people,
                       [&](const PersonRow& row) {
                           return put(people, m_partition, code(row.kind), row.id, row.name, row.phone, row.address,
                                      number(row.lastDocument.offset), row.lastDocument.index);
                       })
                : done;
}

Done MainRows::putOrder(const OrderRow& row) {
    std::array<std::int64_t, orderStepCount> at{};
    for (std::size_t step = 0; step < orderStepCount; ++step) {
        at[step] = millisOf(row.times.at[step]);
    }
    static_assert(orderStepCount == 13);
    return put(orders, m_partition, number(row.order), row.id, number(row.market), number(row.merchant),
               number(row.rider), row.customerId, when(row.hasPickup, row.pickup.latitudeE7()),
               when(row.hasPickup, row.pickup.longitudeE7()), when(row.hasDropoff, row.dropoff.latitudeE7()),
               when(row.hasDropoff, row.dropoff.longitudeE7()), row.items, row.amountMinor, row.currency, row.channel,
               millisOf(row.firstPromisedAt), millisOf(row.promisedAt), millisOf(row.promisedReadyAt), at[0], at[1],
               at[2], at[3], at[4], at[5], at[6], at[7], at[8], at[9], at[10], at[11], at[12], code(row.last),
               row.cancelledBy, row.closeReason, row.version, number(row.firstDocument.offset), row.firstDocument.index,
               number(row.lastDocument.offset), row.lastDocument.index, row.claimedBy, millisOf(row.claimedAt),
               row.notes, row.lastNote);
}

Done MainRows::writeOrders(const LaneOutput& output) {
    auto done = each(output.orders, [&](const OrderRow& row) { return putOrder(row); });
    done = done ? each(output.orderEvents,
                       [&](const OrderEventRow& row) {
                           return put(orderEvents, m_partition, number(row.order), number(row.document.offset),
                                      row.document.index, code(row.step), millisOf(row.time), millisOf(row.logTime),
                                      number(row.rider), row.detail, code(row.act), row.actor);
                       })
                : done;
    return done ? each(output.ladder,
                       [&](const LadderRow& row) {
                           return put(ladder, m_partition, number(row.order), code(row.leg), code(row.rung),
                                      number(row.rider), number(row.market), millisOf(row.time), millisOf(row.logTime),
                                      row.metres, number(row.document.offset), row.document.index);
                       })
                : done;
}

Done MainRows::writeControl(const LaneOutput& output) {
    auto done = each(output.quarantine, [&](const QuarantineRow& row) {
        return put(quarantine, m_partition, number(row.document.offset), row.document.index, millisOf(row.logTime),
                   code(row.reason), row.hint, bytesOf(row.bytes), int{row.retried});
    });
    done = done ? each(output.settings,
                       [&](const SettingsRow& row) {
                           return put(settings, m_partition, row.kind, row.name, row.version, millisOf(row.since),
                                      row.json, number(row.document.offset), row.document.index);
                       })
                : done;
    done = done ? each(output.answers,
                       [&](const CommandAnswerRow& row) {
                           return put(answers, m_partition, number(row.document.offset), row.document.index,
                                      row.commandId, row.actor, row.type, row.subject, int{row.accepted}, row.reason,
                                      millisOf(row.logTime));
                       })
                : done;
    return done ? each(output.outbox,
                       [&](const OutboxRow& row) {
                           return put(outbox, m_partition, number(row.document.offset), row.document.index, row.n,
                                      row.topic, row.key, row.value, millisOf(output.laneTime));
                       })
                : done;
}

Done MainRows::putSurge(const SurgeRow& row) {
    const std::string evidence = evidenceOf(row);
    return put(surge, m_partition, m_generation, bitsOf(row.cell.value()), millisOf(row.minute), number(row.market),
               row.settingsVersion, row.steps.multiplier, row.steps.shown, code(row.steps.reason), bytesOf(evidence),
               number(row.first.offset), row.first.index, number(row.last.offset), row.last.index);
}

Done MainRows::writeMeasures(const LaneOutput& output) {
    auto done = each(output.surge, [&](const SurgeRow& row) { return putSurge(row); });
    done = done ? each(output.fenceEvents,
                       [&](const FenceEventRow& row) {
                           return put(fenceEvents, m_partition, number(row.document.offset), row.document.index,
                                      row.fence, code(row.change), number(row.rider), row.fenceVersion,
                                      number(row.market), code(row.cause), millisOf(row.time), millisOf(row.logTime),
                                      row.position.latitudeE7(), row.position.longitudeE7(), row.inside.count());
                       })
                : done;
    return done ? each(output.alerts,
                       [&](const AlertRow& row) {
                           return put(alerts, m_partition, m_generation, row.id, code(row.kind), code(row.severity),
                                      number(row.market), row.subject, millisOf(row.raisedAt), millisOf(row.endedAt),
                                      millisOf(row.acknowledgedAt), row.acknowledgedBy, row.message,
                                      number(row.first.offset), row.first.index, number(row.last.offset),
                                      row.last.index);
                       })
                : done;
}

Done MainRows::writeEtas(const LaneOutput& output) {
    const auto done = each(output.etas, [&](const EtaRow& row) {
        const std::string legEstimates = legsOf(row);
        return put(etas, m_partition, m_generation, number(row.order), row.revision, millisOf(row.madeAt),
                   millisOf(row.p50At), millisOf(row.p90At), code(row.level), row.modelVersion, bytesOf(legEstimates),
                   number(row.document.offset), row.document.index);
    });
    return done ? each(output.legs, [&](const LegRow& row) { return putLeg(row); }) : done;
}

Done MainRows::putLeg(const LegRow& row) {
    const LegQuery& asked = row.query;
    return put(legs, m_partition, m_generation, number(row.order), code(asked.leg), number(row.rider),
               millisOf(row.startedAt), millisOf(row.endedAt), static_cast<double>(row.predicted.p50Seconds),
               static_cast<double>(row.predicted.p90Seconds), code(row.predicted.level), row.modelVersion,
               asked.localMinuteOfWeek, bitsOf(asked.market), bitsOf(asked.merchant), bitsOf(asked.channel),
               when(asked.hasPlaces, asked.from.latitudeE7()), when(asked.hasPlaces, asked.from.longitudeE7()),
               when(asked.hasPlaces, asked.to.latitudeE7()), when(asked.hasPlaces, asked.to.longitudeE7()),
               bitsOf(asked.fromCell.value()), bitsOf(asked.toCell.value()), number(row.firstDocument.offset),
               row.firstDocument.index, number(row.lastDocument.offset), row.lastDocument.index, bitsOf(asked.vehicle));
}

Done MainRows::writeRollups(const LaneOutput& output) {
    auto done = each(output.areaRollups, [&](const AreaRollupRow& row) {
        const auto of = [&](AreaCount count) {
            return bitsOf(row.figures.of(count));
        };
        const std::string distinct = row.figures.riders.toBytes();
        return put(areaRollups, m_partition, m_generation, number(row.market), bitsOf(row.cell.value()), row.zone,
                   millisOf(row.start), row.part, row.revision, of(AreaCount::fixes), of(AreaCount::idleToBusy),
                   of(AreaCount::busyToIdle), of(AreaCount::ordersPlaced), of(AreaCount::demandEvents),
                   bytesOf(distinct), number(row.first.offset), row.first.index, number(row.last.offset),
                   row.last.index);
    });
    done = done ? each(output.merchantRollups,
                       [&](const MerchantRollupRow& row) {
                           const std::string counts = countsOf(row.figures);
                           const std::string spans = row.figures.spansToBytes();
                           return put(merchantRollups, m_partition, m_generation, number(row.merchant),
                                      millisOf(row.start), row.channel, row.currency, row.part, number(row.market),
                                      row.revision, bytesOf(counts), bytesOf(spans), number(row.first.offset),
                                      row.first.index, number(row.last.offset), row.last.index);
                       })
                : done;
    return done ? each(output.completeness,
                       [&](const CompletenessRow& row) {
                           return put(completeness, m_partition, m_generation, number(row.market), code(row.kind),
                                      millisOf(row.completeThrough));
                       })
                : done;
}

} // namespace roundsman
