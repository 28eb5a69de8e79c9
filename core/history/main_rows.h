#pragma once

#include "core/base/sqlite/connection.h"
#include "core/model/lane_output.h"

#include <cstdint>
#include <vector>

namespace roundsman {

/// Writes what a lane derived, but for trails, into the main file's tables. Rows replace those of the same key, so that
/// a batch written twice is as written once. Within the caller's transaction; used by the writer's thread.
class MainRows {
public:
    explicit MainRows(sqlite::Connection& connection) : m_connection(&connection) {}

    sqlite::Done prepare();
    sqlite::Done write(const LaneOutput& output, std::int64_t generation);
    /// Rows written since the beginning.
    [[nodiscard]] std::uint64_t rows() const { return m_rows; }

private:
    enum Table : std::size_t {
        verdicts,
        verdictMinutes,
        markets,
        riders,
        orders,
        orderEvents,
        merchants,
        people,
        quarantine,
        settings,
        answers,
        outbox,
        surge,
        areaRollups,
        merchantRollups,
        completeness,
        fenceEvents,
        ladder,
        alerts,
        etas,
        legs,
        tableCount
    };

    template <typename... Values>
    sqlite::Done put(Table table, const Values&... values) {
        ++m_rows;
        return m_statements[table].bind(values...).run();
    }
    template <typename Rows, typename Put>
    static sqlite::Done each(const Rows& rows, Put put) {
        for (const auto& row : rows) {
            if (auto done = put(row); !done) {
                return done;
            }
        }
        return {};
    }

    sqlite::Done writeVerdicts(const LaneOutput& output);
    sqlite::Done writeFleet(const LaneOutput& output);
    sqlite::Done writeOrders(const LaneOutput& output);
    sqlite::Done writeControl(const LaneOutput& output);
    sqlite::Done writeMeasures(const LaneOutput& output);
    sqlite::Done writeEtas(const LaneOutput& output);
    sqlite::Done putLeg(const LegRow& row);
    sqlite::Done writeRollups(const LaneOutput& output);
    sqlite::Done putOrder(const OrderRow& row);
    sqlite::Done putSurge(const SurgeRow& row);

    sqlite::Connection* m_connection;
    std::vector<sqlite::Statement> m_statements;
    std::int64_t m_partition = 0;
    std::int64_t m_generation = 0;
    std::uint64_t m_rows = 0;
};

} // namespace roundsman
