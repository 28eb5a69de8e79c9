#include "ui/dialogs/console_settings.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

namespace roundsman {

namespace {

QString settingWord(const char* text) {
    return QCoreApplication::translate("ConsoleSettings", text);
}

} // namespace

QString refusalOfTiles(const QString& url) {
    if (url.trimmed().isEmpty()) {
        return settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "An address is needed, or choose another base map."));
    }
    for (const auto& place : {QStringLiteral("{z}"), QStringLiteral("{x}"), QStringLiteral("{y}")}) {
        if (!url.contains(place)) {
            return settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "%1 is missing in it.")).arg(place);
        }
    }
    const QString scheme = QUrl(QString(url).remove(u'{').remove(u'}').trimmed()).scheme();
    return scheme == QStringLiteral("https") || scheme == QStringLiteral("http")
               ? QString()
               : settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "It begins with https:// or http://."));
}

namespace {

QString refuseTiles(const QString& url, const SettingField::Values& others) {
    if (others(QStringLiteral("map/base")).toString() != QStringLiteral("url")) {
        return {}; // nobody uses it now
    }
    return refusalOfTiles(url);
}

QString refuseAttribution(const QString& words, const SettingField::Values& others) {
    const bool needed = others(QStringLiteral("map/base")).toString() == QStringLiteral("url");
    return needed && words.trimmed().isEmpty()
               ? settingWord(
                     QT_TRANSLATE_NOOP("ConsoleSettings", "Whoever gives tiles wants to be named: say who it is."))
               : QString();
}

QString refuseStart(const QString& path, const SettingField::Values& others) {
    const QString kind = others(QStringLiteral("start/kind")).toString();
    const QFileInfo info(path.trimmed());
    if (kind == QStringLiteral("config") && !info.isFile()) {
        return settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "There is no such file."));
    }
    if (kind == QStringLiteral("data") && !info.isDir()) {
        return settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "There is no such folder."));
    }
    return {};
}

QList<SettingField> lookFields() {
    const QString group = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Appearance"));
    return {
        {.key = QStringLiteral("window/theme"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Theme")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Dark, light, or as the system has it.")),
         .kind = SettingField::Kind::choice,
         .usual = QStringLiteral("system"),
         .choices = {{QStringLiteral("system"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "As the system"))},
                     {QStringLiteral("dark"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Dark"))},
                     {QStringLiteral("light"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Light"))}}},
        {.key = QStringLiteral("window/language"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Language")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Of the words; takes effect at the next start.")),
         .kind = SettingField::Kind::choice,
         .usual = QString(),
         .choices = {{QString(), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "As the system"))},
                     {QStringLiteral("en"), QStringLiteral("English")},
                     {QStringLiteral("de"), QStringLiteral("Deutsch")}}},
    };
}

QList<SettingField> mapFields(bool hasCity) {
    const QString group = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Map"));
    QList<std::pair<QString, QString>> maps{
        {QStringLiteral("osm"), QStringLiteral("OpenStreetMap")},
        {QStringLiteral("url"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Other tiles"))},
        {QStringLiteral("none"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "None"))}};
    if (hasCity) {
        maps.prepend({QStringLiteral("city"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "The demo's city"))});
    }
    return {
        {.key = QStringLiteral("map/base"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Base map")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "What lies under riders and orders.")),
         .kind = SettingField::Kind::choice,
         .usual = hasCity ? QStringLiteral("city") : QStringLiteral("osm"),
         .choices = maps},
        {.key = QStringLiteral("map/url"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Address of other tiles")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "With {z}, {x} and {y}, such as "
                                                                  "https://tiles.example.org/{z}/{x}/{y}.png")),
         .usual = QString(),
         .refuse = refuseTiles},
        {.key = QStringLiteral("map/attribution"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Attribution of other tiles")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Always to be seen on the map.")),
         .usual = QString(),
         .refuse = refuseAttribution},
        {.key = QStringLiteral("map/clusters"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Group riders")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Count riders together when the map is far away.")),
         .kind = SettingField::Kind::flag,
         .usual = true},
    };
}

QList<SettingField> noticeFields() {
    const QString group = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Notices"));
    return {
        {.key = QStringLiteral("notices/shown"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Tell alerts on the desktop")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings",
                                               "Through the system's tray, also while the window is behind "
                                               "others. A click opens the alert.")),
         .kind = SettingField::Kind::flag,
         .usual = true},
        {.key = QStringLiteral("notices/least"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Which alerts")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Less grave ones are in the inbox alone.")),
         .kind = SettingField::Kind::choice,
         .usual = QStringLiteral("critical"),
         .choices = {{QStringLiteral("critical"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Critical ones"))},
                     {QStringLiteral("warning"),
                      settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Critical ones and warnings"))}}},
        {.key = QStringLiteral("notices/perMinute"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "At most, in a minute")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "1 to 60; what is more is told as one number.")),
         .kind = SettingField::Kind::number,
         .usual = 4,
         .least = 1,
         .most = 60},
    };
}

QList<SettingField> startFields() {
    const QString group = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Start"));
    return {
        {.key = QStringLiteral("start/kind"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Open at the start")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "When the command line names nothing.")),
         .kind = SettingField::Kind::choice,
         .usual = QString(),
         .choices = {{QString(), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Ask me"))},
                     {QStringLiteral("demo"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "The demo city"))},
                     {QStringLiteral("config"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "A configuration"))},
                     {QStringLiteral("data"), settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "A data folder"))}}},
        {.key = QStringLiteral("start/path"),
         .group = group,
         .title = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Configuration or data folder")),
         .help = settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "Its whole path.")),
         .usual = QString(),
         .refuse = refuseStart},
    };
}

} // namespace

QList<SettingField> consoleSettings(bool hasCity) {
    return lookFields() + mapFields(hasCity) + noticeFields() + startFields();
}

QString whyRefused(const SettingField& field, const QVariant& value, const SettingField::Values& others) {
    if (field.kind == SettingField::Kind::number) {
        bool isNumber = false;
        const int number = value.toString().trimmed().toInt(&isNumber);
        if (!isNumber || number < field.least || number > field.most) {
            return settingWord(QT_TRANSLATE_NOOP("ConsoleSettings", "It is a whole number from %1 to %2."))
                .arg(field.least)
                .arg(field.most);
        }
    }
    return field.refuse ? field.refuse(value.toString(), others) : QString();
}

} // namespace roundsman
