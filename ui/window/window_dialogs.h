#pragma once

#include "ui/console.h"

#include <QDialog>
#include <QObject>
#include <QPointer>

class QMainWindow;

namespace roundsman {

class AboutDialog;
class FrameFeed;
class SettingsDialog;
class ShortcutSheet;
class WindowActions;
class WindowState;
class Workspaces;

/// The dialogs of a window, each at most once: settings, shortcut sheet, About. GUI thread.
class WindowDialogs : public QObject {
    Q_OBJECT

public:
    /// All outlive it; the window owns it.
    WindowDialogs(QMainWindow& window, FrameFeed& feed, WindowState& state, WindowActions& actions,
                  Workspaces& workspaces, bool hasCity);

    /// What the settings dialog shows of the node.
    void setNodeSettings(std::vector<NodeSetting> settings) { m_nodeSettings = std::move(settings); }
    [[nodiscard]] SettingsDialog* settings() const;
    [[nodiscard]] ShortcutSheet* shortcuts() const;
    [[nodiscard]] AboutDialog* about() const;
    void openSettings();
    void openShortcuts();
    void openAbout();
    void copyVersions();

Q_SIGNALS:
    void settingsSaved();
    void said(const QString& sentence);

private:
    void open(QDialog* dialog);

    QMainWindow& m_window;
    FrameFeed& m_feed;
    WindowState& m_state;
    WindowActions& m_actions;
    Workspaces& m_workspaces;
    std::vector<NodeSetting> m_nodeSettings;
    bool m_hasCity;
    QPointer<QDialog> m_settings;
    QPointer<QDialog> m_shortcuts;
    QPointer<QDialog> m_about;
};

} // namespace roundsman
