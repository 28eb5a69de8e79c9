#include "ui/map/rider_painter.h"

#include "ui/map/rider_decor.h"
#include "ui/map/stamp.h"
#include "ui/theme/tones.h"

#include <QPainter>

#include <algorithm>

namespace roundsman {

namespace {

constexpr double riderMargin = 40; // so that a pan has riders at the edge before the next picture is ready

/// Fixed world to device pixels, with the centre subtracted in whole numbers: exact at every zoom.
struct Projection {
    FixedWorld centre;
    float scale;
    float halfWidth;
    float halfHeight;

    Projection(const RiderPicture& picture)
        : centre(fixedOf(picture.view.centre)),
          scale(static_cast<float>(worldPixels(picture.view.zoom) * picture.view.pixelRatio / 4294967296.0)),
          halfWidth(static_cast<float>(picture.image.width()) / 2),
          halfHeight(static_cast<float>(picture.image.height()) / 2) {}

    [[nodiscard]] int x(FixedWorld place) const {
        return static_cast<int>(static_cast<float>(static_cast<std::int32_t>(place.x - centre.x)) * scale + halfWidth);
    }
    [[nodiscard]] int y(FixedWorld place) const {
        return static_cast<int>(static_cast<float>(static_cast<std::int32_t>(place.y - centre.y)) * scale + halfHeight);
    }
};

bool shown(const RiderMotion& motion, const RiderPictureOrder& order) {
    return (order.statuses >> static_cast<unsigned>(motion.status) & 1) != 0 &&
           (order.staleness >> static_cast<unsigned>(motion.staleness) & 1) != 0;
}

} // namespace

QImage RiderPainter::blankImage(QSize size) {
    std::erase_if(m_images, [size](const QImage& image) { return image.size() != size; });
    const auto free = std::ranges::find_if(m_images, [](const QImage& image) { return image.isDetached(); });
    if (free == m_images.end()) {
        QImage image(size, QImage::Format_RGBA8888_Premultiplied);
        image.fill(Qt::transparent);
        return image;
    }
    QImage image = std::move(*free); // taken out, so that painting does not copy it
    m_images.erase(free);
    image.fill(Qt::transparent);
    return image;
}

int RiderPainter::diameterFor(const MapViewState& view) {
    std::size_t marks = 0;
    for (const auto& visible : m_visible) {
        marks += visible.size();
    }
    const int fair = MarkSprites::diameterFor(view.zoom, marks, view.size.width() * view.size.height());
    // A rider who comes or goes at the edge must not make all marks breathe.
    const bool steady = std::abs(fair - m_diameter) <= 1 && std::abs(view.zoom - m_diameterZoom) < 0.3;
    if (!steady) {
        m_diameter = fair;
        m_diameterZoom = view.zoom;
    }
    return m_diameter;
}

const MarkSprites& RiderPainter::spritesFor(const RiderPictureOrder& order) {
    const Tones& tones = order.dark ? darkTones() : lightTones();
    if (m_spritesDark != order.dark) {
        m_sprites.clear();
        m_spritesDark = order.dark;
    }
    const int diameter = static_cast<int>(std::lround(diameterFor(order.view) * order.view.pixelRatio));
    const auto known = std::ranges::find(m_sprites, diameter, [](const auto& sprites) { return sprites->diameter(); });
    if (known != m_sprites.end()) {
        return **known;
    }
    m_sprites.push_back(std::make_unique<MarkSprites>(diameter, tones));
    return *m_sprites.back();
}

void RiderPainter::collect(const RiderTracks& tracks, const RiderPictureOrder& order, double seconds,
                           RiderPicture& picture) {
    for (auto& marks : m_visible) {
        marks.clear();
    }
    const Projection projection(picture);
    const bool clustered = order.clusters && order.view.zoom < ClusterGrid::zoomBelow;
    ClusterGrid grid(order.view);
    const int width = picture.image.width();
    const int height = picture.image.height();
    const auto& motions = tracks.motions();
    for (std::uint32_t n = 0; n < motions.size(); ++n) {
        const RiderMotion& motion = motions[n];
        const FixedWorld place = RiderTracks::placeAt(motion, seconds);
        const int x = projection.x(place);
        const int y = projection.y(place);
        if (x < -12 || y < -12 || x >= width + 12 || y >= height + 12 || !shown(motion, order)) {
            continue;
        }
        picture.moving =
            picture.moving || (motion.perSecond > 0 && (seconds - motion.startSeconds) * motion.perSecond < 1);
        m_visible[static_cast<std::size_t>(motion.staleness)].push_back(
            {n, static_cast<std::int16_t>(x), static_cast<std::int16_t>(y)});
        if (Cluster* cell = clustered ? grid.at(place) : nullptr) {
            ++cell->count;
            cell->sumX += x;
            cell->sumY += y;
            ++cell->byStatus[static_cast<std::size_t>(motion.status)];
            ++cell->byStaleness[static_cast<std::size_t>(motion.staleness)];
        }
    }
    if (!clustered) {
        return;
    }
    picture.clusters = grid.taken();
    for (auto& marks : m_visible) {
        std::erase_if(marks, [&](const DrawnMark& mark) {
            const Cluster* cell = grid.at(RiderTracks::placeAt(motions[mark.index], seconds));
            return cell && cell->count >= ClusterGrid::clusterFrom;
        });
    }
}

void RiderPainter::stampMarks(const RiderTracks& tracks, RiderPicture& picture) const {
    auto* canvas = reinterpret_cast<std::uint32_t*>(picture.image.bits());
    const int width = picture.image.width();
    const int height = picture.image.height();
    std::vector<DrawnMark> drawn;
    for (std::size_t age = stalenessCount; age-- > 0;) {
        for (const DrawnMark& mark : m_visible[age]) {
            const RiderMotion& motion = tracks.motions()[mark.index];
            stamp(canvas, width, height, m_marks->of(motion.status, motion.staleness, motion.heading), mark.x, mark.y);
        }
        drawn.insert(drawn.end(), m_visible[age].begin(), m_visible[age].end());
    }
    picture.picks = PickIndex(std::move(drawn), picture.image.size());
}

std::shared_ptr<const RiderPicture> RiderPainter::paint(const RiderTracks& tracks, const RiderPictureOrder& order,
                                                        SteadyTime now) {
    const SteadyTime began = std::chrono::steady_clock::now();
    const Tones& tones = order.dark ? darkTones() : lightTones();
    auto picture = std::make_shared<RiderPicture>();
    picture->view = order.view;
    picture->marginPixels = static_cast<int>(riderMargin * order.view.pixelRatio);
    const QSize inner = (order.view.size * order.view.pixelRatio).toSize();
    picture->image = blankImage(inner + QSize(2 * picture->marginPixels, 2 * picture->marginPixels));
    picture->layout = tracks.layout();
    const double seconds = tracks.secondsAt(now);
    collect(tracks, order, seconds, *picture);
    m_marks = &spritesFor(order);
    picture->markRadius = m_marks->diameter() / 2.0;

    const auto placeOf = [&](const std::optional<RiderRef>& ref) {
        const std::size_t index = ref ? tracks.layout().indexOf(*ref) : tracks.size();
        return index < tracks.size() ? std::optional(RiderTracks::placeAt(tracks.motions()[index], seconds))
                                     : std::nullopt;
    };
    const auto selected = placeOf(order.selected);
    const auto hovered = placeOf(order.hovered);
    QPainter painter;
    if (selected) {
        painter.begin(&picture->image);
        painter.setRenderHint(QPainter::Antialiasing);
        paintTrail(painter, *picture, order, *selected, tones);
        paintStops(painter, *picture, order, *selected, tones);
        painter.end();
    }
    stampMarks(tracks, *picture);
    painter.begin(&picture->image);
    painter.setRenderHint(QPainter::Antialiasing);
    paintClusters(painter, *picture, tones);
    if (hovered && order.hovered != order.selected) {
        paintRing(painter, *picture, *hovered, false, tones);
    }
    if (selected) {
        paintRing(painter, *picture, *selected, true, tones);
    }
    painter.end();
    m_images.push_back(picture->image);
    picture->drawMillis = std::chrono::duration<float, std::milli>(std::chrono::steady_clock::now() - began).count();
    return picture;
}

} // namespace roundsman
