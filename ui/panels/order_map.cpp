#include "ui/panels/order_map.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/answer_columns.h"
#include "ui/models/order_risk.h"
#include "ui/models/trouble_words.h"
#include "ui/support/words.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

constexpr std::size_t wayPointsAPage = 6000;
constexpr std::size_t wayPointsMost = 20'000; // a shift of positions every two seconds
constexpr double pointerReach = 14;           // pixels
constexpr double panStep = 60;
constexpr Millis stepNearby{5 * 60'000}; // a position later or earlier says nothing of where a step was
constexpr double zoomOfOne = 15;

bool endsTheOrder(OrderStep step) {
    return step == OrderStep::delivered || step == OrderStep::cancelled || step == OrderStep::rejected;
}

std::optional<GeoPoint> pointOf(const Table& order, std::string_view latitude, std::string_view longitude) {
    const Cell& north = order.at(0, latitude);
    return isNothing(north) ? std::nullopt
                            : std::optional(GeoPoint::fromDegrees(numberOf(north), numberOf(order.at(0, longitude))));
}

} // namespace

std::vector<OrderMap::Turn> turnsOf(const Table& timeline, EventTime now) {
    std::vector<OrderMap::Turn> turns;
    for (std::size_t row = 0; row < timeline.rows.size(); ++row) { // history may know more than the picture
        now = std::max(now, timeOf(timeline.at(row, "time")));
    }
    EventTime over = now;
    for (std::size_t row = 0; row < timeline.rows.size(); ++row) {
        const EventTime time = timeOf(timeline.at(row, "time"));
        const QString rider = cellText(timeline.at(row, "rider"));
        if (!rider.isEmpty() && (turns.empty() || turns.back().rider != rider)) {
            if (!turns.empty()) {
                turns.back().to = time;
            }
            turns.push_back({rider, time, now});
        }
        const auto step = orderStepFrom(textOf(timeline.at(row, "step")));
        if (step && endsTheOrder(*step) && textOf(timeline.at(row, "act")).empty()) {
            over = std::min(over, time);
        }
    }
    for (OrderMap::Turn& turn : turns) {
        turn.to = std::min(turn.to, over);
    }
    std::erase_if(turns, [](const OrderMap::Turn& turn) { return turn.to <= turn.from; });
    return turns;
}

bool goOn(const std::vector<OrderMap::Turn>& before, const std::vector<OrderMap::Turn>& now) {
    if (now.size() < before.size()) {
        return false;
    }
    for (std::size_t n = 0; n < before.size(); ++n) {
        const bool isLast = n + 1 == before.size();
        const bool longer = isLast ? now[n].to >= before[n].to : now[n].to == before[n].to;
        if (now[n].rider != before[n].rider || now[n].from != before[n].from || !longer) {
            return false;
        }
    }
    return true;
}

OrderMap::OrderMap(FrameFeed& feed, Navigator& navigator, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_navigator(navigator) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumHeight(160);
    setAccessibleName(tr("Map of what happened"));
    connect(&m_camera, &MapCamera::changed, this, qOverload<>(&QWidget::update));
    connect(&m_tiles, &TilePictures::arrived, this, qOverload<>(&QWidget::update));
}

void OrderMap::setTones(const Tones& tones) {
    m_tones = &tones;
    update();
}

void OrderMap::setGround(const QString& tileHost, const QString& attribution) {
    m_tiles.setHost(tileHost);
    m_attribution = attribution;
    update();
}

void OrderMap::show(const Table& order, const Table& timeline) {
    if (const QString id = cellText(order.at(0, "order")); id != m_id) {
        m_id = id;
        m_turns.clear();
        m_places.clear();
        m_near = nullptr;
        m_reading = 0;
        m_readTo = {};
        m_anew = false;
        m_byHand = false;
        m_trouble.clear();
    }
    m_pickup = pointOf(order, "pickup_latitude", "pickup_longitude");
    m_dropoff = pointOf(order, "dropoff_latitude", "dropoff_longitude");
    m_merchant = cellText(order.at(0, "merchant_name"));
    m_pickedUp = timeOf(order.at(0, "picked_up"));
    m_timeline = timeline;
    EventTime now{};
    for (const FramePtr& lane : m_feed.picture().lanes) {
        now = std::max(now, lane->laneTime);
    }
    const std::vector<Turn> turns = turnsOf(timeline, now);
    if (turns != m_turns) {
        if (!goOn(m_turns, turns)) {
            m_anew = true;
            m_reading = 0;
        }
        m_turns = turns;
        if (isVisible()) {
            read();
        }
    }
    placeSteps();
    if (!m_byHand) {
        fit();
    }
    update();
}

