#include "ui/map/fence_overlay.h"

#include "ui/map/fence_editor.h"
#include "ui/map/mercator.h"

#include <QGuiApplication>
#include <QQuickWindow>
#include <QStyleHints>

#include <algorithm>
#include <array>
#include <cmath>

namespace roundsman {

namespace {

constexpr double handleReach = 9; // logical pixels around a handle that still mean it

bool isClose(QPointF a, QPointF b) {
    const QPointF way = a - b;
    return std::hypot(way.x(), way.y()) <= handleReach;
}

} // namespace

FenceOverlay::FenceOverlay(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    setVisible(false);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::RightButton);
    setAcceptHoverEvents(true);
    setFlag(ItemIsFocusScope, false);
}

void FenceOverlay::attach(MapCamera* camera, FenceEditor* editor) {
    m_camera = camera;
    m_editor = editor;
    if (editor) {
        connect(camera, &MapCamera::changed, this, [this] { update(); });
        connect(editor, &FenceEditor::changed, this, &FenceOverlay::follow);
        connect(editor, &QObject::destroyed, this, [this] {
            m_editor = nullptr;
            setVisible(false);
        });
    }
}

void FenceOverlay::setDark(bool dark) {
    m_dark = dark;
    update();
}

void FenceOverlay::follow() {
    const bool shows = m_editor && m_editor->active();
    if (shows && !isVisible()) {
        m_byKeys = false;
        setVisible(true);
        forceActiveFocus(Qt::OtherFocusReason);
        window()->requestActivate(); // the keys go here now, also when a button of a panel began it
    } else if (!shows && isVisible()) {
        m_pressed = m_panning = m_dragging = false;
        setVisible(false);
        auto* riders = parentItem() ? parentItem()->findChild<QQuickItem*>(QStringLiteral("riders")) : nullptr;
        if (riders) { // keys go to the map again
            riders->forceActiveFocus(Qt::OtherFocusReason);
        }
    }
    update();
}

QPointF FenceOverlay::screen(GeoPoint place) const {
    return m_camera->view().toScreen(worldOf(place));
}

GeoPoint FenceOverlay::ground(QPointF place) const {
    return geoOf(m_camera->view().toWorld(place));
}

QPointF FenceOverlay::handleAt(CornerRef corner) const {
    return screen(cornerAt(m_editor->fence(), corner));
}

bool FenceOverlay::takesTab() const {
    return hasActiveFocus() && m_editor && m_editor->mode() == FenceEditor::Mode::editing;
}

std::optional<CornerRef> FenceOverlay::cornerNear(QPointF place) const {
    const Fence& fence = m_editor->fence();
    if (isCircle(fence)) {
        for (const std::size_t corner : {std::size_t{1}, std::size_t{0}}) {
            if (isClose(handleAt({0, corner}), place)) {
                return CornerRef{0, corner};
            }
        }
        return std::nullopt;
    }
    for (std::size_t ring = 0; ring < fence.rings.size(); ++ring) {
        for (std::size_t corner = 0; corner < fence.rings[ring].size(); ++corner) {
            if (isClose(handleAt({ring, corner}), place)) {
                return CornerRef{ring, corner};
            }
        }
    }
    return std::nullopt;
}

std::optional<CornerRef> FenceOverlay::middleNear(QPointF place) const {
    const Fence& fence = m_editor->fence();
    if (cornersOf(fence) > handlesMax) {
        return std::nullopt;
    }
    for (std::size_t ring = 0; ring < fence.rings.size(); ++ring) {
        for (std::size_t corner = 0; corner < fence.rings[ring].size(); ++corner) {
            if (isClose(screen(middleAfter(fence, {ring, corner})), place)) {
                return CornerRef{ring, corner};
            }
        }
    }
    return std::nullopt;
}

// The mouse.

void FenceOverlay::mousePressEvent(QMouseEvent* event) {
    forceActiveFocus(Qt::MouseFocusReason);
    m_pressed = true;
    m_panning = m_dragging = false;
    m_pressedAt = m_draggedTo = m_pointer = event->position();
    m_byKeys = false;
    if (m_editor->mode() != FenceEditor::Mode::editing) {
        return;
    }
    auto corner = cornerNear(m_pointer);
    if (corner && event->button() == Qt::RightButton) {
        m_editor->select(corner);
        m_editor->removeSelected();
        return;
    }
    if (const auto middle = corner ? std::nullopt : middleNear(m_pointer)) {
        m_editor->insertAfter(*middle, middleAfter(m_editor->fence(), *middle));
        corner = m_editor->selected();
    }
    if (corner) {
        m_editor->beginDrag(*corner);
        m_dragging = true;
    }
}

void FenceOverlay::mouseMoveEvent(QMouseEvent* event) {
    m_pointer = event->position();
    if (m_dragging) {
        m_editor->dragTo(ground(m_pointer));
        return;
    }
    const QPointF way = m_pointer - m_pressedAt;
    m_panning = m_panning || way.manhattanLength() >= QGuiApplication::styleHints()->startDragDistance();
    if (m_pressed && m_panning) {
        m_camera->panBy(m_pointer - m_draggedTo);
        m_draggedTo = m_pointer;
    }
    update();
}

