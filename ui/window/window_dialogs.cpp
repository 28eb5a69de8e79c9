#include "ui/window/window_dialogs.h"

#include "ui/bridge/frame_feed.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/dialogs/shortcut_sheet.h"
#include "ui/window/action_catalog.h"
#include "ui/window/window_actions.h"
#include "ui/window/window_state.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMainWindow>

namespace roundsman {

namespace {

/// Escape closes the dialog, and does nothing in the window behind it.
class EscapeKeeper : public QObject {
public:
    explicit EscapeKeeper(QDialog& dialog) : QObject(&dialog) { dialog.installEventFilter(this); }

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

WindowDialogs::WindowDialogs(QMainWindow& window, FrameFeed& feed, WindowState& state, WindowActions& actions,
                             Workspaces& workspaces, bool hasCity)
    : QObject(&window),
      m_window(window),
      m_feed(feed),
      m_state(state),
      m_actions(actions),
      m_workspaces(workspaces),
      m_hasCity(hasCity) {
    connect(actions.settings, &QAction::triggered, this, &WindowDialogs::openSettings);
    connect(actions.shortcuts, &QAction::triggered, this, &WindowDialogs::openShortcuts);
    connect(actions.about, &QAction::triggered, this, &WindowDialogs::openAbout);
    connect(actions.copyVersions, &QAction::triggered, this, &WindowDialogs::copyVersions);
}

SettingsDialog* WindowDialogs::settings() const {
    return qobject_cast<SettingsDialog*>(m_settings.data());
}

ShortcutSheet* WindowDialogs::shortcuts() const {
    return qobject_cast<ShortcutSheet*>(m_shortcuts.data());
}

AboutDialog* WindowDialogs::about() const {
    return qobject_cast<AboutDialog*>(m_about.data());
}

void WindowDialogs::open(QDialog* dialog) {
    if (!dialog->isVisible()) {
        new EscapeKeeper(*dialog);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void WindowDialogs::openSettings() {
    if (!m_settings) {
        auto* dialog = new SettingsDialog(consoleSettings(m_hasCity), m_state, m_nodeSettings, &m_window);
        connect(dialog, &SettingsDialog::saved, this, &WindowDialogs::settingsSaved);
        m_settings = dialog;
    }
    open(m_settings);
}

void WindowDialogs::openShortcuts() {
    if (!m_shortcuts) {
        m_shortcuts = new ShortcutSheet(listActions(m_actions, m_workspaces), m_workspaces, &m_window);
    }
    open(m_shortcuts);
}

void WindowDialogs::openAbout() {
    if (!m_about) {
        m_about = new AboutDialog(m_feed.api().status(), m_state.file(), &m_window);
    }
    open(m_about);
}

void WindowDialogs::copyVersions() {
    QGuiApplication::clipboard()->setText(supportFacts(m_feed.api().status(), m_state.file()));
    Q_EMIT said(tr("The versions are in the clipboard."));
}

} // namespace roundsman
