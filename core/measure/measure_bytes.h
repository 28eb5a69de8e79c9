#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/model/geo.h"
#include "core/model/ids.h"

namespace roundsman {

// What the stages' snapshots have in common.
inline void putTime(ByteWriter& out, EventTime time) {
    out.put(millisOf(time));
}
inline EventTime getTime(ByteReader& in) {
    return eventTimeFromMillis(in.get<std::int64_t>());
}
inline void putDocument(ByteWriter& out, DocumentRef document) {
    out.put(document.offset.value());
    out.put(document.index);
}
inline DocumentRef getDocument(ByteReader& in) {
    const Offset offset{in.get<std::int64_t>()};
    return {offset, in.get<std::uint32_t>()};
}
inline void putPoint(ByteWriter& out, GeoPoint point) {
    out.put(point.latitudeE7());
    out.put(point.longitudeE7());
}
inline GeoPoint getPoint(ByteReader& in) {
    const auto latitude = in.get<std::int32_t>();
    return GeoPoint::fromE7(latitude, in.get<std::int32_t>());
}
template <typename Id>
Id getId(ByteReader& in) {
    return Id{in.get<typename Id::rep>()};
}

} // namespace roundsman
