#include "core/measure/alert_book.h"
#include "core/measure/measure_bytes.h"

namespace roundsman {
namespace {

void putRow(ByteWriter& out, const AlertRow& row) {
    out.put(std::string_view(row.id));
    out.put(row.kind);
    out.put(row.severity);
    out.put(row.market.value());
    out.put(std::string_view(row.subject));
    putTime(out, row.raisedAt);
    putTime(out, row.endedAt);
    putTime(out, row.acknowledgedAt);
    out.put(std::string_view(row.acknowledgedBy));
    out.put(std::string_view(row.message));
    putDocument(out, row.first);
    putDocument(out, row.last);
}

AlertRow getRow(ByteReader& in) {
    AlertRow row;
    row.id = in.getText();
    row.kind = in.get<AlertKind>();
    row.severity = in.get<Severity>();
    row.market = getId<MarketNo>(in);
    row.subject = in.getText();
    row.raisedAt = getTime(in);
    row.endedAt = getTime(in);
    row.acknowledgedAt = getTime(in);
    row.acknowledgedBy = in.getText();
    row.message = in.getText();
    row.first = getDocument(in);
    row.last = getDocument(in);
    return row;
}

constexpr std::size_t rowBytesMin = 60;

} // namespace

void AlertBook::save(ByteWriter& out) const {
    out.put(std::uint64_t{m_open.size()});
    for (const auto& [key, row] : m_open) {
        putRow(out, row);
    }
    out.put(std::uint64_t{m_unacknowledged.size()});
    for (const auto& [id, row] : m_unacknowledged) {
        putRow(out, row);
    }
    out.put(std::uint64_t{m_quiet.size()});
    for (const auto& [key, since] : m_quiet) {
        out.put(key.first);
        out.put(std::string_view(key.second));
        putTime(out, since);
    }
    out.put(std::uint64_t{m_riders.size()});
    for (const RiderMemo& memo : m_riders) {
        putDocument(out, memo.last);
        putPoint(out, memo.anchor);
        putTime(out, memo.since);
        putDocument(out, memo.anchorDocument);
        out.put(memo.anchored);
    }
    out.put(std::uint64_t{m_markets.size()});
    for (const MarketMemo& memo : m_markets) {
        out.put(memo.fixes);
        out.put(memo.slow);
        out.put(memo.surging);
        putDocument(out, memo.first);
        putDocument(out, memo.last);
    }
    out.put(m_quarantined);
    putDocument(out, m_firstQuarantined);
    putDocument(out, m_lastQuarantined);
}

bool AlertBook::load(ByteReader& in) {
    m_open.clear();
    for (std::size_t n = in.getCount(rowBytesMin); n > 0; --n) {
        AlertRow row = getRow(in);
        Key key{row.kind, row.subject};
        m_open.emplace(std::move(key), std::move(row));
    }
    m_unacknowledged.clear();
    for (std::size_t n = in.getCount(rowBytesMin); n > 0; --n) {
        AlertRow row = getRow(in);
        m_unacknowledged.emplace(row.id, row);
    }
    m_quiet.clear();
    for (std::size_t n = in.getCount(13); n > 0; --n) {
        const auto kind = in.get<AlertKind>();
        std::string subject(in.getText());
        m_quiet[{kind, std::move(subject)}] = getTime(in);
    }
    m_riders.assign(in.getCount(41), {});
    for (RiderMemo& memo : m_riders) {
        memo.last = getDocument(in);
        memo.anchor = getPoint(in);
        memo.since = getTime(in);
        memo.anchorDocument = getDocument(in);
        memo.anchored = in.get<bool>();
    }
    m_markets.assign(in.getCount(33), {});
    for (MarketMemo& memo : m_markets) {
        memo.fixes = in.get<std::uint32_t>();
        memo.slow = in.get<std::uint32_t>();
        memo.surging = in.get<bool>();
        memo.first = getDocument(in);
        memo.last = getDocument(in);
    }
    m_quarantined = in.get<std::uint32_t>();
    m_firstQuarantined = getDocument(in);
    m_lastQuarantined = getDocument(in);
    m_picture.reset();
    return in.ok();
}

} // namespace roundsman
