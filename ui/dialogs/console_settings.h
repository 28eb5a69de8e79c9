#pragma once

#include <QList>
#include <QString>
#include <QVariant>

#include <functional>
#include <utility>

namespace roundsman {

/// One setting of this console: what it is called, what it may be, and why not something else. Where it is kept is its
/// key in WindowState.
struct SettingField {
    enum class Kind { choice, flag, number, text };
    using Values = std::function<QVariant(const QString& key)>; ///< as the dialog shows them now

    QString key;
    QString group;
    QString title;
    QString help;
    Kind kind = Kind::text;
    QVariant usual;
    QList<std::pair<QString, QString>> choices{}; ///< value, words
    int least = 0;                                ///< number
    int most = 0;
    /// Why this value cannot be, a sentence; empty: it can. `others` are the other fields' values.
    std::function<QString(const QString& value, const Values& others)> refuse{};
};

/// All of them, in the order in which they are shown.
QList<SettingField> consoleSettings(bool hasCity);

/// Why tiles cannot come from this address, a sentence; empty: they can.
QString refusalOfTiles(const QString& url);

/// Why a field cannot be this; empty: it can.
QString whyRefused(const SettingField& field, const QVariant& value, const SettingField::Values& others);

} // namespace roundsman
