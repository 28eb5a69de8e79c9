#pragma once

#include "ui/merchant/merchant_desk.h"
#include "ui/models/table_model.h"
#include "ui/panels/list_panel.h"

#include <QTimer>

namespace roundsman {

class CommandDesk;
class FrameFeed;
class Navigator;

/// What the kitchen has to make, the next first; here it says that an order is done, or takes longer. GUI thread.
class KitchenPanel : public ListPanel {
    Q_OBJECT

public:
    KitchenPanel(FrameFeed& feed, CommandDesk& commands, MerchantDesk& desk, Navigator& navigator,
                 QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QPushButton* readyButton() const { return m_ready; }
    [[nodiscard]] QPushButton* delayButton() const { return m_delay; }
    [[nodiscard]] QPushButton* delayAllButton() const { return m_delayAll; }
    void markReady();
    void delay();
    void delayAll();

private:
    void build();
    void refresh();
    void openOrder();
    [[nodiscard]] QString keyAt(int row) const override;
    void choiceChanged() override;
    [[nodiscard]] bool isToBeMade(int row) const;
    [[nodiscard]] std::optional<OrderRef> refAt(int row) const;

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    MerchantDesk& m_desk;
    Navigator& m_navigator;
    TableModel m_model;
    QTimer m_refresh;
    QPushButton* m_ready = nullptr;
    QPushButton* m_delay = nullptr;
    QPushButton* m_delayAll = nullptr;
    QLabel* m_count = nullptr;
};

/// Riders on their way here, the first to arrive on top. GUI thread.
class IncomingPanel : public ListPanel {
    Q_OBJECT

public:
    IncomingPanel(FrameFeed& feed, MerchantDesk& desk, Navigator& navigator, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }

private:
    void refresh();
    void openOrder();
    void showRider();
    [[nodiscard]] QString keyAt(int row) const override;
    void choiceChanged() override;

    FrameFeed& m_feed;
    MerchantDesk& m_desk;
    Navigator& m_navigator;
    TableModel m_model;
    QTimer m_refresh;
    QPushButton* m_map = nullptr;
    QPushButton* m_order = nullptr;
};

/// The pick-ups that made the avoidable wait of the period: when the rider stood at the door, and which fix says so.
/// GUI thread.
class WaitsPanel : public ListPanel {
    Q_OBJECT

public:
    WaitsPanel(MerchantDesk& desk, Navigator& navigator, bool withRecords, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QString sumText() const;

private:
    void showWaits();
    void openOrder();
    void openRecord(const char* offset, const char* document);
    [[nodiscard]] QString keyAt(int row) const override;
    void choiceChanged() override;

    MerchantDesk& m_desk;
    Navigator& m_navigator;
    TableModel m_model;
    QLabel* m_sum = nullptr;
    QPushButton* m_order = nullptr;
    QPushButton* m_fix = nullptr;
    QPushButton* m_pickUp = nullptr;
};

} // namespace roundsman
