#include "ui/support/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>

namespace roundsman {

QString say(const char* text) {
    return QCoreApplication::translate("roundsman", text);
}

QString isolated(const QString& name) {
    constexpr QChar firstStrongIsolate(0x2068);
    constexpr QChar popIsolate(0x2069);
    const auto turns = [](QChar c) {
        switch (c.direction()) {
        case QChar::DirR:
        case QChar::DirAL:
        case QChar::DirAN:
        case QChar::DirLRE:
        case QChar::DirLRO:
        case QChar::DirRLE:
        case QChar::DirRLO:
        case QChar::DirPDF:
        case QChar::DirLRI:
        case QChar::DirRLI:
        case QChar::DirFSI:
        case QChar::DirPDI:
            return true;
        default:
            return false;
        }
    };
    return std::ranges::any_of(name, turns) ? firstStrongIsolate + name + popIsolate : name;
}

bool containsWord(const std::string& text, const std::string& lowerPart) {
    const auto lower = [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    };
    return !std::ranges::search(text, lowerPart, {}, lower).empty();
}

} // namespace roundsman
