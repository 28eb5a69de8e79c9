#pragma once

#include "core/base/bytes.h"
#include "core/measure/fence_grid.h"
#include "core/measure/shape.h"
#include "core/model/accepted.h"
#include "core/model/fence.h"
#include "core/model/settings.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// Who entered, left, stayed in or passed through which fence. Fixes are taken in event order per rider; inaccurate and
/// late ones decide nothing; two of three decide, and leaving needs a margin, so that noise on a border makes no noise
/// here. One lane's, used by its thread.
class FenceWatch {
public:
    void configure(const LaneSettings& settings) { m_settings = settings.fences; }

    /// A new fence, or another version of one. Riders inside stay inside until their next fixes say otherwise.
    void change(const Fence& fence);
    /// Everybody inside gets an exit with its cause.
    void remove(std::string_view id, EventTime logTime, DocumentRef document, std::vector<FenceEventRow>& out);
    void riderLeft(RiderNo rider, EventTime logTime, DocumentRef document, std::vector<FenceEventRow>& out);

    void apply(const AcceptedFix& fix, std::vector<FenceEventRow>& out);

    [[nodiscard]] std::size_t size() const { return m_live; }

    /// Fences are not part of the bytes, but their numbers are: their owner changes them in again after `load`.
    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    /// What every fix near it asks for stands first, in a line of memory or two.
    struct alignas(64) Area {
        MarketNo market;
        bool live = false;
        double exitMarginMetres = 0;
        Millis dwellAfter{0};
        Shape shape{Fence{}};
        std::string id;
        std::uint32_t version = 0;
    };
    enum class Side : std::uint8_t { none, in, between, out };
    /// A rider who is inside a fence, or perhaps about to be.
    struct Visit {
        std::uint32_t area = 0;
        bool inside = false;
        bool dwelt = false;
        std::array<Side, 3> last{}; ///< newest first
        EventTime since{};          ///< the first fix inside
        GeoPoint before;            ///< the fix before that one
        bool hasBefore = false;

        [[nodiscard]] std::uint32_t count(Side side) const;
    };
    struct alignas(64) Slot {
        FenceGrid::Place place;
        GeoPoint position;
        EventTime time{};
        bool hasFix = false;
        std::vector<Visit> visits; ///< ascending area
    };

    Slot& slotOf(RiderNo rider);
    void look(Slot& slot, const AcceptedFix& fix, bool path, std::vector<FenceEventRow>& out);
    std::optional<Visit> meet(std::uint32_t number, const Slot& slot, const AcceptedFix& fix, bool path,
                              std::vector<FenceEventRow>& out);
    bool follow(Visit& visit, Side side, const AcceptedFix& fix, std::vector<FenceEventRow>& out);
    bool expect(Visit& visit, const AcceptedFix& fix, std::vector<FenceEventRow>& out);
    [[nodiscard]] Side sideOf(const Area& area, const FixRow& row) const;
    void emit(const Area& area, FenceChange change, const FixRow& row, Millis inside,
              std::vector<FenceEventRow>& out) const;
    void emitForced(const Visit& visit, RiderNo rider, FenceCause cause, EventTime logTime, DocumentRef document,
                    std::vector<FenceEventRow>& out) const;

    FenceSettings m_settings;
    std::vector<Area> m_areas;
    std::map<std::string, std::uint32_t, std::less<>> m_byId;
    FenceGrid m_grid;
    std::size_t m_live = 0;
    std::vector<Slot> m_slots;               ///< by RiderNo
    std::vector<std::uint32_t> m_candidates; ///< scratch, ascending
};

} // namespace roundsman
