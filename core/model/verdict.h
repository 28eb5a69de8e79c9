#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string_view>

namespace roundsman {

/// Every document read from the log is exactly one of these (law 8).
enum class Verdict : std::uint8_t { accepted, duplicate, late, quarantined };
inline constexpr std::size_t verdictCount = 4;

/// Why a document got its verdict. The texts are part of the product: they stand in history, metrics and the console.
enum class Reason : std::uint8_t {
    none,
    // duplicate
    sameSequence,     ///< (rider, session, seq) seen before
    sameSourceOffset, ///< a bridged document at or below its source's high-water mark
    sameEventId,      ///< an event id seen in the last 48 h
    sameDeviceTime,   ///< a rule that markets may switch on
    // late
    olderThanLast, ///< a device time before the last accepted one
    // quarantined
    unreadable,
    invalidUtf8,
    tooLarge,
    unknownType,
    missingField,
    invalidField,
    noPosition,
    outOfRange,
    nullIsland,      ///< exactly (0, 0)
    projectedMetres, ///< out of range as degrees, but a place in web-mercator metres: the market may be configured so
    clockAhead,
    wrongPartition,
    impossibleJump,
    lowAccuracy, ///< a rule that markets may switch on
    unknownMarket,
    conflictingVersion, ///< reserved for commands whose expectedVersion has passed
    notYoursToSend,     ///< a privileged document that came in a way on which nobody showed who he is
};
inline constexpr std::size_t reasonCount = static_cast<std::size_t>(Reason::notYoursToSend) + 1;

std::string_view toText(Verdict verdict);
std::string_view toText(Reason reason);
std::optional<Reason> reasonFrom(std::string_view text);

/// What admission says of one document.
struct Judgement {
    Verdict verdict = Verdict::accepted;
    Reason reason = Reason::none;
    std::string_view hint; ///< for people, when it is quarantined
    bool jumped = false;   ///< accepted as a new anchor after a jump

    [[nodiscard]] bool taken() const { return verdict == Verdict::accepted || verdict == Verdict::late; }
};

struct VerdictCounts {
    std::array<std::uint64_t, verdictCount> byVerdict{};
    std::array<std::uint64_t, reasonCount> byReason{};

    void add(Verdict verdict, Reason reason, std::uint64_t n = 1) {
        byVerdict[static_cast<std::size_t>(verdict)] += n;
        byReason[static_cast<std::size_t>(reason)] += n;
    }
    [[nodiscard]] std::uint64_t of(Verdict verdict) const { return byVerdict[static_cast<std::size_t>(verdict)]; }
    [[nodiscard]] std::uint64_t of(Reason reason) const { return byReason[static_cast<std::size_t>(reason)]; }
    [[nodiscard]] std::uint64_t documents() const {
        return std::accumulate(byVerdict.begin(), byVerdict.end(), std::uint64_t{0});
    }
    bool operator==(const VerdictCounts&) const = default;
};

} // namespace roundsman
