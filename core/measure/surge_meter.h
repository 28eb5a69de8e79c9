#pragma once

#include "core/base/bytes.h"
#include "core/model/accepted.h"
#include "core/model/fleet_view.h"
#include "core/model/settings.h"
#include "core/model/surge.h"

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace roundsman {

/// Demand per supply around each H3 cell, once a minute of lane time: idle riders heard lately against open unassigned
/// orders and distinct customers looking, smoothed over neighbours that end at the market's border. A cell nobody asks
/// in has no row and no surge. One lane's, used by its thread; a document costs it next to nothing.
class SurgeMeter {
public:
    void configure(const LaneSettings& settings);
    /// Says of a cell whether it is the market's; null: no border is known and every neighbour counts.
    using Border = std::function<bool(CellId)>;
    void setBorder(MarketNo market, Border border);

    /// What people said about a cell: fills the limits of its inputs.
    using Limits = std::function<void(MarketNo, CellId, SurgeInputs&)>;
    void setLimits(Limits limits) { m_limits = std::move(limits); }

    void apply(const AcceptedFix& fix) { heard(fix.row.market, fix.row.logTime); }
    void apply(const AcceptedEvent& event);

    /// Lane time reached `minute`; everything applied so far came before it. `document` is the first one after.
    /// Appends the cells that have demand or are not at rest, by market and cell.
    void minute(EventTime minute, DocumentRef document, const FleetView& fleet, std::vector<SurgeRow>& out);

    /// The rows of the last minute.
    [[nodiscard]] const std::shared_ptr<const std::vector<SurgeRow>>& rows() const { return m_rows; }

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    static constexpr std::size_t ringCount = 3;
    static constexpr std::size_t marksMax = 64;

    /// A cell in a market, with the figures of the minute being computed and what stays from minute to minute.
    struct Spot {
        MarketNo market;
        CellId cell;
        std::array<std::vector<CellId>, ringCount> rings; ///< filled when first needed
        std::uint32_t orders = 0;
        std::uint32_t customers = 0;
        std::uint32_t supply = 0;
        std::uint32_t heard = 0;
        std::uint32_t known = 0;
        bool wanted = false; ///< demand in its rings
        double ema = 1;
        double value = 1;
        bool active = false;
        std::uint8_t minutesBelow = 0;

        [[nodiscard]] bool atRest() const { return ema == 1 && value == 1 && !active; }
    };
    struct Demand {
        EventTime logTime;
        MarketNo market;
        CellId cell;
        std::uint32_t customer;
    };
    struct Key {
        MarketNo market;
        CellId cell;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const noexcept {
            return std::hash<std::uint64_t>{}(key.cell.value() * 0x9E3779B97F4A7C15U + key.market.value());
        }
    };
    struct Mark {
        EventTime minute;
        DocumentRef document;
    };

    void heard(MarketNo market, EventTime logTime);
    std::uint32_t spotOf(MarketNo market, CellId cell);
    void countRiders(EventTime minute, const FleetView& fleet);
    void countDemand(EventTime minute, const FleetView& fleet);
    void spreadWanted();
    SurgeInputs inputsOf(const Spot& spot, EventTime minute) const;
    void addRing(const Spot& spot, std::size_t ring, double& insideWeight, SurgeInputs& in) const;
    [[nodiscard]] bool inside(MarketNo market, CellId cell) const; ///< remembered, because borders are long
    [[nodiscard]] DocumentRef windowStart(EventTime minute) const;
    void fillRings(Spot& spot) const;
    void resetFigures();
    void forgetResting();

    LaneSettings m_settings;
    std::vector<Spot> m_spots;
    std::unordered_map<Key, std::uint32_t, KeyHash> m_spotOf; ///< looked up, never walked
    std::deque<Demand> m_demand;                              ///< the window, by log time
    std::deque<Mark> m_marks;                                 ///< the first document of each late minute
    std::vector<EventTime> m_lastInput;                       ///< by market
    std::map<MarketNo, Border> m_borders;                     ///< not part of the bytes: fences are
    Limits m_limits;
    mutable std::unordered_map<Key, bool, KeyHash> m_inside;          ///< what the borders said
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_customers; ///< scratch: spot, customer
    std::vector<std::uint32_t> m_order;                               ///< scratch: spots by market and cell
    std::shared_ptr<const std::vector<SurgeRow>> m_rows = std::make_shared<std::vector<SurgeRow>>();
};

} // namespace roundsman
