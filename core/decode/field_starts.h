#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace roundsman {

/// What a field at the top of a document is; the aliases of one field are one.
enum class Field : std::uint8_t {
    other,
    rider,
    latitude,
    longitude,
    market,
    timestamp,
    speed,
    heading,
    accuracy,
    sequence,
    session,
    status,
    order,
    place,
    type,
    id,
    time,
    source,
    subject,
    actor,
    data,
};
Field fieldOf(std::string_view name);

/// How the fields of the document before began, each from its comma to its colon: one sender writes its documents
/// alike, so the next one's are mostly known by a comparison. Only saves time: what is not known is read letter by
/// letter.
class FieldStarts {
public:
    struct Start {
        std::uint64_t low = 0; ///< the bytes, as two words, and which of them count
        std::uint64_t high = 0;
        std::uint64_t lowMask = 0;
        std::uint64_t highMask = 0;
        std::uint8_t size = 0; ///< 0: nothing known
        std::uint8_t nameAt = 0;
        std::uint8_t nameSize = 0;
        Field field = Field::other;
    };
    static constexpr std::size_t bytesMax = 16;

    /// The n-th field's start when `rest` begins with it, or nullptr.
    [[nodiscard]] const Start* match(std::size_t n, std::string_view rest) const {
        if (n >= m_starts.size() || rest.size() < bytesMax || m_starts[n].size == 0) {
            return nullptr;
        }
        const Start& start = m_starts[n];
        const std::uint64_t different =
            ((word(rest.data()) ^ start.low) & start.lowMask) | ((word(rest.data() + 8) ^ start.high) & start.highMask);
        return different == 0 ? &start : nullptr;
    }
    /// Remembers that the n-th field began with `bytes`, in which its name stands.
    void learn(std::size_t n, std::string_view bytes, std::string_view name, Field field);

private:
    static std::uint64_t word(const char* bytes) {
        std::uint64_t value;
        std::memcpy(&value, bytes, sizeof value);
        return value;
    }

    std::array<Start, 24> m_starts{};
};

} // namespace roundsman
