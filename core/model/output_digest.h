#pragma once

#include "core/model/lane_output.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace roundsman {

/// A running checksum of each table of a lane's output, over the logical rows in log order: equal for equal logs,
/// whatever the batches (law 1). `name` is the table's as people know it.
class OutputDigest {
public:
    struct Table {
        std::string_view name;
        std::uint64_t rows = 0;
        std::uint64_t digest = 0;

        bool operator==(const Table&) const = default;
    };

    void add(const LaneOutput& output);
    [[nodiscard]] const auto& tables() const { return m_tables; }
    bool operator==(const OutputDigest&) const = default;

private:
    std::array<Table, 20> m_tables{{{"fixes"},        {"markets"},
                                    {"riders"},       {"orders"},
                                    {"order_events"}, {"merchants"},
                                    {"people"},       {"quarantine"},
                                    {"settings"},     {"answers"},
                                    {"outbox"},       {"surge"},
                                    {"area_rollups"}, {"merchant_rollups"},
                                    {"completeness"}, {"fence_events"},
                                    {"ladder"},       {"etas"},
                                    {"legs"},         {"alerts"}}};
};

} // namespace roundsman
