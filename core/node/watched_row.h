#pragma once

#include "core/decode/document_decoder.h"
#include "core/measure/shape.h"
#include "core/model/alert.h"
#include "core/model/calendar.h"
#include "core/model/lane_output.h"
#include "core/model/rollup.h"
#include "core/model/surge.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// A document as the engine took it, once more.
struct SeenDocument {
    DocumentRef document;
    EventTime logTime;
    std::string_view bytes;
    DecodedAs decoded = DecodedAs::refused;
    const Fix* fix = nullptr;
    const Event* event = nullptr;
    const FixRow* taken = nullptr;   ///< a fix that was not refused
    const OrderRow* order = nullptr; ///< as it stands after the document
    bool quarantined = false;
};

/// A document that a figure was made from.
struct NotedDocument {
    DocumentRef document;
    EventTime logTime;
    std::string what;  ///< "fix", "order.placed" …
    std::string about; ///< a rider's, order's, customer's id
    std::string bytes;
};

/// A stored row that is to come out of the engine once more. It watches what comes out, and notes the documents that
/// went into it.
class WatchedRow {
public:
    static constexpr std::size_t documentsKept = 10'000; ///< of more, only their number is known

    WatchedRow(DocumentRef first, DocumentRef last) : m_first(first), m_last(last) {}
    virtual ~WatchedRow() = default;

    [[nodiscard]] DocumentRef first() const { return m_first; }
    [[nodiscard]] DocumentRef last() const { return m_last; }

    virtual void see(const LaneOutput& out) = 0;
    /// Nothing that comes later can change the answer.
    [[nodiscard]] virtual bool settled() const = 0;
    /// It came out as it is stored.
    [[nodiscard]] virtual bool same() const = 0;

    void note(const SeenDocument& seen);
    [[nodiscard]] const std::vector<NotedDocument>& documents() const { return m_documents; }
    [[nodiscard]] std::uint64_t documentCount() const { return m_documentCount; }

protected:
    [[nodiscard]] virtual bool concerns(const SeenDocument& seen) = 0;

private:
    DocumentRef m_first;
    DocumentRef m_last;
    std::vector<NotedDocument> m_documents;
    std::uint64_t m_documentCount = 0;
};

/// Names that a row has as numbers; a zone's shape when the row is a zone's.
struct WatchedNames {
    std::string market;
    std::string merchant;
    MerchantNo merchantNo = noMerchant; ///< of an alert about a merchant
    std::shared_ptr<const Shape> zone;
    int cellResolution = 8;
    double atDoorMetres = 25;
};

std::unique_ptr<WatchedRow> watch(const SurgeRow& stored, WatchedNames names);
/// `end`: where its bucket ends.
std::unique_ptr<WatchedRow> watch(const AreaRollupRow& stored, Granularity length, EventTime end, WatchedNames names);
std::unique_ptr<WatchedRow> watch(const MerchantRollupRow& stored, Granularity length, EventTime end,
                                  WatchedNames names);
std::unique_ptr<WatchedRow> watch(const AlertRow& stored, WatchedNames names);

} // namespace roundsman
