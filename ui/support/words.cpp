#include "ui/support/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>

namespace roundsman {

namespace {

/// The invisible characters of Unicode that turn the text after them, or end that.
bool marksDirection(QChar c) {
    const char16_t code = c.unicode();
    return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

} // namespace

QString say(const char* text) {
    return QCoreApplication::translate("roundsman", text);
}

QString isolated(const QString& name) {
    constexpr QChar firstStrongIsolate(0x2068);
    constexpr QChar popIsolate(0x2069);
    const auto turns = [](QChar c) {
        const QChar::Direction way = c.direction();
        return way == QChar::DirR || way == QChar::DirAL || way == QChar::DirAN || marksDirection(c);
    };
    return std::ranges::any_of(name, turns) ? firstStrongIsolate + name + popIsolate : name;
}

QString withMarksShown(const QString& text) {
    QString shown;
    for (const QChar c : text) {
        shown += marksDirection(c) ? QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QChar(u'0')) : QString(c);
    }
    return shown;
}

bool containsWord(const std::string& text, const std::string& lowerPart) {
    const auto lower = [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    };
    return lowerPart.empty() || !std::ranges::search(text, lowerPart, {}, lower).empty();
}

} // namespace roundsman
