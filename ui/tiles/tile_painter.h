#pragma once

#include "ui/tiles/label_plan.h"

#include <QImage>

#include <memory>

class QPainter;

namespace roundsman {

struct CityStyle;

struct TileKey {
    int zoom = 0;
    int x = 0;
    int y = 0;
    bool dark = false;
    int ratio = 1; ///< device pixels a logical pixel: 1 or 2

    bool operator==(const TileKey&) const = default;
};

/// Draws any tile of the demo city. Usable by many threads; the same key gives the same pixels.
class TilePainter {
public:
    explicit TilePainter(std::shared_ptr<const City> city);

    [[nodiscard]] QImage paint(const TileKey& key) const;

private:
    struct Sheet;
    static void paintGround(const Sheet& sheet);
    static void paintBuildings(const Sheet& sheet);
    static void paintRoads(const Sheet& sheet);
    void paintLabels(const Sheet& sheet) const;

    std::shared_ptr<const CityShapes> m_shapes;
    std::unique_ptr<LabelPlanner> m_labels;
};

} // namespace roundsman
