#include "ui/support/translations.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace roundsman {

namespace {

QString accented(QChar letter) {
    static const QString plain = QStringLiteral("aceinosuyzACEINOSUYZ");
    static const QString marked = QStringLiteral("áčéíñöšúýžÁČÉÍÑÖŠÚÝŽ");
    const qsizetype at = plain.indexOf(letter);
    return at < 0 ? QString(letter) : QString(marked[at]);
}

QTranslator* translatorFor(const QString& language, QObject* parent) {
    if (language == QStringLiteral("pseudo")) {
        return new PseudoTranslator(parent);
    }
    auto* translator = new QTranslator(parent);
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    if (locale.language() != QLocale::English &&
        translator->load(locale, QStringLiteral("roundsman"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        return translator;
    }
    delete translator; // English is what the sources say
    return nullptr;
}

} // namespace

QString pseudoText(const QString& source) {
    QString text;
    bool markup = false;
    for (qsizetype n = 0; n < source.size(); ++n) {
        const QChar letter = source[n];
        markup = letter == u'<' || (markup && letter != u'>');
        const bool place = letter == u'%' || (n > 0 && source[n - 1] == u'%');
        text += markup || place ? QString(letter) : accented(letter);
    }
    const qsizetype more = std::max<qsizetype>(1, source.size() * 35 / 100);
    return u'[' + text + u' ' + QString(more, u'~') + u']';
}

QString PseudoTranslator::translate(const char* context, const char* source, const char* disambiguation,
                                    int number) const {
    Q_UNUSED(context);
    Q_UNUSED(disambiguation);
    Q_UNUSED(number);
    return pseudoText(QString::fromUtf8(source));
}

QStringList knownLanguages() {
    return {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("pseudo")};
}

void installLanguage(QCoreApplication& application, const QString& language) {
    const QString name = QStringLiteral("language");
    if (auto* before = application.findChild<QTranslator*>(name)) {
        QCoreApplication::removeTranslator(before);
        delete before;
    }
    if (QTranslator* translator = translatorFor(language, &application)) {
        translator->setObjectName(name);
        QCoreApplication::installTranslator(translator);
    }
}

} // namespace roundsman
