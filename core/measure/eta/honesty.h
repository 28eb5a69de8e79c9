#pragma once

#include "core/base/bytes.h"
#include "core/model/eta.h"

#include <cstdint>
#include <map>

namespace roundsman {

/// Keeps "half of them" and "nine of ten" true, whatever predicts and however the world drifts: each leg that ends
/// moves the quantiles of its market and kind a little, up when it took longer than was said and down when not, in the
/// proportion that comes to rest where the shares are right (adaptive conformal inference).
class Honesty {
public:
    void observe(const LegQuery& query, double seconds, const LegEstimate& said);
    [[nodiscard]] LegEstimate corrected(const LegQuery& query, LegEstimate estimate) const;

    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    struct Shifts {
        double p50 = 0; ///< of log seconds
        double p90 = 0;
        std::uint32_t count = 0;
    };
    static std::uint64_t keyOf(const LegQuery& query);

    std::map<std::uint64_t, Shifts> m_shifts; ///< by market and leg
};

} // namespace roundsman
