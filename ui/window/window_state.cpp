#include "ui/window/window_state.h"

namespace roundsman {

namespace {

QString word(ThemeChoice theme) {
    switch (theme) {
    case ThemeChoice::dark:
        return QStringLiteral("dark");
    case ThemeChoice::light:
        return QStringLiteral("light");
    case ThemeChoice::system:
        break;
    }
    return QStringLiteral("system");
}

} // namespace

WindowState::WindowState(const QString& file) : m_settings(file, QSettings::IniFormat) {}

ThemeChoice WindowState::theme() const {
    const QString saved = m_settings.value(QStringLiteral("window/theme")).toString();
    return saved == word(ThemeChoice::dark)    ? ThemeChoice::dark
           : saved == word(ThemeChoice::light) ? ThemeChoice::light
                                               : ThemeChoice::system;
}

void WindowState::saveTheme(ThemeChoice theme) {
    m_settings.setValue(QStringLiteral("window/theme"), word(theme));
}

BaseMap WindowState::baseMap(bool hasCity) const {
    BaseMap map;
    map.urlTemplate = m_settings.value(QStringLiteral("map/url")).toString();
    map.attribution = m_settings.value(QStringLiteral("map/attribution")).toString();
    const QString own = toText(hasCity ? BaseMapKind::city : BaseMapKind::osm);
    map.kind = baseMapKindFrom(m_settings.value(QStringLiteral("map/base"), own).toString());
    const bool impossible = (map.kind == BaseMapKind::city && !hasCity) ||
                            (map.kind == BaseMapKind::url && !map.urlTemplate.contains(QStringLiteral("{z}")));
    if (impossible) {
        map.kind = baseMapKindFrom(own);
    }
    return map;
}

void WindowState::saveBaseMap(const BaseMap& map) {
    m_settings.setValue(QStringLiteral("map/base"), toText(map.kind));
    m_settings.setValue(QStringLiteral("map/url"), map.urlTemplate);
    m_settings.setValue(QStringLiteral("map/attribution"), map.attribution);
}

} // namespace roundsman
