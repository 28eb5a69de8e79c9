#pragma once

#include "ui/models/table_model.h"
#include "ui/panels/list_panel.h"

#include <QTimer>

class QLineEdit;

namespace roundsman {

class FrameFeed;

/// Orders of all times by a part of their id, their merchant or their rider; the newest first. GUI thread.
class OrderFinder : public ListPanel {
    Q_OBJECT

public:
    explicit OrderFinder(FrameFeed& feed, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QLineEdit* field() const { return m_text; }

    /// Marks the order whose page is shown, when it is in the list.
    void mark(const QString& orderId);

Q_SIGNALS:
    void chosen(const QString& orderId);

private:
    void refresh();
    void take(const Table& orders);
    void openByWholeId();
    [[nodiscard]] QString keyAt(int row) const override;
    void choiceChanged() override;

    FrameFeed& m_feed;
    TableModel m_model;
    QTimer m_timer;
    bool m_asked = false;
    QLineEdit* m_text = nullptr;
    QString m_shown; ///< the order that is told as chosen
    QLabel* m_state = nullptr;
};

} // namespace roundsman
