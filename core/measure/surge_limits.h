#pragma once

#include "core/base/bytes.h"
#include "core/measure/shape.h"
#include "core/model/accepted.h"
#include "core/model/fleet_view.h"
#include "core/model/lane_output.h"
#include "core/model/surge.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roundsman {

/// The caps and freezes that people set on surge, by cell, area or market, each with its reason and its end. They come
/// as commands in log order; several on one cell hold together: the lowest cap, and any freeze. One lane's, used by its
/// thread.
class SurgeLimits {
public:
    /// The area of that id in a market; nullptr: there is none now.
    using AreaOf = std::function<const Fence*(MarketNo, std::string_view)>;
    void setAreas(AreaOf areaOf) { m_areaOf = std::move(areaOf); }
    /// An area of that id came, went or has another shape.
    void areaChanged(std::string_view id);

    /// Why a command on limits is refused; empty: it is good, or it is about something else.
    [[nodiscard]] std::string_view objectionTo(const Event& event, MarketNo market, EventTime logTime) const;
    /// A command that was accepted takes effect; the version that did goes to `settings`.
    void apply(const AcceptedEvent& seen, const FleetView& fleet, std::vector<SettingsRow>& settings);
    /// What ended by this minute holds no longer.
    void minute(EventTime minute);

    /// Fills in what holds for a cell.
    void limit(MarketNo market, CellId cell, SurgeInputs& in);
    /// All that stand, by market and target.
    [[nodiscard]] std::shared_ptr<const std::vector<SurgeLimit>> picture() const;

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    using Key = std::pair<MarketNo, std::string>;
    struct Standing {
        SurgeLimit limit;
        std::optional<CellId> cell;
        std::optional<Shape> shape; ///< of the area, made when first asked for
        bool looked = false;        ///< for the area: it may not be there
    };

    [[nodiscard]] std::string_view objectionToLimit(const Event& event, MarketNo market, EventTime logTime) const;
    bool holds(Standing& standing, MarketNo market, CellId cell) const;
    static Standing standingOf(SurgeLimit limit);

    AreaOf m_areaOf;
    std::map<Key, Standing> m_limits;
    std::uint32_t m_version = 0; ///< of the last command: none is given twice, so that history keeps them all
    mutable std::shared_ptr<const std::vector<SurgeLimit>> m_picture; ///< null: to be made
};

/// "cell/8828308011fffff" -> the cell; "zone/old-town" -> the area's id; nothing: the target is of another kind.
std::optional<CellId> cellOfTarget(std::string_view target);
std::string_view areaOfTarget(std::string_view target);

} // namespace roundsman
