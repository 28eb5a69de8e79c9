#pragma once

#include "core/api/console_api.h"

#include <QDialog>

class QPlainTextEdit;
class QTabWidget;

namespace roundsman {

/// What this is, under which terms, with whose help, and in which versions: those can be copied for support.
class AboutDialog : public QDialog {
    Q_OBJECT

public:
    AboutDialog(const NodeStatus& status, const QString& settingsFile, QWidget* parent = nullptr);

    [[nodiscard]] QTabWidget* tabs() const { return m_tabs; }
    [[nodiscard]] QPlainTextEdit* versions() const { return m_versions; }
    void copyVersions();

private:
    QWidget* ownPage(const NodeStatus& status);
    QWidget* libraryPage();
    QWidget* versionPage(const NodeStatus& status, const QString& settingsFile);

    QTabWidget* m_tabs;
    QPlainTextEdit* m_versions;
};

/// One line a fact, in English whatever the language: it is read by whoever helps.
QString supportFacts(const NodeStatus& status, const QString& settingsFile);

} // namespace roundsman
