#pragma once

#include "ui/models/alert_model.h"
#include "ui/panels/list_panel.h"

#include <QTimer>

namespace roundsman {

class CommandDesk;
class FrameFeed;
class Navigator;

/// What needs somebody: take it (said in the log, so that others see it), put it off for a while (this desk alone),
/// several at once if need be, or look at what shows it: the records, and the map as it was then. GUI thread.
class AlertInbox : public ListPanel {
    Q_OBJECT

public:
    AlertInbox(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent = nullptr);

    [[nodiscard]] AlertModel& model() { return m_model; }
    [[nodiscard]] QPushButton* acknowledgeButton() const { return m_acknowledge; }
    [[nodiscard]] QPushButton* snoozeButton() const { return m_snooze; }
    [[nodiscard]] QPushButton* evidenceButton() const { return m_evidence; }
    [[nodiscard]] QPushButton* thenButton() const { return m_then; }
    /// All that are chosen and nobody has taken.
    void acknowledge();
    void snooze(Millis time);
    /// What was put off comes back now.
    void wake();
    void showEvidence();
    /// The fleet at the alert's own time and place.
    void showThen();
    /// The same, to be sent to somebody.
    void copyLink();
    void openSubject();
    /// Marks the alert with this id; false: it is over, or not listed.
    bool choose(const QString& id);
    /// What was put off the last time.
    void setSnoozes(const AlertModel::Snoozes& snoozes);

Q_SIGNALS:
    void snoozesChanged(const roundsman::AlertModel::Snoozes& snoozes);

private:
    void build();
    void addTableActions();
    void refresh();
    [[nodiscard]] QString keyAt(int row) const override;
    void choiceChanged() override;
    [[nodiscard]] const AlertModel::Entry* selected() const; ///< null: none, or several
    [[nodiscard]] bool isFree(const AlertModel::Entry& entry) const;

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    Navigator& m_navigator;
    AlertModel m_model;
    QTimer m_refresh;
    QPushButton* m_acknowledge = nullptr;
    QPushButton* m_snooze = nullptr;
    QPushButton* m_evidence = nullptr;
    QPushButton* m_then = nullptr;
    QLabel* m_count = nullptr;
};

} // namespace roundsman
