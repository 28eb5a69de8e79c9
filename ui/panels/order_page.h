#pragma once

#include "ui/models/table_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTabWidget;
class QTableView;

namespace roundsman {

class CommandDesk;
class Facts;
class FrameFeed;
class Navigator;
class OrderFixes;
class OrderKeeping;
class OrderMap;
class PromiseChart;
struct OrderView;
struct Tones;

/// Everything about one order, from history: what happened, what was promised when, where it lost time, and what its
/// rider sent meanwhile. Each row opens the record it was made from. GUI thread.
class OrderPage : public QWidget {
    Q_OBJECT

public:
    OrderPage(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent = nullptr);

    void show(const QString& orderId);
    [[nodiscard]] QString shown() const { return m_id; }
    [[nodiscard]] TableModel& timeline() { return m_timeline; }
    [[nodiscard]] TableModel& promises() { return m_promises; }
    [[nodiscard]] TableModel& legs() { return m_legs; }
    [[nodiscard]] QTableView* timelineTable() const { return m_timelineTable; }
    [[nodiscard]] QString whyLate() const;
    [[nodiscard]] OrderKeeping& keeping() const { return *m_keeping; }
    [[nodiscard]] QTabWidget& tabs() const { return *m_tabs; }
    void setTones(const Tones& tones);
    /// Null at a restaurant's: where riders were is not its to see.
    [[nodiscard]] OrderMap* map() const { return m_map; }

private:
    QWidget* buildOrder();
    void buildTabs();
    void showFixes();
    void showMap();
    void showPromises();
    void refresh();
    void lookAgain();
    void ask(QueryKind kind, void (OrderPage::*take)(Table));
    void takeOrder(Table table);
    void takeTimeline(Table table);
    void takePromises(Table table);
    void takeLegs(Table table);
    [[nodiscard]] EventTime overAt() const; ///< nothing while it runs
    void sayWhy();
    [[nodiscard]] QString worstStretch(const OrderView* open) const;
    [[nodiscard]] const OrderView* openView() const;
    void showThen();
    void openRecordsFrom(QTableView& table, const TableModel& model, const char* offset, const char* document);

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    Navigator& m_navigator;
    QString m_id;
    QTimer m_refresh;
    int m_unanswered = 0;  ///< questions that are out: a round of them at a time
    bool m_again = false;  ///< somebody wants another round after this one
    bool m_whole = false;  ///< no question of the round failed so far
    bool m_isTold = false; ///< it was over when the last round began: nothing comes any more
    Table m_order;
    TableModel m_timeline;
    TableModel m_promises;
    TableModel m_legs;
    QStackedLayout* m_pages = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_under = nullptr;
    QLabel* m_why = nullptr;
    Facts* m_facts = nullptr;
    OrderKeeping* m_keeping = nullptr;
    QPushButton* m_rider = nullptr;
    QPushButton* m_place = nullptr;
    QPushButton* m_then = nullptr;
    QPushButton* m_copy = nullptr;
    QTableView* m_timelineTable = nullptr;
    QTabWidget* m_tabs = nullptr;
    PromiseChart* m_chart = nullptr;
    OrderMap* m_map = nullptr;
    OrderFixes* m_fixes = nullptr; ///< null at a restaurant's: records are not its to read
};

} // namespace roundsman
