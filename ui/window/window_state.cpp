#include "ui/window/window_state.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QUtf8StringView>

namespace roundsman {

namespace {

constexpr qint64 settingsBytesMax = 8LL << 20;

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

QString stateWord(const char* text) {
    return QCoreApplication::translate("WindowState", text);
}

/// Why nobody could read it, or nothing. Everything that the console writes is text.
QString whyUnreadable(const QString& file) {
    QFile bytes(file);
    if (!bytes.open(QIODevice::ReadOnly)) {
        return stateWord(QT_TRANSLATE_NOOP("WindowState", "it cannot be opened"));
    }
    if (bytes.size() > settingsBytesMax) {
        return stateWord(QT_TRANSLATE_NOOP("WindowState", "it is far too large"));
    }
    const QByteArray text = bytes.readAll();
    if (text.contains('\0') || !QUtf8StringView(text).isValidUtf8()) {
        return stateWord(QT_TRANSLATE_NOOP("WindowState", "it is no text"));
    }
    const QSettings settings(file, QSettings::IniFormat);
    static_cast<void>(settings.allKeys()); // it reads sections when they are asked for, and knows only then
    return settings.status() == QSettings::FormatError
               ? stateWord(QT_TRANSLATE_NOOP("WindowState", "it is no settings file"))
               : QString();
}

/// A bad file is kept under another name, for whoever wants to mend it; what was done is said.
QString setAsideIfUnreadable(const QString& file) {
    const QFileInfo info(file);
    if (!info.exists()) {
        return {};
    }
    if (!info.isFile()) {
        return stateWord(QT_TRANSLATE_NOOP("WindowState", "%1 is no file: what you choose here is not kept."))
            .arg(file);
    }
    const QString why = whyUnreadable(file);
    if (why.isEmpty()) {
        return {};
    }
    const QString aside = file + QDateTime::currentDateTime().toString(QStringLiteral("'.bad-'yyyyMMdd-HHmmss"));
    if (!QFile::rename(file, aside)) {
        return stateWord(QT_TRANSLATE_NOOP("WindowState",
                                           "The settings in %1 cannot be read (%2) and not be set aside: the "
                                           "console has its defaults, and keeps nothing."))
            .arg(file, why);
    }
    return stateWord(QT_TRANSLATE_NOOP("WindowState",
                                       "The settings in %1 could not be read (%2). The console started with "
                                       "its defaults; the old file is %3."))
        .arg(file, why, aside);
}

} // namespace

WindowState::WindowState(const QString& file)
    : m_trouble(setAsideIfUnreadable(file)), m_settings(file, QSettings::IniFormat) {}

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
