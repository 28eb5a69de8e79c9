#include "ui/models/market_under.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace roundsman {

namespace {

constexpr double nearMetres = 15'000; // beyond it is another town
constexpr double clearShare = 0.9;    // some ride over a market's border; a tenth of them does not move it

struct Circle {
    GeoPoint middle;
    double metres = 0;
};

/// Around all corners: who is in it is near enough to tell whose ground it is.
std::optional<Circle> around(const Fence& fence) {
    if (fence.rings.empty()) {
        return fence.centre == GeoPoint{} ? std::nullopt : std::optional(Circle{fence.centre, fence.radiusMetres});
    }
    const std::vector<GeoPoint>& ring = fence.rings.front();
    if (ring.empty()) {
        return std::nullopt;
    }
    const GeoPoint first = ring.front();
    double latitude = 0;
    double longitude = 0;
    for (const GeoPoint corner : ring) { // from the first one, so that the antimeridian is no border
        latitude += corner.latitude() - first.latitude();
        longitude += std::remainder(corner.longitude() - first.longitude(), 360.0);
    }
    const auto corners = static_cast<double>(ring.size());
    Circle circle{GeoPoint::fromDegrees(first.latitude() + latitude / corners,
                                        std::remainder(first.longitude() + longitude / corners, 360.0))};
    for (const GeoPoint corner : ring) {
        circle.metres = std::max(circle.metres, distanceMetres(circle.middle, corner));
    }
    return circle;
}

/// Everybody whose place and market are known.
template <typename Visit>
void visitPlaces(const Picture& fleet, const Visit& visit) {
    for (const FramePtr& lane : fleet.lanes) {
        const std::size_t markets = lane->marketNames ? lane->marketNames->size() : 0;
        for (const RiderDot& dot : lane->riders) {
            if (dot.hasFix && dot.market.value() < markets) {
                visit(MarketRef{lane->partition, dot.market}, dot.position);
            }
        }
        for (const MerchantView& merchant : listOf(lane->merchants)) {
            if (!merchant.id.empty() && merchant.position != GeoPoint{} && merchant.market.value() < markets) {
                visit(MarketRef{lane->partition, merchant.market}, merchant.position);
            }
        }
    }
}

} // namespace

std::vector<MarketRef> marketsOf(const Picture& fleet) {
    std::vector<MarketRef> markets;
    for (const FramePtr& lane : fleet.lanes) {
        for (std::size_t n = 0; lane->marketNames && n < lane->marketNames->size(); ++n) {
            markets.push_back({lane->partition, MarketNo{static_cast<MarketNo::rep>(n)}});
        }
    }
    return markets;
}

QString marketName(const Picture& fleet, MarketRef market) {
    const Frame* lane = laneOf(fleet, market.partition);
    return lane ? marketName(*lane, market.market) : QString();
}

std::optional<MarketRef> marketUnder(const Picture& fleet, const Fence& fence) {
    const auto circle = around(fence);
    const std::vector<MarketRef> markets = marketsOf(fleet);
    if (!circle || markets.size() < 2) {
        return circle && markets.size() == 1 ? std::optional(markets.front()) : std::nullopt;
    }
    std::map<MarketRef, std::size_t> inside;
    std::size_t all = 0;
    std::optional<MarketRef> nearest;
    double nearestMetres = nearMetres;
    visitPlaces(fleet, [&](MarketRef market, GeoPoint place) {
        const double metres = distanceMetres(circle->middle, place);
        if (metres <= circle->metres) {
            ++inside[market];
            ++all;
        }
        if (metres < nearestMetres) {
            nearestMetres = metres;
            nearest = market;
        }
    });
    if (all == 0) {
        return nearest;
    }
    const auto most = std::ranges::max_element(inside, {}, [](const auto& entry) { return entry.second; });
    const bool clear = static_cast<double>(most->second) >= clearShare * static_cast<double>(all);
    return clear ? std::optional(most->first) : std::nullopt;
}

} // namespace roundsman