void FenceOverlay::mouseReleaseEvent(QMouseEvent* event) {
    m_pressed = false;
    if (m_dragging) {
        m_dragging = false;
        m_editor->endDrag();
        return;
    }
    if (m_panning || m_editor->mode() != FenceEditor::Mode::drawing) {
        return;
    }
    if (event->button() == Qt::RightButton) {
        m_editor->undo().undo();
        return;
    }
    const auto corner = m_editor->drawsCircle() ? std::nullopt : cornerNear(event->position());
    if (corner && corner->corner == 0 && cornersOf(m_editor->fence()) >= 3) {
        m_editor->close(); // back at the first corner
        return;
    }
    m_editor->place(ground(event->position()));
}

/// Its first click has set the last corner already.
void FenceOverlay::mouseDoubleClickEvent(QMouseEvent* event) {
    Q_UNUSED(event);
    m_pressed = false;
    m_panning = true; // the release that follows sets none
    m_editor->close();
}

void FenceOverlay::hoverMoveEvent(QHoverEvent* event) {
    m_pointer = event->position();
    m_byKeys = false;
    const bool onHandle =
        m_editor && m_editor->mode() == FenceEditor::Mode::editing && (cornerNear(m_pointer) || middleNear(m_pointer));
    setCursor(m_editor && m_editor->mode() == FenceEditor::Mode::drawing ? Qt::CrossCursor
              : onHandle                                                 ? Qt::SizeAllCursor
                                                                         : Qt::ArrowCursor);
    update();
}

// The keys. Shortcuts of the window that mean something here are ours while a fence is drawn.

bool FenceOverlay::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && m_editor && m_editor->active()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        constexpr std::array plain{Qt::Key_Escape, Qt::Key_Return,    Qt::Key_Enter, Qt::Key_Delete,
                                   Qt::Key_Insert, Qt::Key_Backspace, Qt::Key_Space, Qt::Key_Tab,
                                   Qt::Key_Left,   Qt::Key_Right,     Qt::Key_Up,    Qt::Key_Down};
        const bool ours = std::ranges::contains(plain, static_cast<Qt::Key>(key->key())) ||
                          key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
        if (ours) {
            event->accept();
            return true;
        }
    }
    return QQuickPaintedItem::event(event);
}

void FenceOverlay::keyPressEvent(QKeyEvent* event) {
    if (!m_editor || !m_editor->active()) {
        event->ignore();
        return;
    }
    if (m_editor->mode() == FenceEditor::Mode::waiting) {
        event->setAccepted(event->key() == Qt::Key_Escape); // it is on its way: nothing changes it now
        return;
    }
    if (event->matches(QKeySequence::Undo)) {
        m_editor->undo().undo();
    } else if (event->matches(QKeySequence::Redo)) {
        m_editor->undo().redo();
    } else if (event->key() == Qt::Key_Escape) {
        m_editor->drop();
    } else if (m_editor->mode() == FenceEditor::Mode::drawing ? !drawKey(event->key()) : !editKey(*event)) {
        event->ignore();
    }
}

bool FenceOverlay::panKey(int key, double step) {
    const QPointF way = key == Qt::Key_Left    ? QPointF(step, 0)
                        : key == Qt::Key_Right ? QPointF(-step, 0)
                        : key == Qt::Key_Up    ? QPointF(0, step)
                        : key == Qt::Key_Down  ? QPointF(0, -step)
                                               : QPointF();
    if (way.isNull()) {
        return false;
    }
    m_camera->panBy(way);
    return true;
}

/// Arrows move the map under a cross, Space sets a corner there, Enter ends.
bool FenceOverlay::drawKey(int key) {
    constexpr double step = 24;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_editor->close();
        return true;
    case Qt::Key_Backspace:
        m_editor->undo().undo();
        return true;
    case Qt::Key_Space:
        m_byKeys = true;
        m_editor->place(ground({width() / 2, height() / 2}));
        return true;
    case Qt::Key_Plus:
        m_camera->zoomBy(1);
        return true;
    case Qt::Key_Minus:
        m_camera->zoomBy(-1);
        return true;
    default:
        m_byKeys = true;
        return panKey(key, step);
    }
}

bool FenceOverlay::editKey(const QKeyEvent& event) {
    switch (event.key()) {
    case Qt::Key_Tab:
        m_editor->selectNext(1);
        return true;
    case Qt::Key_Backtab:
        m_editor->selectNext(-1);
        return true;
    case Qt::Key_Insert:
        m_editor->insertAfterSelected();
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        m_editor->removeSelected();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_editor->send();
        return true;
    default:
        break;
    }
    const double step = event.modifiers().testFlag(Qt::ShiftModifier) ? 20 : 2;
    const QPointF way = event.key() == Qt::Key_Left    ? QPointF(-step, 0)
                        : event.key() == Qt::Key_Right ? QPointF(step, 0)
                        : event.key() == Qt::Key_Up    ? QPointF(0, -step)
                        : event.key() == Qt::Key_Down  ? QPointF(0, step)
                                                       : QPointF();
    if (way.isNull()) {
        return false;
    }
    if (m_editor->selected()) {
        m_editor->moveSelected(ground(handleAt(*m_editor->selected()) + way));
    } else {
        panKey(event.key(), 90);
    }
    return true;
}

} // namespace roundsman
