#pragma once

#include <QWidget>

namespace roundsman {

/// A page that has nothing to show yet: what will be here, and what brings it.
QWidget* emptyPage(const QString& title, const QString& text);

} // namespace roundsman
