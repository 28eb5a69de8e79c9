#pragma once

#include "core/measure/measure_bytes.h"
#include "core/model/fence.h"

namespace roundsman {

inline void putFence(ByteWriter& out, const Fence& fence) {
    out.put(std::string_view(fence.id));
    out.put(std::string_view(fence.name));
    out.put(fence.market.value());
    out.put(fence.use);
    out.put(fence.version);
    putPoint(out, fence.centre);
    out.put(fence.radiusMetres);
    out.put(fence.exitMarginMetres);
    out.put(std::int64_t{fence.dwellAfter.count()});
    out.put(fence.alerts);
    out.put(std::uint64_t{fence.rings.size()});
    for (const auto& ring : fence.rings) {
        out.put(std::uint64_t{ring.size()});
        for (const GeoPoint point : ring) {
            putPoint(out, point);
        }
    }
}

inline Fence getFence(ByteReader& in) {
    Fence fence;
    fence.id = in.getText();
    fence.name = in.getText();
    fence.market = getId<MarketNo>(in);
    fence.use = in.get<FenceUse>();
    fence.version = in.get<std::uint32_t>();
    fence.centre = getPoint(in);
    fence.radiusMetres = in.get<double>();
    fence.exitMarginMetres = in.get<double>();
    fence.dwellAfter = Millis{in.get<std::int64_t>()};
    fence.alerts = in.get<bool>();
    fence.rings.resize(in.getCount(8));
    for (auto& ring : fence.rings) {
        ring.resize(in.getCount(8));
        for (GeoPoint& point : ring) {
            point = getPoint(in);
        }
    }
    return fence;
}

} // namespace roundsman
