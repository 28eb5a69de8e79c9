#pragma once

#include "ui/theme/theme.h"
#include "ui/tiles/base_map.h"

#include <QByteArray>
#include <QSettings>

namespace roundsman {

/// What the window remembers from one day to the next. A value that cannot be read is as if it had never been saved; a
/// file that cannot be read at all is set aside, kept, and spoken of.
class WindowState {
public:
    explicit WindowState(const QString& file);

    [[nodiscard]] QString file() const { return m_settings.fileName(); }
    /// What was wrong with the file at the start, a sentence for people; empty: nothing.
    [[nodiscard]] QString trouble() const { return m_trouble; }

    [[nodiscard]] QByteArray geometry() const {
        return m_settings.value(QStringLiteral("window/geometry")).toByteArray();
    }
    void saveGeometry(const QByteArray& geometry) { m_settings.setValue(QStringLiteral("window/geometry"), geometry); }

    [[nodiscard]] QString workspace() const { return m_settings.value(QStringLiteral("workspace/current")).toString(); }
    void saveWorkspace(const QString& id) { m_settings.setValue(QStringLiteral("workspace/current"), id); }
    /// The docks of one workspace; empty: as they are at first.
    [[nodiscard]] QByteArray layout(const QString& workspace) const {
        return m_settings.value(QStringLiteral("workspace/layout-") + workspace).toByteArray();
    }
    void saveLayout(const QString& workspace, const QByteArray& docks) {
        m_settings.setValue(QStringLiteral("workspace/layout-") + workspace, docks);
    }
    /// A choice of some part of the window, under a name of its own.
    [[nodiscard]] QVariant value(const QString& name, const QVariant& otherwise) const {
        return m_settings.value(name, otherwise);
    }
    void setValue(const QString& name, const QVariant& value) { m_settings.setValue(name, value); }

    /// Writes what is remembered to the disk now.
    void sync() { m_settings.sync(); }

    /// Of the words: "de"; empty: the system's.
    [[nodiscard]] QString language() const { return m_settings.value(QStringLiteral("window/language")).toString(); }
    void saveLanguage(const QString& language) { m_settings.setValue(QStringLiteral("window/language"), language); }
    [[nodiscard]] ThemeChoice theme() const;
    void saveTheme(ThemeChoice theme);
    [[nodiscard]] BaseMap baseMap(bool hasCity) const;
    void saveBaseMap(const BaseMap& map);
    [[nodiscard]] bool clusters() const { return m_settings.value(QStringLiteral("map/clusters"), true).toBool(); }
    void saveClusters(bool on) { m_settings.setValue(QStringLiteral("map/clusters"), on); }

private:
    QString m_trouble; // before the settings: what is bad is set aside first
    QSettings m_settings;
};

} // namespace roundsman
