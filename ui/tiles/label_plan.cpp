#include "ui/tiles/label_plan.h"

#include "ui/tiles/city_style.h"
#include "ui/tiles/label_space.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace roundsman {

namespace {

struct NameStyle {
    int from = 0;
    int to = 19;
    double size = 11;
    bool strong = false;
    double spacing = 100;
    bool capitals = false;
    LabelTone tone = LabelTone::place;
};

NameStyle styleOf(LabelKind kind, int rank, int zoom) {
    switch (kind) {
    case LabelKind::city:
        return {5, 11, zoom < 9 ? 13.0 : 17.0, true, 102, false, LabelTone::place};
    case LabelKind::district:
        return {rank <= 1 ? 11 : 12, 16, zoom < 13 ? 11.0 : zoom < 15 ? 12.0 : 13.0, true, 112, true, LabelTone::place};
    case LabelKind::water:
        return {11, 18, zoom < 14 ? 11.0 : 12.0, false, 108, false, LabelTone::water};
    case LabelKind::park:
        return {13, 18, 11, false, 100, false, LabelTone::park};
    case LabelKind::sea:
        return {5, 14, 13, false, 130, false, LabelTone::water};
    }
    return {};
}

int streetLabelsFrom(RoadClass roadClass) {
    switch (roadClass) {
    case RoadClass::motorway:
        return 13;
    case RoadClass::arterial:
        return 14;
    case RoadClass::street:
        return 15;
    case RoadClass::residential:
        return 16;
    case RoadClass::path:
        break;
    }
    return 18;
}

/// A polyline one can walk along by length.
class Walk {
public:
    Walk(const QPolygonF& world, double scale) {
        for (const QPointF& point : world) {
            const QPointF next = point * scale;
            m_lengths.push_back(m_points.isEmpty() ? 0
                                                   : m_lengths.back() + std::hypot(next.x() - m_points.last().x(),
                                                                                   next.y() - m_points.last().y()));
            m_points << next;
        }
    }
    [[nodiscard]] double length() const { return m_lengths.empty() ? 0 : m_lengths.back(); }
    [[nodiscard]] QPointF at(double way) const {
        const auto next = std::ranges::upper_bound(m_lengths, way);
        const auto n = std::clamp<std::ptrdiff_t>(next - m_lengths.begin(), 1, m_points.size() - 1);
        const double from = m_lengths[static_cast<std::size_t>(n - 1)];
        const double span = std::max(m_lengths[static_cast<std::size_t>(n)] - from, 1e-9);
        const double part = (way - from) / span;
        return m_points[n - 1] + (m_points[n] - m_points[n - 1]) * part;
    }

private:
    QPolygonF m_points;
    std::vector<double> m_lengths;
};

double angleOf(QPointF way) {
    return std::atan2(way.y(), way.x()) * 180 / std::numbers::pi;
}

class Planner {
public:
    Planner(const CityShapes& shapes, int zoom) : m_shapes(shapes), m_zoom(zoom), m_scale(worldPixels(zoom)) {}

    void placeNames() {
        std::vector<const CityLabel*> labels;
        for (const CityLabel& label : m_shapes.city->labels) {
            labels.push_back(&label);
        }
        std::ranges::stable_sort(labels, {}, [](const CityLabel* label) { return label->rank; });
        for (const CityLabel* label : labels) {
            const NameStyle style = styleOf(label->kind, label->rank, m_zoom);
            if (m_zoom >= style.from && m_zoom <= style.to) {
                const QString text = QString::fromStdString(label->text);
                placeFlat(style.capitals ? text.toUpper() : text, label->position,
                          labelFont(style.size, style.strong, style.spacing), style.tone, 10, false);
            }
        }
    }

    void placeStreets(const std::vector<StreetChain>& chains) {
        for (const StreetChain& chain : chains) {
            const bool wide = chain.roadClass <= RoadClass::arterial;
            if (m_zoom >= streetLabelsFrom(chain.roadClass)) {
                placeAlong(chain, labelFont(wide ? 11 : 10, false, 103));
            }
        }
    }

    void placeMerchants() {
        if (m_zoom < 17) {
            return;
        }
        for (const Restaurant& restaurant : m_shapes.city->restaurants) {
            placeFlat(QString::fromStdString(restaurant.name), restaurant.position, labelFont(10, false),
                      LabelTone::street, 3, true);
        }
    }

