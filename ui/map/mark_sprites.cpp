#include "ui/map/mark_sprites.h"

#include "ui/map/mark_shapes.h"
#include "ui/theme/tones.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

constexpr int finsFromDiameter = 9;

int trimmedSide(const QImage& image) {
    const int centre = image.width() / 2;
    int reach = 0;
    for (int y = 0; y < image.height(); ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            if (row[x] != 0) {
                reach = std::max({reach, std::abs(x - centre), std::abs(y - centre)});
            }
        }
    }
    return 2 * reach + 1;
}

Sprite spriteOf(const QImage& image) {
    Sprite sprite;
    sprite.side = trimmedSide(image);
    const int begin = image.width() / 2 - sprite.side / 2;
    sprite.pixels.reserve(static_cast<std::size_t>(sprite.side) * static_cast<std::size_t>(sprite.side));
    for (int y = 0; y < sprite.side; ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(image.constScanLine(begin + y)) + begin;
        sprite.pixels.insert(sprite.pixels.end(), row, row + sprite.side);
    }
    return sprite;
}

Sprite painted(RiderStatus status, Staleness staleness, int heading, int diameter, const Tones& tones) {
    const int side = 2 * static_cast<int>(std::ceil(diameter * 1.2 + 4)) + 1;
    QImage image(side, side, QImage::Format_RGBA8888_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.translate(side / 2 + 0.5, side / 2 + 0.5);
    paintMark(painter, status, staleness, diameter, tones, heading);
    painter.end();
    return spriteOf(image);
}

} // namespace

MarkSprites::MarkSprites(int diameter, const Tones& tones)
    : m_diameter(diameter), m_fins(diameter >= finsFromDiameter), m_slots(m_fins ? headings + 1 : 1) {
    m_sprites.reserve(riderStatusCount * stalenessCount * m_slots);
    for (std::size_t status = 0; status < riderStatusCount; ++status) {
        for (std::size_t staleness = 0; staleness < stalenessCount; ++staleness) {
            for (std::size_t slot = 0; slot < m_slots; ++slot) {
                const int heading = slot == 0 ? -1 : static_cast<int>(slot - 1) * 360 / headings;
                m_sprites.push_back(painted(static_cast<RiderStatus>(status), static_cast<Staleness>(staleness),
                                            heading, diameter, tones));
            }
        }
    }
}

int MarkSprites::diameterAt(double zoom) {
    constexpr double from = 11;
    if (zoom < from) {
        return 4;
    }
    return static_cast<int>(std::lround(std::min(5 + (zoom - from) * 1.9, 16.0)));
}

int MarkSprites::diameterFor(double zoom, std::size_t marks, double screenArea) {
    constexpr double cover = 0.9;
    constexpr int least = 4;
    const double fair = std::sqrt(cover * screenArea / static_cast<double>(std::max<std::size_t>(marks, 1)));
    return std::max(least, std::min(diameterAt(zoom), static_cast<int>(fair)));
}

} // namespace roundsman
