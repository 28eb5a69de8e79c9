#pragma once

#include "core/base/time.h"
#include "core/model/ids.h"
#include "core/model/provenance.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roundsman {

/// Documents of one source record for one partition of ours, as they stand in a record of ours: all there are, or one
/// of them.
struct BundlePiece {
    std::uint32_t source = 0; ///< the source's number
    std::int64_t offset = 0;
    std::optional<std::uint32_t> part{}; ///< which document it is; nothing: it is all of them
    std::uint32_t documents = 1;         ///< that a lane reads; one of a strange shape may read as several
    std::uint32_t end = 0;               ///< in the bundle's value
};

/// How many documents a lane reads from it.
std::uint32_t countDocuments(std::string_view value);

/// How a source is called in the provenance of our records.
struct SourceName {
    std::string topic; ///< with a mark of the topic's id, so that a topic made anew is another source
    std::int32_t partition = 0;
};

/// A record of ours on its way: the documents of many source records, and where they came from.
class Bundle {
public:
    Bundle(EventTime received, std::chrono::steady_clock::time_point openedAt)
        : m_received(received), m_openedAt(openedAt) {}

    /// Documents that name no market may come in: they are of this one. False: those inside are of another.
    bool takeMarket(std::string_view market);

    /// `plain`: each document is one line from brace to brace, so that its neighbours cannot change how it is read.
    void add(BundlePiece piece, std::string_view documents, bool plain);

    /// The trace that a source record belongs to; of many some are kept: a trace is a sample, not an account.
    void takeTrace(std::string_view traceparent);
    [[nodiscard]] std::span<const std::string> traces() const { return m_traces; }

    [[nodiscard]] const std::string& value() const { return m_value; }
    /// For documents that name none.
    [[nodiscard]] std::string_view market() const { return m_market ? std::string_view(*m_market) : ""; }
    [[nodiscard]] EventTime received() const { return m_received; }
    [[nodiscard]] std::chrono::steady_clock::time_point openedAt() const { return m_openedAt; }
    [[nodiscard]] std::span<const BundlePiece> pieces() const { return m_pieces; }
    [[nodiscard]] std::size_t documents() const { return m_documents; }
    /// Of value and header together, about.
    [[nodiscard]] std::size_t bytes() const { return m_value.size() + m_pieces.size() * headerBytesEach; }
    /// The first offset of a source that is in here.
    [[nodiscard]] std::optional<std::int64_t> firstOffset(std::uint32_t source) const;

    /// The rm-source header; `names` of the sources by number.
    [[nodiscard]] std::string header(std::span<const SourceName> names) const;

    /// A lane reads from it exactly the documents that were put in, piece by piece.
    [[nodiscard]] bool readsBack() const;
    /// It can be made smaller without losing anything.
    [[nodiscard]] bool hasHalves() const { return m_pieces.size() > 1 || (!m_pieces.front().part && m_documents > 1); }
    /// Its first half, which leaves it. REQUIRES: hasHalves()
    Bundle takeFirstHalf();
    /// What no log takes is cut; a lane quarantines it as too large. REQUIRES: one piece
    void cut(std::size_t bytes);

private:
    void openPiece();

    static constexpr std::size_t headerBytesEach = 24;

    std::string m_value;
    std::vector<BundlePiece> m_pieces;
    std::vector<std::pair<std::uint32_t, std::int64_t>> m_firstOffsets; ///< of each source
    std::vector<std::string> m_traces;
    std::optional<std::string> m_market; ///< nothing: all inside name theirs
    EventTime m_received;
    std::chrono::steady_clock::time_point m_openedAt;
    std::size_t m_documents = 0;
    bool m_plain = true;
};

} // namespace roundsman
