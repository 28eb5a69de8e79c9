#pragma once

#include "ui/theme/theme.h"
#include "ui/tiles/base_map.h"

#include <QByteArray>
#include <QSettings>

namespace roundsman {

/// What the window remembers from one day to the next. Anything unreadable is as if it had never been saved.
class WindowState {
public:
    explicit WindowState(const QString& file);

    [[nodiscard]] QByteArray geometry() const {
        return m_settings.value(QStringLiteral("window/geometry")).toByteArray();
    }
    [[nodiscard]] QByteArray docks() const { return m_settings.value(QStringLiteral("window/docks")).toByteArray(); }
    void saveWindow(const QByteArray& geometry, const QByteArray& docks);

    [[nodiscard]] ThemeChoice theme() const;
    void saveTheme(ThemeChoice theme);
    [[nodiscard]] BaseMap baseMap(bool hasCity) const;
    void saveBaseMap(const BaseMap& map);
    [[nodiscard]] bool clusters() const { return m_settings.value(QStringLiteral("map/clusters"), true).toBool(); }
    void saveClusters(bool on) { m_settings.setValue(QStringLiteral("map/clusters"), on); }

private:
    QSettings m_settings;
};

} // namespace roundsman
