#include "ui/window/panel_scroll.h"

#include <QScrollBar>

#include <algorithm>

namespace roundsman {

namespace {

constexpr int leastHeight = 96; // a heading and a row or two: enough to see what it is, and that it scrolls
constexpr int leastWidth = 460; // nobody reads by scrolling sideways, unless the window is narrower than all of it

} // namespace

PanelScroll::PanelScroll(QWidget* content, QWidget* parent) : QScrollArea(parent) {
    setWidget(content);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
}

/// Bounded: what is inside may grow and shrink with every frame, and the window need not be laid out anew for it.
QSize PanelScroll::minimumSizeHint() const {
    const QSize least = widget()->minimumSizeHint().expandedTo(widget()->minimumSize());
    const int bar = verticalScrollBar()->sizeHint().width();
    return {std::min(least.width() + bar, leastWidth), std::min(least.height(), leastHeight)};
}

QSize PanelScroll::sizeHint() const {
    return widget()->sizeHint();
}

} // namespace roundsman
