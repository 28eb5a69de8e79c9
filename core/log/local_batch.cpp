#include "core/log/local_batch.h"

#include "core/base/check.h"
#include "core/base/crc32c.h"

#include <array>
#include <optional>

namespace roundsman {

namespace {

void putNumber(std::string& bytes, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) {
        bytes.push_back(static_cast<char>(number | 0x80));
    }
    bytes.push_back(static_cast<char>(number));
}

/// Walks over bytes that may be anything; once something does not fit, nothing fits any more.
class Walker {
public:
    explicit Walker(std::span<const std::byte> bytes) : m_left(bytes) {}

    std::uint64_t number() {
        std::uint64_t number = 0;
        for (unsigned shift = 0; shift < 63 && !m_left.empty(); shift += 7) {
            const auto byte = std::to_integer<std::uint64_t>(m_left.front());
            m_left = m_left.subspan(1);
            number |= (byte & 0x7f) << shift;
            if (byte < 0x80) {
                return number;
            }
        }
        m_sound = false;
        return 0;
    }

    std::string_view text(std::uint64_t bytes) {
        if (!m_sound || bytes > m_left.size()) {
            m_sound = false;
            return {};
        }
        const auto taken = m_left.first(static_cast<std::size_t>(bytes));
        m_left = m_left.subspan(taken.size());
        return {reinterpret_cast<const char*>(taken.data()), taken.size()};
    }

    [[nodiscard]] bool sound() const { return m_sound; }
    [[nodiscard]] bool atEnd() const { return m_left.empty(); }
    [[nodiscard]] std::size_t left() const { return m_left.size(); }

private:
    std::span<const std::byte> m_left;
    bool m_sound = true;
};

struct WalkedRecord {
    std::string_view key;
    std::string_view value;
    std::size_t headers = 0;
};

std::optional<WalkedRecord> walkRecord(Walker& walker, std::vector<HeaderView>& headers) {
    const std::uint64_t keyBytes = walker.number();
    const std::uint64_t valueBytes = walker.number();
    const std::uint64_t headerCount = walker.number();
    if (!walker.sound() || headerCount > walker.left() / 2) {
        return std::nullopt; // a header takes two bytes at least: an absurd count must not cost memory
    }
    for (std::uint64_t header = 0; header < headerCount; ++header) {
        const std::uint64_t nameBytes = walker.number();
        const std::uint64_t textBytes = walker.number();
        const std::string_view name = walker.text(nameBytes);
        headers.push_back({name, walker.text(textBytes)});
    }
    const std::string_view key = walker.text(keyBytes);
    const std::string_view value = walker.text(valueBytes);
    if (!walker.sound()) {
        return std::nullopt;
    }
    return WalkedRecord{key, value, static_cast<std::size_t>(headerCount)};
}

} // namespace

void BatchBuilder::add(const NewRecord& record) {
    putNumber(m_bytes, record.key.size());
    putNumber(m_bytes, record.value.size());
    putNumber(m_bytes, record.headers.size());
    for (const HeaderView& header : record.headers) {
        putNumber(m_bytes, header.name.size());
        putNumber(m_bytes, header.value.size());
        m_bytes += header.name;
        m_bytes += header.value;
    }
    m_bytes += record.key;
    m_bytes += record.value;
    ++m_records;
}

std::uint32_t checksumOf(const BatchHead& head, std::span<const std::byte> bytes) {
    std::array<std::byte, 24> words{};
    std::size_t at = 0;
    for (const std::int64_t number : {head.base.value(), head.records, millisOf(head.logTime)}) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            words[at++] = static_cast<std::byte>(static_cast<std::uint64_t>(number) >> shift);
        }
    }
    return crc32c(bytes, crc32c(words));
}

bool DecodedRecords::add(PartitionNo partition, const BatchHead& head, std::span<const std::byte> bytes, Offset from) {
    const std::size_t recordsBefore = m_records.size();
    const std::size_t headersBefore = m_headers.size();
    Walker walker(bytes);
    bool sound = head.records >= 0 && head.base.value() >= 0 && head.records <= INT64_MAX - head.base.value();
    for (std::int64_t index = 0; sound && index < head.records; ++index) {
        const std::size_t headersHere = m_headers.size();
        const auto record = walkRecord(walker, m_headers);
        const Offset offset{head.base.value() + index};
        sound = record.has_value();
        if (sound && offset < from) {
            m_headers.resize(headersHere);
        } else if (sound) {
            m_records.push_back({partition, offset, head.logTime, record->key, record->value, {}});
            m_headerCounts.push_back(record->headers);
        }
    }
    if (!sound || !walker.atEnd()) {
        m_records.resize(recordsBefore);
        m_headerCounts.resize(recordsBefore);
        m_headers.resize(headersBefore);
        return false;
    }
    return true;
}

void DecodedRecords::finish() {
    std::size_t next = 0;
    for (std::size_t record = 0; record < m_records.size(); ++record) {
        m_records[record].headers = std::span(m_headers).subspan(next, m_headerCounts[record]);
        next += m_headerCounts[record];
    }
    check(next == m_headers.size(), "every header belongs to a record");
}

} // namespace roundsman
