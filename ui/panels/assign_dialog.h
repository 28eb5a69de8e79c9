#pragma once

#include "ui/models/rider_suggestions.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QListWidget;

namespace roundsman {

class FrameFeed;

/// Who shall take an order: the riders who could be there soonest first, each with the reason; typing narrows it to a
/// name. Enter takes the marked one. They are of this moment: the list is made anew each second, and who is marked
/// stays so.
class AssignDialog : public QDialog {
    Q_OBJECT

public:
    AssignDialog(FrameFeed& feed, OrderRef order, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* field() const { return m_field; }
    [[nodiscard]] QListWidget* list() const { return m_list; }
    [[nodiscard]] const std::vector<RiderSuggestion>& suggestions() const { return m_suggestions; }

Q_SIGNALS:
    void riderChosen(roundsman::RiderRef rider);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void suggest();
    void refresh();
    void fill();
    void choose(int row);

    FrameFeed& m_feed;
    OrderRef m_order;
    std::vector<RiderSuggestion> m_suggestions;
    QLineEdit* m_field;
    QListWidget* m_list;
    QTimer m_refresh;
};

} // namespace roundsman
