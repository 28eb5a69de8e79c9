#pragma once

class QPoint;
class QWidget;

namespace roundsman {

/// Puts a window of its own there, or as near as the whole of it fits on the screen.
void moveOntoScreen(QWidget& window, const QPoint& wanted);

} // namespace roundsman
