#include "ui/console.h"

#include <QApplication>
#include <QMainWindow>

namespace roundsman {

int runConsole(int& argc, char** argv) {
    const QApplication application(argc, argv);
    QMainWindow window;
    window.setWindowTitle(QStringLiteral("Roundsman"));
    window.resize(1400, 900);
    window.show();
    return QApplication::exec();
}

} // namespace roundsman
