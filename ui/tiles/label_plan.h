#pragma once

#include "ui/tiles/city_shapes.h"
#include "ui/tiles/street_chains.h"

#include <QFont>
#include <QString>

#include <array>
#include <memory>
#include <mutex>
#include <vector>

namespace roundsman {

enum class LabelTone : std::uint8_t { place, street, water, park };

/// One letter or word, turned by an angle, in world pixels of its zoom (logical).
struct LabelPart {
    QString text;
    QPointF centre;
    double angleDegrees = 0;
};

struct PlacedLabel {
    std::vector<LabelPart> parts;
    QFont font;
    LabelTone tone = LabelTone::place;
    QRectF box;       ///< world pixels
    bool dot = false; ///< a merchant: a small disc above
};

/// All labels of one zoom, placed once for the whole city: two tiles that share a label agree on it, because neither
/// decides alone. Deterministic: by rank, then by the order in the city.
struct LabelPlan {
    std::vector<PlacedLabel> labels;

    [[nodiscard]] std::vector<const PlacedLabel*> in(const QRectF& worldPixels) const;
};

class LabelPlanner {
public:
    explicit LabelPlanner(std::shared_ptr<const CityShapes> shapes);

    /// Made at first asking; usable by many threads.
    std::shared_ptr<const LabelPlan> at(int zoom);

private:
    std::shared_ptr<const CityShapes> m_shapes;
    std::vector<StreetChain> m_chains;
    std::mutex m_mutex;
    std::array<std::shared_ptr<const LabelPlan>, 20> m_plans; ///< guarded by m_mutex
};

} // namespace roundsman
