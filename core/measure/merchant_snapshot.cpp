#include "core/measure/measure_bytes.h"
#include "core/measure/merchant_rollups.h"

namespace roundsman {

void MerchantRollups::save(ByteWriter& out) const {
    out.put(std::uint64_t{m_buckets.size()});
    for (const auto& [key, bucket] : m_buckets) {
        out.put(key.market.value());
        out.put(key.merchant.value());
        out.put(std::string_view(key.channel));
        out.put(std::string_view(key.currency));
        putTime(out, key.start);
        for (const std::int64_t count : bucket.figures.counts) {
            out.put(count);
        }
        out.put(std::string_view(bucket.figures.spansToBytes()));
        out.put(bucket.changed);
        out.put(bucket.part);
        putDocument(out, bucket.first);
        putDocument(out, bucket.last);
    }
    out.put(std::uint64_t{m_orders.size()});
    m_orders.forEach([&](OrderNo order, const Memory& memory) {
        out.put(order.value());
        out.put(memory.given);
        putTime(out, memory.atDoor);
    });
    out.put(std::uint64_t{m_pausedSince.size()});
    for (const auto& [merchant, since] : m_pausedSince) {
        out.put(merchant.value());
        putTime(out, since);
    }
    out.put(std::uint64_t{m_complete.size()});
    for (const auto& [market, through] : m_complete) {
        out.put(market.value());
        putTime(out, through);
    }
    putTime(out, m_lastMinute);
    putDocument(out, m_lastDocument);
}

bool MerchantRollups::load(ByteReader& in) {
    m_buckets.clear();
    for (std::size_t n = in.getCount(190); n > 0; --n) {
        Key key;
        key.market = getId<MarketNo>(in);
        key.merchant = getId<MerchantNo>(in);
        key.channel = in.getText();
        key.currency = in.getText();
        key.start = getTime(in);
        Bucket& bucket = m_buckets[key];
        for (std::int64_t& count : bucket.figures.counts) {
            count = in.get<std::int64_t>();
        }
        if (!bucket.figures.spansFromBytes(in.getText())) {
            return false;
        }
        bucket.changed = in.get<bool>();
        bucket.part = in.get<std::int64_t>();
        bucket.first = getDocument(in);
        bucket.last = getDocument(in);
    }
    m_orders.clear();
    for (std::size_t n = in.getCount(16); n > 0; --n) {
        Memory& memory = m_orders[getId<OrderNo>(in)];
        memory.given = in.get<std::uint32_t>();
        memory.atDoor = getTime(in);
    }
    m_pausedSince.clear();
    for (std::size_t n = in.getCount(12); n > 0; --n) {
        const auto merchant = getId<MerchantNo>(in);
        m_pausedSince[merchant] = getTime(in);
    }
    m_complete.clear();
    for (std::size_t n = in.getCount(10); n > 0; --n) {
        const auto market = getId<MarketNo>(in);
        m_complete[market] = getTime(in);
    }
    m_lastMinute = getTime(in);
    m_lastDocument = getDocument(in);
    return in.ok();
}

} // namespace roundsman
