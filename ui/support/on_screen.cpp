#include "ui/support/on_screen.h"

#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace roundsman {

void moveOntoScreen(QWidget& window, const QPoint& wanted) {
    const QScreen* screen = QGuiApplication::screenAt(wanted);
    const QRect room = (screen ? screen : window.screen())->availableGeometry();
    if (!window.testAttribute(Qt::WA_Resized)) {
        window.adjustSize(); // nobody said its size: what it will be when it is shown
    }
    window.move(std::max(room.left(), std::min(wanted.x(), room.right() - window.width())),
                std::max(room.top(), std::min(wanted.y(), room.bottom() - window.height())));
}

} // namespace roundsman
