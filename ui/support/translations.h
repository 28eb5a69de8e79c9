#pragma once

#include <QString>
#include <QStringList>
#include <QTranslator>

class QCoreApplication;

namespace roundsman {

/// Makes every text longer and accented, between brackets: what is not translatable, or cut off, is seen at a glance.
class PseudoTranslator : public QTranslator {
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* source, const char* disambiguation,
                                    int number) const override;
};

/// Places stay ("%1", "%Ln"), and so do mnemonics ("&") and markup.
QString pseudoText(const QString& source);

/// "en", "de", "pseudo"
QStringList knownLanguages();

/// The window's language from now on; empty: the system's, as far as it is known, else English. The translator belongs
/// to the application; an earlier one goes.
void installLanguage(QCoreApplication& application, const QString& language);

} // namespace roundsman
