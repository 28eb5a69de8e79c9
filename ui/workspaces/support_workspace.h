#pragma once

#include "ui/models/table_model.h"
#include "ui/panels/list_panel.h"
#include "ui/workspaces/navigator.h"

#include <QTimer>

#include <optional>

class QLineEdit;
class QPushButton;

namespace roundsman {

class FrameFeed;

/// Orders of all times by a part of their id, their merchant or their rider; the newest first. On request, those of a
/// restaurant and a stretch of time alone. GUI thread.
class OrderFinder : public ListPanel {
    Q_OBJECT

public:
    explicit OrderFinder(FrameFeed& feed, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QLineEdit* field() const { return m_text; }

    /// Marks the order whose page is shown, when it is in the list.
    void mark(const QString& orderId);
    /// Until somebody asks for all of them again.
    void showWithin(const OrdersWithin& within);
    [[nodiscard]] QPushButton* allButton() const { return m_all; }

Q_SIGNALS:
    void chosen(const QString& orderId);

private:
    void refresh();
    void take(const Table& orders);
    void openByWholeId();
    void showAll();
    [[nodiscard]] Query wanted() const;
    [[nodiscard]] QString keyAt(int row) const override;
    void choiceChanged() override;

    FrameFeed& m_feed;
    TableModel m_model;
    QTimer m_timer;
    bool m_asked = false;
    QLineEdit* m_text = nullptr;
    std::optional<OrdersWithin> m_within;
    QPushButton* m_all = nullptr; ///< says what is shown alone, and ends that
    QString m_shown;              ///< the order that is told as chosen
    QLabel* m_state = nullptr;
};

} // namespace roundsman
