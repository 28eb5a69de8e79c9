// The open ends of trails, as the main file has them: open rows and tail rows, a bundle of groups at a time.
#include "core/history/open_riders.h"
#include "core/history/row_values.h"
#include "core/history/trail_key.h"
#include "core/history/trail_reader.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

constexpr std::int64_t anyTime = INT64_MAX;

} // namespace

/// Reads a bundle's rows, the group's open row and then all tails in their order. `only`: of one rider; the other
/// groups' entries, three quarters of a tail row, are passed over unread.
struct TrailReader::OpenBundle {
    using Visit = std::function<void(std::uint32_t rider, bool shelf, const TrailPoint&)>;

    OpenBundle(std::uint32_t bundle, Visit visit, std::optional<std::uint32_t> only = {})
        : first(bundle * groupsABundle),
          show(std::move(visit)),
          readers(groupsABundle, OpenRowReader(only ? *only % ridersAGroup : allRiders)) {
        if (only) {
            onlyGroup = *only / ridersAGroup - first;
        }
    }
    [[nodiscard]] bool wants(std::uint32_t group) const { return !onlyGroup || *onlyGroup == group; }
    auto visitOf(std::uint32_t group) {
        return [this, base = (first + group) * ridersAGroup](std::uint32_t rider, bool shelf, const TrailPoint& fix) {
            show(base + rider, shelf, fix);
        };
    }
    void openRow(std::uint32_t group, ByteSpan row) { whole = readers[group].openRow(row, visitOf(group)) && whole; }
    void tailRow(std::uint32_t part, ByteSpan row) {
        const UnsealedRow unsealed = unseal(row);
        if (unsealed.version == openRowVersion) { // of schema 4: one group's
            whole = (!wants(part) || readers[part].oldTail(unsealed.content, visitOf(part))) && whole;
            return;
        }
        const bool read = unsealed.version == tailRowVersion &&
                          eachTailPart(unsealed.content, [&](std::uint32_t group, ByteSpan entries) {
                              return !wants(group) || readers[group].tail(entries, visitOf(group));
                          });
        whole = read && whole;
    }

    std::uint32_t first;
    Visit show;
    std::vector<OpenRowReader> readers;
    std::optional<std::uint32_t> onlyGroup; ///< in the bundle
    bool whole = true;
};

/// Every bundle that has something open: its rows' keys and times, the bytes unread. Open rows have negative keys.
HistoryResult<TrailReader::OpenMarks> TrailReader::openMarks() {
    auto open = m_main.prepare("SELECT key, from_time FROM open_rows ORDER BY key");
    auto tails = m_main.prepare("SELECT key, from_time FROM tails ORDER BY key");
    if (!open || !tails) {
        return std::unexpected(HistoryError{HistoryTrouble::damaged, m_main.file() + " lacks its tables"});
    }
    OpenMarks marks;
    auto row = open->step();
    for (; row && *row; row = open->step()) {
        const std::int64_t key = open->integer(0);
        const auto group = static_cast<std::uint32_t>(key & 0xffff'ffff);
        marks[{static_cast<std::uint32_t>(key >> 32U), group / groupsABundle}].push_back(
            {.key = -1 - key, .from = open->integer(1)});
    }
    for (row = row ? tails->step() : row; row && *row; row = tails->step()) {
        const TailKey key = TailKey::from(tails->integer(0));
        marks[{key.partition, key.bundle}].push_back({.key = key.value(), .from = tails->integer(1)});
    }
    return row ? HistoryResult<OpenMarks>(std::move(marks)) : asHistoryError(row.error());
}

/// Reads a bundle as far as there may be fixes of until `until` that are not late.
HistoryDone TrailReader::openInto(std::span<const TailMark> marks, std::int64_t until, OpenBundle& into) {
    auto open = m_main.prepare("SELECT data FROM open_rows WHERE key = ?");
    auto tail = m_main.prepare("SELECT data FROM tails WHERE key = ?");
    if (!open || !tail) {
        return std::unexpected(HistoryError{HistoryTrouble::damaged, m_main.file() + " lacks its tables"});
    }
    std::size_t end = marks.size();
    while (end > 0 && until != anyTime && marks[end - 1].from > until) {
        --end;
    }
    for (const TailMark& mark : marks.first(end)) {
        sqlite::Statement& rows = mark.key < 0 ? *open : *tail;
        rows.bind(mark.key < 0 ? -1 - mark.key : mark.key);
        const auto row = rows.step();
        if (!row) {
            return asHistoryError(row.error());
        }
        if (*row && mark.key < 0) {
            into.openRow(static_cast<std::uint32_t>((-1 - mark.key) % groupsABundle), spanOf(rows.blob(0)));
        } else if (*row) {
            into.tailRow(TailKey::from(mark.key).part, spanOf(rows.blob(0)));
        }
        rows.reset();
    }
    m_damaged += into.whole ? 0 : 1;
    return {};
}

HistoryDone TrailReader::openOf(PartitionNo partition, RiderNo rider, Points& out) {
    const auto lane = static_cast<std::uint32_t>(partition.value());
    const std::uint32_t group = rider.value() / ridersAGroup;
    const std::uint32_t bundle = group / groupsABundle;
    OpenBundle rows(bundle, [&out](std::uint32_t, bool, const TrailPoint& fix) { out.push_back(fix); }, rider.value());
    auto tails = m_main.prepare("SELECT key FROM tails WHERE key >= ? AND key <= ? ORDER BY key");
    if (!tails) {
        return asHistoryError(tails.error());
    }
    std::vector<TailMark> marks{{.key = -1 - openRowKey(lane, group)}};
    tails->bind(firstTailKey(lane, bundle), lastTailKey(lane, bundle));
    auto row = tails->step();
    for (; row && *row; row = tails->step()) {
        marks.push_back({.key = tails->integer(0)});
    }
    return row ? openInto(marks, anyTime, rows) : asHistoryError(row.error());
}

HistoryDone
TrailReader::eachOpen(const std::function<void(std::uint32_t, std::uint32_t, std::span<const TrailPoint>)>& visit) {
    const auto marks = openMarks();
    if (!marks) {
        return std::unexpected(marks.error());
    }
    for (const auto& [at, rows] : *marks) {
        std::map<std::pair<std::uint32_t, bool>, Points> trails;
        OpenBundle bundle(at.second, [&trails](std::uint32_t rider, bool shelf, const TrailPoint& fix) {
            trails[{rider, shelf}].push_back(fix);
        });
        if (auto done = openInto(rows, anyTime, bundle); !done) {
            return done;
        }
        for (const auto& [who, fixes] : trails) {
            visit(at.first, who.first, fixes);
        }
    }
    return {};
}

/// Each rider's newest fix until `time` that is not late, where it is still open.
HistoryDone TrailReader::openUntil(std::int64_t time, Latest& latest) {
    const auto marks = openMarks();
    if (!marks) {
        return std::unexpected(marks.error());
    }
    for (const auto& [at, rows] : *marks) {
        auto& riders = latest[at.first];
        OpenBundle bundle(at.second, [&](std::uint32_t rider, bool, const TrailPoint& fix) {
            if (fix.deviceMillis <= time && !fix.late()) {
                if (rider >= riders.size()) {
                    riders.resize(std::max<std::size_t>(rider + 1, riders.size() * 2));
                }
                auto& best = riders[rider];
                best = !best || fix.deviceMillis >= best->deviceMillis ? fix : *best;
            }
        });
        if (auto done = openInto(rows, time, bundle); !done) {
            return done;
        }
    }
    return {};
}

} // namespace roundsman
