#include "ui/models/spoken_forms.h"

#include "ui/support/words.h"

namespace roundsman {

namespace {

constexpr int placesMost = 5;

/// "order %1 is %2 min past its promise" as what finds both places again.
QRegularExpression placesOf(const char* sentence) {
    QString form = QRegularExpression::escape(QString::fromUtf8(sentence));
    for (int place = 1; place <= placesMost; ++place) {
        form.replace(QStringLiteral("\\%%1").arg(place), QStringLiteral("(.+?)"));
    }
    return QRegularExpression(QRegularExpression::anchoredPattern(form));
}

/// All places at once: an id may hold a "%2" of its own.
QString filled(const QString& sentence, const QRegularExpressionMatch& found, SpokenForms::InPlace inPlace) {
    QString text;
    for (qsizetype n = 0; n < sentence.size(); ++n) {
        const int place = sentence[n] == u'%' && n + 1 < sentence.size() ? sentence[n + 1].digitValue() : -1;
        text += place > 0 ? inPlace(found.captured(place)) : QString(sentence[n]);
        n += place > 0 ? 1 : 0;
    }
    return text;
}

} // namespace

SpokenForms::SpokenForms(std::span<const char* const> sentences) {
    for (const char* sentence : sentences) {
        m_forms.push_back({sentence, placesOf(sentence)});
    }
}

std::optional<QString> SpokenForms::spoken(const QString& text, InPlace inPlace) const {
    for (const Form& form : m_forms) {
        if (const auto match = form.places.match(text); match.hasMatch()) {
            return filled(say(form.sentence), match, inPlace);
        }
    }
    return std::nullopt;
}

} // namespace roundsman
