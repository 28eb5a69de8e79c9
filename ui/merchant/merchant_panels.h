#pragma once

#include "ui/merchant/merchant_desk.h"
#include "ui/models/table_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace roundsman {

class CommandDesk;
class FrameFeed;
class Navigator;
class ToneDelegate;
struct Tones;

/// What the kitchen has to make, the next first; here it says that an order is done, or takes longer. GUI thread.
class KitchenPanel : public QWidget {
    Q_OBJECT

public:
    KitchenPanel(FrameFeed& feed, CommandDesk& commands, MerchantDesk& desk, Navigator& navigator,
                 QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QPushButton* readyButton() const { return m_ready; }
    [[nodiscard]] QPushButton* delayButton() const { return m_delay; }
    [[nodiscard]] QPushButton* delayAllButton() const { return m_delayAll; }
    void setTones(const Tones& tones);
    void markReady();
    void delay();
    void delayAll();

private:
    void build();
    void refresh();
    void enableButtons();
    void openOrder();
    [[nodiscard]] std::optional<OrderRef> refAt(int row) const;

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    MerchantDesk& m_desk;
    Navigator& m_navigator;
    TableModel m_model;
    QTimer m_refresh;
    QTableView* m_table = nullptr;
    ToneDelegate* m_delegate = nullptr;
    QPushButton* m_ready = nullptr;
    QPushButton* m_delay = nullptr;
    QPushButton* m_delayAll = nullptr;
    QLabel* m_count = nullptr;
    QLabel* m_empty = nullptr;
};

/// Riders on their way here, the first to arrive on top. GUI thread.
class IncomingPanel : public QWidget {
    Q_OBJECT

public:
    IncomingPanel(FrameFeed& feed, MerchantDesk& desk, Navigator& navigator, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    void setTones(const Tones& tones);

private:
    void refresh();
    void enableButtons();
    void showRider();

    FrameFeed& m_feed;
    MerchantDesk& m_desk;
    Navigator& m_navigator;
    TableModel m_model;
    QTimer m_refresh;
    QTableView* m_table = nullptr;
    ToneDelegate* m_delegate = nullptr;
    QPushButton* m_map = nullptr;
    QPushButton* m_order = nullptr;
    QLabel* m_empty = nullptr;
};

/// The pick-ups that made the avoidable wait of the period: when the rider stood at the door, and which fix says so.
/// GUI thread.
class WaitsPanel : public QWidget {
    Q_OBJECT

public:
    WaitsPanel(MerchantDesk& desk, Navigator& navigator, bool withRecords, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QString sumText() const;
    void setTones(const Tones& tones);

private:
    void showWaits();
    void enableButtons();
    void openOrder();
    void openRecord(const char* offset, const char* document);

    MerchantDesk& m_desk;
    Navigator& m_navigator;
    TableModel m_model;
    QTableView* m_table = nullptr;
    ToneDelegate* m_delegate = nullptr;
    QLabel* m_sum = nullptr;
    QLabel* m_empty = nullptr;
    QPushButton* m_order = nullptr;
    QPushButton* m_fix = nullptr;
    QPushButton* m_pickUp = nullptr;
};

} // namespace roundsman
