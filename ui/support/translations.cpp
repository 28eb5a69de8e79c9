#include "ui/support/translations.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <string_view>

// A static library's resources are linked only when somebody asks for them; the macro wants no namespace around it.
static void linkWords() {
    Q_INIT_RESOURCE(ui_translations);
}

namespace roundsman {

namespace {

QString accented(QChar letter) {
    static const QString plain = QStringLiteral("aceinosuyzACEINOSUYZ");
    static const QString marked = QStringLiteral("áčéíñöšúýžÁČÉÍÑÖŠÚÝŽ");
    const qsizetype at = plain.indexOf(letter);
    return at < 0 ? QString(letter) : QString(marked[at]);
}

/// tr() asks by the class in its namespace. lupdate, which reads C++ as far as it goes, leaves the namespace out here
/// and there: then the bare class has the words.
class Words : public QTranslator {
public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char* context, const char* source, const char* disambiguation,
                                    int number) const override {
        constexpr std::string_view ours = "roundsman::";
        const QString found = QTranslator::translate(context, source, disambiguation, number);
        const bool inside = context && std::string_view(context).starts_with(ours);
        return !found.isNull() || !inside
                   ? found
                   : QTranslator::translate(context + ours.size(), source, disambiguation, number);
    }
};

QTranslator* translatorFor(const QString& language, QObject* parent) {
    if (language == QStringLiteral("pseudo")) {
        return new PseudoTranslator(parent);
    }
    linkWords();
    auto* translator = new Words(parent);
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    const QString folder = QStringLiteral(":/i18n");
    const QString name = QStringLiteral("roundsman");
    // English is what the sources say, but for what is counted: "1 order" has a form of its own.
    if (translator->load(locale, name, QStringLiteral("_"), folder) ||
        translator->load(QLocale(QLocale::English), name, QStringLiteral("_"), folder)) {
        return translator;
    }
    delete translator;
    return nullptr;
}

} // namespace

QString pseudoText(const QString& source) {
    QString text;
    bool markup = false;
    for (qsizetype n = 0; n < source.size(); ++n) {
        const QChar letter = source[n];
        markup = letter == u'<' || (markup && letter != u'>');
        const bool place = letter == u'%' || (n > 0 && source[n - 1] == u'%') ||
                           (n > 1 && source[n - 1] == u'L' && source[n - 2] == u'%');
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
