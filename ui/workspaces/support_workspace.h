#pragma once

#include "ui/models/table_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTableView;

namespace roundsman {

class FrameFeed;

/// Orders of all times by a part of their id, their merchant or their rider; the newest first. GUI thread.
class OrderFinder : public QWidget {
    Q_OBJECT

public:
    explicit OrderFinder(FrameFeed& feed, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QLineEdit* field() const { return m_text; }

Q_SIGNALS:
    void chosen(const QString& orderId);

private:
    void refresh();

    FrameFeed& m_feed;
    TableModel m_model;
    QTimer m_timer;
    QLineEdit* m_text = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_state = nullptr;
};

} // namespace roundsman
