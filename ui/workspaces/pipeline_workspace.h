#pragma once

#include "core/api/console_api.h"
#include "ui/models/table_model.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <deque>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;
class QVBoxLayout;

namespace roundsman {

class Facts;
class FrameFeed;
class Theme;
class ToneDelegate;
struct Tones;

/// Is everything running, and how fast: lanes with their lag and queues, verdicts with their rates, what leaves for
/// elsewhere, commits, sizes on disk. Once a second. GUI thread.
class PipelinePage : public QWidget {
    Q_OBJECT

public:
    explicit PipelinePage(FrameFeed& feed, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& lanes() { return m_lanes; }
    [[nodiscard]] TableModel& verdicts() { return m_verdicts; }
    [[nodiscard]] TableModel& outbox() { return m_outbox; }
    [[nodiscard]] TableModel& storage() { return m_storage; }
    [[nodiscard]] QString diskLasts() const;
    void setTones(const Tones& tones);

private:
    QTableView* section(QVBoxLayout& column, const QString& title, TableModel& model, int stretch);
    void refresh();
    void refreshStorage();
    void showHistory(const NodeStatus& status);
    void showDisk();

    FrameFeed& m_feed;
    const Tones* m_tones;
    TableModel m_lanes;
    TableModel m_verdicts;
    TableModel m_outbox;
    TableModel m_storage;
    QTimer m_timer;
    std::deque<std::pair<EventTime, VerdictCounts>> m_counts; ///< of the last ten seconds: rates come from them
    bool m_asked = false;
    int m_seconds = 0;
    Facts* m_node = nullptr;
    Facts* m_history = nullptr;
    Facts* m_disk = nullptr;
    QLabel* m_trouble = nullptr;
    QWidget* m_outboxPart = nullptr; ///< shown when rows leave for somewhere
    QTableView* m_laneTable = nullptr;
    QTableView* m_outboxTable = nullptr;
    ToneDelegate* m_laneDelegate = nullptr;
};

/// A status as tables; kept apart so that it can be tested.
Table laneTable(const NodeStatus& status);
Table outboxTable(const NodeStatus& status);
/// "41 days, at 1.2 GB a day": what `storage` says of the free space.
QString diskLastsText(const Table& storage);
Table verdictTable(const VerdictCounts& now, const VerdictCounts& before, double seconds);

/// What the program told those who run it. The newest line is kept in sight until somebody reads further up. GUI
/// thread.
class LogPane : public QWidget {
    Q_OBJECT

public:
    explicit LogPane(FrameFeed& feed, QWidget* parent = nullptr);

    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QLineEdit* filterField() const { return m_text; }
    [[nodiscard]] QTableView* table() const { return m_table; }

private:
    void refresh();
    void follow();

    FrameFeed& m_feed;
    TableModel m_model;
    QTimer m_timer;
    bool m_follows = true; ///< the newest line is in sight, and the next one shall be
    QLineEdit* m_text = nullptr;
    QCheckBox* m_onlyTrouble = nullptr;
    QTableView* m_table = nullptr;
};

Table logTable(const std::vector<std::string>& lines, const QString& filter, bool onlyTrouble);

} // namespace roundsman
