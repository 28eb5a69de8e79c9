#include "core/bridge/bundle.h"

#include "core/base/check.h"
#include "core/decode/record_splitter.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

/// The next record of the same source, or the next document of the same record.
bool follows(const BundlePiece& piece, const BundlePiece& next) {
    const bool byPlace = next.part ? piece.part && next.offset == piece.offset && *next.part == *piece.part + 1
                                   : !piece.part && next.offset == piece.offset + 1;
    return byPlace && next.source == piece.source && next.documents == piece.documents;
}

} // namespace

std::uint32_t countDocuments(std::string_view value) {
    RecordSplitter splitter(value);
    std::string_view document;
    std::uint32_t count = 0;
    while (splitter.next(document)) {
        ++count;
    }
    return count;
}

void Bundle::add(BundlePiece piece, std::string_view documents, bool plain) {
    if (!m_value.empty()) {
        m_value += '\n';
    }
    m_value += documents;
    piece.end = static_cast<std::uint32_t>(m_value.size());
    if (!firstOffset(piece.source)) {
        m_firstOffsets.emplace_back(piece.source, piece.offset);
    }
    m_documents += piece.documents;
    m_plain = m_plain && plain;
    m_pieces.push_back(piece);
}

void Bundle::takeTrace(std::string_view traceparent) {
    constexpr std::size_t tracesMax = 16;
    if (!traceparent.empty() && m_traces.size() < tracesMax && (m_traces.empty() || m_traces.back() != traceparent)) {
        m_traces.emplace_back(traceparent);
    }
}

bool Bundle::takeMarket(std::string_view market) {
    if (!m_market) {
        m_market = market;
    }
    return *m_market == market;
}

std::optional<std::int64_t> Bundle::firstOffset(std::uint32_t source) const {
    const auto found = std::ranges::find(m_firstOffsets, source, &std::pair<std::uint32_t, std::int64_t>::first);
    return found == m_firstOffsets.end() ? std::nullopt : std::optional(found->second);
}

std::string Bundle::header(std::span<const SourceName> names) const {
    std::vector<SourceRun> runs;
    for (const BundlePiece* piece = nullptr; const BundlePiece& next : m_pieces) {
        if (piece != nullptr && follows(*piece, next)) {
            ++runs.back().records;
        } else {
            const SourceName& name = names[next.source];
            runs.push_back({.topic = name.topic,
                            .partition = name.partition,
                            .firstOffset = next.offset,
                            .firstDocument = next.part,
                            .records = 1,
                            .documentsEach = next.documents});
        }
        piece = &next;
    }
    return toHeader(runs);
}

bool Bundle::readsBack() const {
    if (m_plain) {
        return true;
    }
    RecordSplitter whole(m_value);
    std::string_view there;
    std::size_t begin = 0;
    for (const BundlePiece& piece : m_pieces) {
        RecordSplitter alone(std::string_view(m_value).substr(begin, piece.end - begin));
        std::string_view document;
        while (alone.next(document)) {
            if (!whole.next(there) || there != document) {
                return false;
            }
        }
        begin = piece.end + std::size_t{1};
    }
    return !whole.next(there);
}

Bundle Bundle::takeFirstHalf() {
    check(hasHalves(), "one document has no halves");
    if (m_pieces.size() == 1) {
        openPiece();
    }
    const std::size_t half = m_pieces.size() / 2;
    Bundle first(m_received, m_openedAt);
    Bundle rest(m_received, m_openedAt);
    first.m_market = rest.m_market = m_market;
    first.m_traces = rest.m_traces = m_traces;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const std::string_view documents = std::string_view(m_value).substr(begin, m_pieces[i].end - begin);
        begin = m_pieces[i].end + std::size_t{1};
        (i < half ? first : rest).add(m_pieces[i], documents, m_plain);
    }
    *this = std::move(rest);
    return first;
}

/// All documents of a source record become a piece each. A whole piece reads back as they are.
void Bundle::openPiece() {
    const BundlePiece whole = m_pieces.front();
    const std::string value = std::exchange(m_value, {});
    m_pieces.clear();
    m_documents = 0;
    RecordSplitter splitter(value);
    std::string_view document;
    for (std::uint32_t part = 0; splitter.next(document); ++part) {
        add({.source = whole.source,
             .offset = whole.offset,
             .part = part,
             .documents = m_plain ? 1 : countDocuments(document)},
            document, m_plain);
    }
}

void Bundle::cut(std::size_t bytes) {
    check(m_pieces.size() == 1, "only a single piece is cut");
    m_value.resize(std::min(m_value.size(), bytes));
    BundlePiece& piece = m_pieces.front();
    piece.end = static_cast<std::uint32_t>(m_value.size());
    piece.documents = countDocuments(m_value);
    m_documents = piece.documents;
}

} // namespace roundsman
