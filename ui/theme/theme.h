#pragma once

#include "ui/theme/tones.h"

#include <QObject>

class QApplication;

namespace roundsman {

enum class ThemeChoice { system, dark, light };

/// Dresses the application: palette, a small stylesheet, fonts. Follows the system unless a theme was chosen. GUI
/// thread.
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(QApplication& application, QObject* parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    void choose(ThemeChoice choice);
    [[nodiscard]] const Tones& tones() const { return m_dark ? darkTones() : lightTones(); }
    [[nodiscard]] bool dark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication& m_application;
    ThemeChoice m_choice = ThemeChoice::system;
    bool m_dark = true;
};

} // namespace roundsman
