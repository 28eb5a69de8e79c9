#include "core/measure/area_rollups.h"
#include "core/measure/measure_bytes.h"

#include <algorithm>

namespace roundsman {

void AreaRollups::save(ByteWriter& out) const {
    out.put(std::uint64_t{m_zones.size()});
    for (std::uint32_t i = 0; i < m_zones.size(); ++i) {
        out.put(std::string_view(m_zones.id(i)));
    }
    out.put(std::uint64_t{m_slots.size()});
    for (const Slot& slot : m_slots) {
        out.put(slot.status); // the rest only makes the next fix faster
    }
    std::vector<const Bucket*> live;
    for (const Bucket& bucket : m_buckets) {
        if (bucket.live) {
            live.push_back(&bucket);
        }
    }
    std::ranges::sort(live, {}, [](const Bucket* bucket) { return bucket->key; });
    out.put(std::uint64_t{live.size()});
    for (const Bucket* bucket : live) {
        out.put(bucket->key.market.value());
        out.put(bucket->key.cell.value());
        out.put(bucket->key.zone);
        putTime(out, bucket->key.start);
        out.put(bucket->changed);
        out.put(bucket->late);
        for (const std::uint64_t count : bucket->figures.counts) {
            out.put(count);
        }
        RiderSet settled = bucket->figures.riders;
        settled.settle();
        out.put(std::string_view(settled.toBytes()));
        putDocument(out, bucket->first);
        putDocument(out, bucket->last);
    }
    putTime(out, m_completeThrough);
    out.put(std::uint64_t{m_markets.size()});
    for (const MarketNo market : m_markets) {
        out.put(market.value());
    }
}

bool AreaRollups::load(ByteReader& in) {
    for (std::size_t n = in.getCount(4); n > 0; --n) {
        m_zones.numberOf(in.getText());
    }
    m_slots.assign(in.getCount(1), {});
    for (Slot& slot : m_slots) {
        slot.status = in.get<RiderStatus>();
    }
    m_buckets.clear();
    m_free.clear();
    m_bucketOf.clear();
    for (std::size_t n = in.getCount(90); n > 0; --n) {
        Key key;
        key.market = getId<MarketNo>(in);
        key.cell = getId<CellId>(in);
        key.zone = in.get<std::uint32_t>();
        key.start = getTime(in);
        std::uint32_t index = 0;
        Bucket& bucket = bucketOf(key, index);
        bucket.begun = true;
        bucket.changed = in.get<bool>();
        bucket.late = in.get<bool>();
        for (std::uint64_t& count : bucket.figures.counts) {
            count = in.get<std::uint64_t>();
        }
        if (!bucket.figures.riders.fromBytes(in.getText()) || (key.zone != noZone && key.zone >= m_zones.size())) {
            return false;
        }
        bucket.first = getDocument(in);
        bucket.last = getDocument(in);
    }
    m_completeThrough = getTime(in);
    m_markets.clear();
    for (std::size_t n = in.getCount(2); n > 0; --n) {
        m_markets.push_back(getId<MarketNo>(in));
    }
    return in.ok();
}

} // namespace roundsman
