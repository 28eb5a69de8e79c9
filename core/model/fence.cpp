#include "core/model/fence.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace roundsman {
namespace {

constexpr std::size_t verticesMax = 20'000; // a document holds 64 KiB: this is far more than fits

/// Takes words, brackets and numbers off the front of a WKT text.
class WktReader {
public:
    explicit WktReader(std::string_view text) : m_rest(text) {}

    bool take(char c) {
        skipBlanks();
        if (m_rest.empty() || m_rest.front() != c) {
            return false;
        }
        m_rest.remove_prefix(1);
        return true;
    }
    bool takeWord(std::string_view word) {
        skipBlanks();
        if (m_rest.size() < word.size()) {
            return false;
        }
        for (std::size_t i = 0; i < word.size(); ++i) {
            if ((m_rest[i] & ~0x20) != word[i]) {
                return false;
            }
        }
        m_rest.remove_prefix(word.size());
        return true;
    }
    std::optional<double> number() {
        skipBlanks();
        double value = 0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        if (error != std::errc{} || !std::isfinite(value)) {
            return {};
        }
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return value;
    }
    std::optional<GeoPoint> point(bool latitudeFirst) {
        const auto a = number();
        const auto b = a ? number() : std::nullopt;
        if (!b) {
            return {};
        }
        const double latitude = latitudeFirst ? *a : *b;
        const double longitude = latitudeFirst ? *b : *a;
        if (std::abs(latitude) > 90 || std::abs(longitude) > 180) {
            return {};
        }
        return GeoPoint::fromDegrees(latitude, longitude);
    }
    [[nodiscard]] bool atEnd() {
        skipBlanks();
        return m_rest.empty();
    }

private:
    void skipBlanks() {
        while (!m_rest.empty() &&
               (m_rest.front() == ' ' || m_rest.front() == '\n' || m_rest.front() == '\t' || m_rest.front() == '\r')) {
            m_rest.remove_prefix(1);
        }
    }
    std::string_view m_rest;
};

bool readRing(WktReader& in, bool latitudeFirst, std::vector<GeoPoint>& ring) {
    if (!in.take('(')) {
        return false;
    }
    do {
        const auto point = in.point(latitudeFirst);
        if (!point || ring.size() == verticesMax) {
            return false;
        }
        ring.push_back(*point);
    } while (in.take(','));
    if (ring.size() > 1 && ring.front() == ring.back()) {
        ring.pop_back();
    }
    return in.take(')') && ring.size() >= 3;
}

bool readPolygon(WktReader& in, bool latitudeFirst, Fence& fence) {
    if (!in.take('(')) {
        return false;
    }
    do {
        if (!readRing(in, latitudeFirst, fence.rings.emplace_back())) {
            return false;
        }
    } while (in.take(','));
    return in.take(')');
}

bool readShape(WktReader& in, bool latitudeFirst, Fence& fence) {
    if (in.takeWord("MULTIPOLYGON")) {
        bool ok = in.take('(');
        while (ok) {
            ok = readPolygon(in, latitudeFirst, fence);
            if (!ok || !in.take(',')) {
                break;
            }
        }
        return ok && in.take(')');
    }
    if (in.takeWord("POLYGON")) {
        return readPolygon(in, latitudeFirst, fence);
    }
    if (!in.takeWord("CIRCLE") || !in.take('(')) {
        return false;
    }
    const auto centre = in.point(latitudeFirst);
    const auto radius = centre && in.take(',') ? in.number() : std::nullopt;
    if (!radius || *radius <= 0) {
        return false;
    }
    fence.centre = *centre;
    fence.radiusMetres = *radius;
    return in.take(')');
}

} // namespace

std::expected<void, std::string_view> readWkt(std::string_view text, bool latitudeFirst, Fence& fence) {
    fence.rings.clear();
    fence.radiusMetres = 0;
    WktReader in(text);
    if (!readShape(in, latitudeFirst, fence) || !in.atEnd()) {
        return std::unexpected("not a POLYGON, MULTIPOLYGON or CIRCLE with degrees in range");
    }
    return {};
}

std::string_view toText(FenceUse use) {
    constexpr std::array<std::string_view, 3> texts{"fence", "zone", "border"};
    return texts[static_cast<std::size_t>(use)];
}

std::string_view toText(FenceChange change) {
    constexpr std::array<std::string_view, 4> texts{"enter", "exit", "dwell", "cross"};
    return texts[static_cast<std::size_t>(change)];
}

std::string_view toText(FenceCause cause) {
    constexpr std::array<std::string_view, 3> texts{"seen", "fence_removed", "rider_left"};
    return texts[static_cast<std::size_t>(cause)];
}

std::string_view toText(LadderLeg leg) {
    constexpr std::array<std::string_view, 2> texts{"to_merchant", "to_customer"};
    return texts[static_cast<std::size_t>(leg)];
}

std::string_view toText(LadderRung rung) {
    constexpr std::array<std::string_view, 5> texts{"none", "near", "approaching", "arrived", "left"};
    return texts[static_cast<std::size_t>(rung)];
}

} // namespace roundsman