void OrderMap::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    read();
}

/// What came since the last reading; all of it when the turns are others.
void OrderMap::read() {
    if (m_reading != 0 || m_turns.empty() || (!m_anew && m_readTo == m_turns.back().to)) {
        return;
    }
    m_reading = ++m_readings;
    m_readTo = m_turns.back().to;
    m_comingPlaces = m_anew ? std::vector<Place>() : m_places;
    const EventTime known = m_comingPlaces.empty() ? EventTime{} : m_comingPlaces.back().time;
    const auto first = std::ranges::find_if(m_turns, [known](const Turn& turn) { return turn.to > known; });
    readTurn(static_cast<std::size_t>(first - m_turns.begin()));
}

void OrderMap::readTurn(std::size_t turn) {
    if (turn >= m_turns.size() || m_comingPlaces.size() >= wayPointsMost) {
        m_reading = 0;
        m_anew = false;
        m_trouble.clear();
        m_near = nullptr;
        m_places = std::move(m_comingPlaces);
        placeSteps();
        if (!m_byHand) {
            fit();
        }
        update();
        read(); // it may have gone on meanwhile
        return;
    }
    const Turn& wanted = m_turns[turn];
    const EventTime from = m_comingPlaces.empty() || m_comingPlaces.back().time < wanted.from
                               ? wanted.from
                               : m_comingPlaces.back().time + Millis{1};
    m_feed.api().query({.kind = QueryKind::trail,
                        .from = from,
                        .to = wanted.to + Millis{1},
                        .id = wanted.rider.toStdString(),
                        .text = {},
                        .bucket = {},
                        .timeZone = {},
                        .limit = std::min(wayPointsAPage, wayPointsMost - m_comingPlaces.size())},
                       answerOn<Table>(this, [this, turn, reading = m_reading](const auto& answer) {
                           if (reading != m_reading) {
                               return; // another order meanwhile
                           }
                           if (answer) {
                               takeTrail(turn, *answer);
                           } else {
                               m_reading = 0;
                               m_readTo = {};
                               m_trouble = troubleText(answer.error().sentence);
                               update();
                           }
                       }));
}

void OrderMap::takeTrail(std::size_t turn, const Table& trail) {
    for (std::size_t row = 0; row < trail.rows.size(); ++row) {
        const EventTime time = timeOf(trail.at(row, "time"));
        m_comingPlaces.push_back(
            {.point = GeoPoint::fromDegrees(numberOf(trail.at(row, "latitude")), numberOf(trail.at(row, "longitude"))),
             .time = time,
             .carried = m_pickedUp != EventTime{} && time >= m_pickedUp,
             .record = {PartitionNo{static_cast<std::int32_t>(wholeOf(trail.at(row, "partition")))},
                        Offset{wholeOf(trail.at(row, "offset"))},
                        static_cast<std::uint32_t>(wholeOf(trail.at(row, "document")))}});
    }
    readTurn(trail.more && !trail.rows.empty() ? turn : turn + 1);
}

const OrderMap::Place* OrderMap::placeAt(EventTime time) const {
    const auto after = std::ranges::lower_bound(m_places, time, {}, &Place::time);
    const Place* nearest = nullptr;
    for (const auto at : {after, after == m_places.begin() ? after : after - 1}) {
        if (at != m_places.end() && std::chrono::abs(at->time - time) <= stepNearby &&
            (!nearest || std::chrono::abs(at->time - time) < std::chrono::abs(nearest->time - time))) {
            nearest = &*at;
        }
    }
    return nearest;
}

