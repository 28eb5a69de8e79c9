#include "ui/dialogs/libraries.h"

#include <QCoreApplication>
#include <QFile>

// A static library's resources are linked only when somebody asks for them; the macro wants no namespace around it.
static void linkLicence() {
    Q_INIT_RESOURCE(ui_licence);
}

namespace roundsman {

namespace {

QString libraryWord(const char* text) {
    return QCoreApplication::translate("Libraries", text);
}

} // namespace

QList<Library> libraries() {
    const auto library = [](const char* name, const QString& what, const char* licence, const char* holder,
                            const char* home) {
        return Library{QString::fromUtf8(name), what, QString::fromUtf8(licence), QString::fromUtf8(holder),
                       QString::fromUtf8(home)};
    };
    return {
        library("Qt 6", libraryWord(QT_TRANSLATE_NOOP("Libraries", "window, map, network")), "LGPL-3.0-only",
                "The Qt Company Ltd. and other contributors", "https://www.qt.io"),
        library("QCustomPlot", libraryWord(QT_TRANSLATE_NOOP("Libraries", "charts")), "GPL-3.0-or-later",
                "Emanuel Eichhammer", "https://www.qcustomplot.com"),
        library("librdkafka", libraryWord(QT_TRANSLATE_NOOP("Libraries", "Kafka")), "BSD-2-Clause",
                "Magnus Edenhill, Confluent Inc.", "https://github.com/confluentinc/librdkafka"),
        library("SQLite", libraryWord(QT_TRANSLATE_NOOP("Libraries", "history, the embedded log")), "blessing",
                "public domain", "https://sqlite.org"),
        library("H3", libraryWord(QT_TRANSLATE_NOOP("Libraries", "cells of the map")), "Apache-2.0",
                "Uber Technologies, Inc.", "https://h3geo.org"),
        library("simdjson", libraryWord(QT_TRANSLATE_NOOP("Libraries", "reading JSON")), "Apache-2.0",
                "The simdjson authors", "https://simdjson.org"),
        library("Boost.Asio, Boost.Beast", libraryWord(QT_TRANSLATE_NOOP("Libraries", "HTTP and WebSocket")), "BSL-1.0",
                "Christopher Kohlhoff, Vinnie Falco", "https://www.boost.org"),
        library("OpenSSL", libraryWord(QT_TRANSLATE_NOOP("Libraries", "TLS")), "Apache-2.0",
                "The OpenSSL Project Authors", "https://www.openssl.org"),
        library("XGBoost", libraryWord(QT_TRANSLATE_NOOP("Libraries", "learned arrival times")), "Apache-2.0",
                "XGBoost contributors", "https://xgboost.ai"),
        library("Zstandard", libraryWord(QT_TRANSLATE_NOOP("Libraries", "compression")), "BSD-3-Clause",
                "Meta Platforms, Inc. and affiliates", "https://facebook.github.io/zstd"),
        library("toml++", libraryWord(QT_TRANSLATE_NOOP("Libraries", "the configuration")), "MIT", "Mark Gillard",
                "https://marzer.github.io/tomlplusplus"),
        library("CLI11", libraryWord(QT_TRANSLATE_NOOP("Libraries", "the command line")), "BSD-3-Clause",
                "University of Cincinnati, Henry Schreiner", "https://github.com/CLIUtils/CLI11"),
    };
}

QString licenceLink(const QString& licence) {
    return QStringLiteral("https://spdx.org/licenses/%1.html").arg(licence);
}

QString ownLicence() {
    linkLicence();
    QFile file(QStringLiteral(":/licence/LICENSE"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QStringLiteral("GPL-3.0-or-later");
}

} // namespace roundsman
