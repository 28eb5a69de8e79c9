#pragma once

#include <QColor>
#include <QImage>
#include <QRect>
#include <QStringList>
#include <QWidget>

namespace roundsman {

/// As WCAG 2 defines it.
double contrast(const QColor& a, const QColor& b);

/// How well what is drawn in `area` stands out from what it is drawn on: the ground is the colour seen most, the ink
/// the one farthest from it.
double inkContrast(const QImage& picture, const QRect& area);

/// Every text of a window that is drawn with less than this contrast, as it was rendered: labels, buttons, fields,
/// headers, cells. A line for each, to be read by whoever mends it.
QStringList faintTexts(QWidget& window, double least);

/// The one of its kind that stands open in front of a window; null while there is none.
template <typename Kind>
Kind* openOf(const QWidget& window) {
    auto* const found = window.findChild<Kind*>();
    return found && found->isVisible() ? found : nullptr;
}

} // namespace roundsman