/// Where the rider was then; before anybody has the order, it is the merchant's.
void OrderMap::placeSteps() {
    m_steps.clear();
    for (std::size_t row = 0; row < m_timeline.rows.size(); ++row) {
        const auto step = orderStepFrom(textOf(m_timeline.at(row, "step")));
        if (!step || !textOf(m_timeline.at(row, "act")).empty()) {
            continue; // what was done at a desk has no place
        }
        const EventTime time = timeOf(m_timeline.at(row, "time"));
        const bool atMerchant = *step == OrderStep::placed || *step == OrderStep::accepted || *step == OrderStep::ready;
        const Place* place = atMerchant ? nullptr : placeAt(time);
        const auto point = place ? std::optional(place->point) : *step == OrderStep::delivered ? m_dropoff : m_pickup;
        if (point) {
            m_steps.push_back({stepName(*step) + u' ' + bareClockText(time), *point});
        }
    }
}

void OrderMap::fit() {
    World northWest{1, 1};
    World southEast{0, 0};
    const auto take = [&](GeoPoint point) {
        const World at = worldOf(point);
        northWest = {std::min(northWest.x, at.x), std::min(northWest.y, at.y)};
        southEast = {std::max(southEast.x, at.x), std::max(southEast.y, at.y)};
    };
    for (const Place& place : m_places) {
        take(place.point);
    }
    for (const auto& end : {m_pickup, m_dropoff}) {
        if (end) {
            take(*end);
        }
    }
    if (northWest.x > southEast.x) {
        return; // nothing is known of it
    }
    if (northWest == southEast) {
        m_camera.lookAt(northWest, zoomOfOne);
    } else {
        m_camera.fit(northWest, southEast);
    }
}

void OrderMap::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_camera.setViewport(size(), devicePixelRatioF());
    if (!m_byHand) {
        fit();
    }
}

const OrderMap::Place* OrderMap::nearestTo(QPointF screen) const {
    const Place* nearest = nullptr;
    double least = pointerReach * pointerReach;
    for (const Place& place : m_places) {
        const QPointF way = screenOf(place.point) - screen;
        if (const double square = QPointF::dotProduct(way, way); square <= least) {
            least = square;
            nearest = &place;
        }
    }
    return nearest;
}

void OrderMap::openNearest(QPointF screen) {
    if (const Place* place = nearestTo(screen)) {
        m_navigator.openRecord(place->record);
    }
}

void OrderMap::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->position();
    m_dragged = m_pressed;
}

void OrderMap::mouseMoveEvent(QMouseEvent* event) {
    if ((event->buttons() & Qt::LeftButton) != 0) {
        m_byHand = true;
        m_camera.panBy(m_dragged - event->position());
        m_dragged = event->position();
        return;
    }
    const Place* near = nearestTo(event->position());
    if (near != m_near) {
        m_near = near;
        setCursor(near ? Qt::PointingHandCursor : Qt::ArrowCursor);
        QToolTip::showText(event->globalPosition().toPoint(),
                           near ? tr("%1: click to open the record").arg(secondsText(near->time)) : QString(), this);
        update();
    }
}

void OrderMap::mouseReleaseEvent(QMouseEvent* event) {
    const bool moved = (event->position() - m_pressed).manhattanLength() > 4;
    if (event->button() == Qt::LeftButton && !moved) {
        openNearest(event->position());
    }
}

void OrderMap::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    m_near = nullptr;
    update();
}

void OrderMap::wheelEvent(QWheelEvent* event) {
    m_byHand = true;
    m_camera.zoomAround(event->position(), m_camera.zoom() + event->angleDelta().y() / 240.0);
    event->accept();
}

void OrderMap::keyPressEvent(QKeyEvent* event) {
    const auto pan = [this](double x, double y) {
        m_byHand = true;
        m_camera.panBy({x, y});
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return pan(-panStep, 0);
    case Qt::Key_Right:
        return pan(panStep, 0);
    case Qt::Key_Up:
        return pan(0, -panStep);
    case Qt::Key_Down:
        return pan(0, panStep);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_byHand = true;
        return m_camera.zoomBy(0.5);
    case Qt::Key_Minus:
        m_byHand = true;
        return m_camera.zoomBy(-0.5);
    case Qt::Key_Home:
        m_byHand = false;
        return fit();
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace roundsman
