#pragma once

#include "core/base/time.h"
#include "ui/workspaces/workbench.h"

#include <QList>
#include <QObject>
#include <QPointer>

class QAction;

namespace roundsman {

class ExportDialog;
class PastPanel;
class PastPlayer;
class PastReader;

/// The History workspace: the map at a moment of the past, and the controls of time below it. GUI thread.
class HistoryDesk : public QObject {
    Q_OBJECT

public:
    HistoryDesk(const Workbench& bench, QObject* parent);

    [[nodiscard]] PastPlayer& player() { return *m_player; }
    [[nodiscard]] PastReader& reader() { return *m_reader; }
    [[nodiscard]] PastPanel& panel() { return *m_panel; }
    /// Shows the workspace at a moment.
    void openTime(EventTime time);

private:
    void connectMap();
    void addActions();
    [[nodiscard]] bool isHere() const;
    void workspaceChanged();
    void sayWhen();
    void playOrPause();
    void copyLink();
    void askForExport();

    Workbench m_bench;
    PastReader* m_reader;
    PastPlayer* m_player;
    PastPanel* m_panel; ///< its dock owns it
    QPointer<ExportDialog> m_dialog;
    QList<QAction*> m_actions;
};

} // namespace roundsman
