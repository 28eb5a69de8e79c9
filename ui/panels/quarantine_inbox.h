#pragma once

#include "ui/models/table_model.h"
#include "ui/panels/list_panel.h"

#include <QTimer>

class QComboBox;
class QPlainTextEdit;

namespace roundsman {

class CommandDesk;
class FrameFeed;
class Navigator;

/// What could not be believed, and why; its bytes can be mended here and sent again, or several documents as they came;
/// and what became of them then. GUI thread.
class QuarantineInbox : public ListPanel {
    Q_OBJECT

public:
    QuarantineInbox(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QPlainTextEdit* bytes() const { return m_bytes; }
    [[nodiscard]] QPushButton* retryButton() const { return m_retry; }
    [[nodiscard]] QComboBox* reasonBox() const { return m_reason; }
    void refresh();

private:
    void build();
    void fillReasons();
    void take(const Table& held);
    [[nodiscard]] QString keyAt(int row) const override;
    void choiceChanged() override;
    void retry();
    void openRecord();

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    Navigator& m_navigator;
    TableModel m_model;
    QTimer m_refresh;
    bool m_asked = false;
    QComboBox* m_reason = nullptr;
    QPlainTextEdit* m_bytes = nullptr;
    QPushButton* m_retry = nullptr;
    QPushButton* m_record = nullptr;
    QLabel* m_state = nullptr;
};

} // namespace roundsman
