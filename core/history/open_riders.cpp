#include "core/history/open_riders.h"

#include "core/base/check.h"
#include "core/base/crc32c.h"

#include <cstring>

namespace roundsman {

constinit const TrailPoint OpenRiders::none;

UnsealedRow unseal(ByteSpan row) {
    if (row.size() < rowHead) {
        return {};
    }
    std::uint32_t sum = 0;
    std::memcpy(&sum, row.data() + 1, sizeof sum);
    const ByteSpan content = row.subspan(rowHead);
    return crc32c(std::as_bytes(content)) == sum ? UnsealedRow{.version = row[0], .content = content} : UnsealedRow{};
}

void seal(std::span<std::uint8_t> row, std::uint8_t version) {
    row[0] = version;
    const std::uint32_t sum = crc32c(std::as_bytes(row.subspan(rowHead)));
    std::memcpy(row.data() + 1, &sum, sizeof sum);
}

void OpenRiders::grow(std::uint32_t rider) {
    check(rider < ridersAGroup, "a rider is of his group");
    m_riders.resize(rider + 1);
    m_fixes.resize(rider + 1);
    m_seen.resize(rider + 1);
}

void OpenRiders::setLastSeen(std::uint32_t rider, const TrailPoint& fix) {
    if (rider >= m_riders.size()) {
        grow(rider);
    }
    m_riders[rider].newest = fix;
    m_seen[rider] = 1;
    if (fix.late()) { // no row of ours says so
        m_lastInTime[rider] = fix;
    }
}

const TrailPoint& OpenRiders::lastSeen(std::uint32_t rider) const {
    if (!m_riders[rider].newest.late()) {
        return m_riders[rider].newest;
    }
    const auto found = m_lastInTime.find(rider); // not there when all that was heard of him came late
    return found == m_lastInTime.end() ? m_riders[rider].newest : found->second;
}

void OpenRiders::close() {
    for (const auto& [rider, fix] : m_lastInTime) {
        m_riders[rider].newest = fix;
    }
    m_lastInTime.clear();
    for (std::uint32_t rider = 0; rider < m_riders.size(); ++rider) {
        if (m_seen[rider] == 0) {
            m_riders[rider].newest = {};
        }
        m_fixes[rider] = 0;
    }
    m_shelf.clear();
    m_openFixes = 0;
    m_openTrails = 0;
    m_longest = 0;
    m_oldestLogMillis = INT64_MAX;
}

} // namespace roundsman