    LabelPlan plan;

private:
    void placeFlat(const QString& text, GeoPoint position, const QFont& font, LabelTone tone, double air, bool dot) {
        const QFontMetricsF metrics(font);
        const QSizeF size(metrics.horizontalAdvance(text), metrics.height());
        QPointF centre = worldPoint(position) * m_scale;
        const QPointF dotCentre = centre;
        if (dot) {
            centre.ry() += size.height() / 2 + 4;
        }
        QRectF box(centre.x() - size.width() / 2, centre.y() - size.height() / 2, size.width(), size.height());
        if (dot) {
            box.setTop(dotCentre.y() - 4);
        }
        const QRectF claimed = box.adjusted(-air, -air / 2, air, air / 2);
        if (text.isEmpty() || !m_space.isFree(claimed)) {
            return;
        }
        m_space.take(claimed);
        plan.labels.push_back({{{text, centre, 0}}, font, tone, box.adjusted(-3, -3, 3, 3), dot});
    }

    void placeAlong(const StreetChain& chain, const QFont& font) {
        const QString name = QString::fromStdString(m_shapes.city->streetNames[chain.name]);
        const QFontMetricsF metrics(font);
        const double needed = metrics.horizontalAdvance(name) + 16;
        const Walk walk(chain.line, m_scale);
        constexpr double spacing = 420;
        const int times = std::max(1, static_cast<int>(walk.length() / spacing));
        for (int n = 0; n < times; ++n) {
            const double middle = walk.length() * (n + 0.5) / times;
            for (const double shift : {0.0, 0.18, -0.18}) { // a crossing or a bend: a little further along
                const double start = middle + shift * walk.length() / times - needed / 2 + 8;
                if (start < 0 || start + needed - 16 > walk.length()) {
                    continue;
                }
                if (auto label = written(name, metrics, walk, start, needed - 16)) {
                    label->font = font;
                    plan.labels.push_back(std::move(*label));
                    break;
                }
            }
        }
    }

    /// Letter by letter along the street; nothing when it bends too much or others are in the way.
    std::optional<PlacedLabel> written(const QString& name, const QFontMetricsF& metrics, const Walk& walk,
                                       double start, double width) {
        const bool backwards = walk.at(start + width).x() < walk.at(start).x();
        const double whole = angleOf(walk.at(start + width) - walk.at(start));
        PlacedLabel label;
        label.tone = LabelTone::street;
        for (qsizetype n = 0; n < name.size(); ++n) {
            const double before = metrics.horizontalAdvance(name.left(n));
            const double after = metrics.horizontalAdvance(name.left(n + 1));
            const double way = backwards ? start + width - (before + after) / 2 : start + (before + after) / 2;
            const double half = std::max((after - before) / 2, 2.0);
            const double angle = angleOf(walk.at(way + half) - walk.at(way - half));
            if (std::abs(std::remainder(angle - whole, 360)) > 22) {
                return std::nullopt;
            }
            const QPointF centre = walk.at(way);
            label.parts.push_back({name.mid(n, 1), centre, backwards ? angle + 180 : angle});
            const QRectF letter(centre.x() - 7, centre.y() - 7, 14, 14);
            if (!m_space.isFree(letter)) {
                return std::nullopt;
            }
            label.box = label.box.united(letter);
        }
        for (const LabelPart& part : label.parts) {
            m_space.take(QRectF(part.centre.x() - 8, part.centre.y() - 8, 16, 16));
        }
        return label;
    }

    const CityShapes& m_shapes;
    int m_zoom;
    double m_scale;
    LabelSpace m_space;
};

} // namespace

std::vector<const PlacedLabel*> LabelPlan::in(const QRectF& worldPixelBox) const {
    std::vector<const PlacedLabel*> found;
    for (const PlacedLabel& label : labels) {
        if (label.box.intersects(worldPixelBox)) {
            found.push_back(&label);
        }
    }
    return found;
}

LabelPlanner::LabelPlanner(std::shared_ptr<const CityShapes> shapes)
    : m_shapes(std::move(shapes)), m_chains(streetChains(*m_shapes->city)) {
    std::ranges::stable_sort(m_chains, {}, &StreetChain::roadClass);
}

std::shared_ptr<const LabelPlan> LabelPlanner::at(int zoom) {
    const std::scoped_lock lock(m_mutex);
    auto& plan = m_plans[static_cast<std::size_t>(zoom)];
    if (!plan) {
        Planner planner(*m_shapes, zoom);
        planner.placeNames();
        planner.placeStreets(m_chains);
        planner.placeMerchants();
        plan = std::make_shared<const LabelPlan>(std::move(planner.plan));
    }
    return plan;
}

} // namespace roundsman
