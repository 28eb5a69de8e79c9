#include "core/decode/fence_document.h"

#include "core/model/polyline.h"

#include <simdjson.h>

#include <cmath>
#include <optional>

namespace roundsman {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t verticesMax = 200'000; // a document holds 64 KiB; an imported file may hold more
constexpr double radiusMaxMetres = 1'000'000;

std::optional<double> numberIn(const object& from, std::string_view key) {
    double value = 0;
    return from[key].get_double().get(value) == simdjson::SUCCESS && std::isfinite(value) ? std::optional{value}
                                                                                          : std::nullopt;
}

std::string_view textIn(const object& from, std::string_view key) {
    std::string_view value;
    return from[key].get_string().get(value) == simdjson::SUCCESS ? value : std::string_view{};
}

bool readPosition(element from, GeoPoint& out) {
    array numbers;
    double longitude = 0;
    double latitude = 0;
    if (from.get_array().get(numbers) != simdjson::SUCCESS ||
        numbers.at(0).get_double().get(longitude) != simdjson::SUCCESS ||
        numbers.at(1).get_double().get(latitude) != simdjson::SUCCESS) {
        return false;
    }
    if (!(std::abs(longitude) <= 180) || !(std::abs(latitude) <= 90)) {
        return false;
    }
    out = GeoPoint::fromDegrees(latitude, longitude);
    return true;
}

bool readRing(element from, std::vector<GeoPoint>& ring) {
    array positions;
    if (from.get_array().get(positions) != simdjson::SUCCESS) {
        return false;
    }
    for (const element position : positions) {
        GeoPoint point;
        if (!readPosition(position, point) || ring.size() == verticesMax) {
            return false;
        }
        ring.push_back(point);
    }
    if (ring.size() > 1 && ring.front() == ring.back()) {
        ring.pop_back();
    }
    return ring.size() >= 3;
}

bool readPolygon(element from, Fence& fence) {
    array rings;
    if (from.get_array().get(rings) != simdjson::SUCCESS || rings.size() == 0) {
        return false;
    }
    for (const element ring : rings) {
        if (!readRing(ring, fence.rings.emplace_back())) {
            return false;
        }
    }
    return true;
}

bool readGeometry(const object& geometry, Fence& fence) {
    element coordinates;
    if (geometry["coordinates"].get(coordinates) != simdjson::SUCCESS) {
        return false;
    }
    const std::string_view type = textIn(geometry, "type");
    if (type == "Polygon") {
        return readPolygon(coordinates, fence);
    }
    array polygons;
    if (type != "MultiPolygon" || coordinates.get_array().get(polygons) != simdjson::SUCCESS || polygons.size() == 0) {
        return false;
    }
    for (const element polygon : polygons) {
        if (!readPolygon(polygon, fence)) {
            return false;
        }
    }
    return true;
}

/// Rings as dense texts, for areas whose corners would not fit into a document otherwise.
bool readPolylines(element from, Fence& fence) {
    array rings;
    if (from.get_array().get(rings) != simdjson::SUCCESS || rings.size() == 0) {
        return false;
    }
    for (const element ring : rings) {
        std::string_view text;
        if (ring.get_string().get(text) != simdjson::SUCCESS) {
            return false;
        }
        auto line = fromPolyline7(text);
        if (line && line->size() > 1 && line->front() == line->back()) {
            line->pop_back();
        }
        if (!line || line->size() < 3) {
            return false;
        }
        fence.rings.push_back(*std::move(line));
    }
    return true;
}

bool readCircle(const object& from, Fence& fence) {
    const auto latitude = numberIn(from, "latitude");
    const auto longitude = numberIn(from, "longitude");
    const auto radius = numberIn(from, "radiusMetres");
    if (!latitude || !longitude || !radius || std::abs(*latitude) > 90 || std::abs(*longitude) > 180 || *radius <= 0 ||
        *radius > radiusMaxMetres) {
        return false;
    }
    fence.centre = GeoPoint::fromDegrees(*latitude, *longitude);
    fence.radiusMetres = *radius;
    return true;
}

bool readShape(const object& from, Fence& fence) {
    object geometry;
    if (from["geometry"].get_object().get(geometry) == simdjson::SUCCESS) {
        return readGeometry(geometry, fence);
    }
    element dense;
    if (from["polyline7"].get(dense) == simdjson::SUCCESS) {
        return readPolylines(dense, fence);
    }
    const std::string_view wkt = textIn(from, "wkt");
    return wkt.empty() ? readCircle(from, fence) : readWkt(wkt, false, fence).has_value();
}

std::optional<FenceUse> useFrom(std::string_view text) {
    for (const FenceUse use : {FenceUse::fence, FenceUse::zone, FenceUse::border}) {
        if (text == toText(use)) {
            return use;
        }
    }
    return text.empty() ? std::optional{FenceUse::fence} : std::nullopt;
}

} // namespace

std::expected<Fence, std::string> decodeFence(std::string_view data) {
    simdjson::dom::parser parser;
    object from;
    if (parser.parse(simdjson::padded_string(data)).get_object().get(from) != simdjson::SUCCESS) {
        return std::unexpected("a fence is a JSON object");
    }
    Fence fence;
    if (!readShape(from, fence)) {
        return std::unexpected(
            "a fence needs \"geometry\" (GeoJSON Polygon or MultiPolygon), \"polyline7\" (rings), \"wkt\", or "
            "\"latitude\", \"longitude\" and \"radiusMetres\", with degrees in range");
    }
    const auto use = useFrom(textIn(from, "use"));
    const double margin = numberIn(from, "exitMarginMetres").value_or(fence.exitMarginMetres);
    const double dwell = numberIn(from, "dwellSeconds").value_or(0);
    if (!use || margin < 0 || margin > radiusMaxMetres || dwell < 0 || dwell > 7 * 86'400) {
        return std::unexpected("a fence's \"use\" is fence, zone or border, its \"exitMarginMetres\" and "
                               "\"dwellSeconds\" are not negative");
    }
    fence.name = textIn(from, "name");
    fence.use = *use;
    fence.exitMarginMetres = margin;
    fence.dwellAfter = Millis{std::llround(dwell * 1000)};
    bool alerts = false;
    fence.alerts = from["alerts"].get_bool().get(alerts) == simdjson::SUCCESS && alerts;
    return fence;
}

std::expected<std::vector<Fence>, std::string> zonesFromGeoJson(std::string_view text, std::string_view nameProperty) {
    simdjson::dom::parser parser;
    array features;
    element root;
    if (parser.parse(simdjson::padded_string(text)).get(root) != simdjson::SUCCESS ||
        root["features"].get_array().get(features) != simdjson::SUCCESS) {
        return std::unexpected("not a GeoJSON FeatureCollection");
    }
    std::vector<Fence> zones;
    for (const element feature : features) {
        object geometry;
        object properties;
        Fence zone;
        zone.use = FenceUse::zone;
        const bool ok = feature["geometry"].get_object().get(geometry) == simdjson::SUCCESS &&
                        feature["properties"].get_object().get(properties) == simdjson::SUCCESS &&
                        readGeometry(geometry, zone);
        zone.name = ok ? textIn(properties, nameProperty) : std::string_view{};
        if (zone.name.empty()) {
            return std::unexpected("feature " + std::to_string(zones.size()) + " has no polygon, or no property \"" +
                                   std::string(nameProperty) + "\"");
        }
        zone.id = zone.name;
        zones.push_back(std::move(zone));
    }
    return zones;
}

} // namespace roundsman
