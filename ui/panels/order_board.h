#pragma once

#include "ui/models/order_model.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace roundsman {

class DensityStrip;
class EmptyWord;
class FrameFeed;
class Navigator;
class ToneDelegate;
struct Tones;

/// The open orders by their promise, the troubled ones marked; riders are assigned here by drag, menu and key.
/// GUI thread.
class OrderBoard : public QWidget {
    Q_OBJECT

public:
    OrderBoard(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent = nullptr);

    [[nodiscard]] OrderModel& model() { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QLineEdit* filterField() const { return m_text; }
    [[nodiscard]] QToolButton* troubleButton() const { return m_trouble; }
    [[nodiscard]] QToolButton* unassignedButton() const { return m_unassigned; }
    [[nodiscard]] QToolButton* mineButton() const { return m_mine; }
    [[nodiscard]] std::optional<OrderRef> selected() const;
    void setTones(const Tones& tones);
    void select(const QString& orderId);

    void assign();
    void unassign();
    /// Mine from now on; another's only after a question.
    void claim();
    void release();
    void writeNote();
    void openOrder();
    void showRider();
    /// What holds the chosen order up; empty: nothing, or none is chosen.
    [[nodiscard]] QString why() const;

Q_SIGNALS:
    void chosen(roundsman::OrderRef order);

private:
    void build();
    QWidget* buildHead();
    void addKeys();
    void refresh();
    void applyFilter();
    void tellChoice();
    void sayWhy();
    void showMenu(QPoint place);
    void drop(OrderRef order, RiderRef rider);
    void whenMine(OrderRef order, const std::function<void()>& then);

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    Navigator& m_navigator;
    OrderModel m_model;
    QTimer m_refresh; ///< a board that changes faster than one reads is noise
    std::optional<OrderRef> m_chosen;
    QLineEdit* m_text = nullptr;
    QToolButton* m_trouble = nullptr;
    QToolButton* m_unassigned = nullptr;
    QToolButton* m_mine = nullptr;
    DensityStrip* m_density = nullptr;
    QTableView* m_table = nullptr;
    ToneDelegate* m_delegate = nullptr;
    EmptyWord* m_empty = nullptr;
    QLabel* m_count = nullptr;
    QLabel* m_why = nullptr;
};

} // namespace roundsman
