#pragma once

#include <QList>
#include <QString>

namespace roundsman {

/// A library that Roundsman is linked with, and under which terms.
struct Library {
    QString name;
    QString what;    ///< for what it is used
    QString licence; ///< as SPDX spells it
    QString holder;  ///< of the copyright
    QString home;
};

QList<Library> libraries();

/// Where the text of a licence stands: in the program, or at SPDX.
QString licenceLink(const QString& licence);

/// Our own licence, whole.
QString ownLicence();

} // namespace roundsman
