#pragma once

#include "ui/models/raw_fixes.h"
#include "ui/models/table_model.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QTableView;

namespace roundsman {

class FrameFeed;
class Navigator;
class ToneDelegate;
struct Tones;

/// What an order's rider sent in the order's time, document by document as it lies in the log, and beside it what was
/// admitted of it, with the verdict and its reason. Read when it is first looked at: it costs a look through the log,
/// some hundred thousand records at most; "Read on" goes further. GUI thread.
class OrderFixes : public QWidget {
    Q_OBJECT

public:
    OrderFixes(FrameFeed& feed, Navigator& navigator, QWidget* parent = nullptr);

    /// Whose, and in which stretch of log time. Another order forgets what was read.
    void show(const QString& order, PartitionNo partition, const QString& rider, EventTime from, EventTime to);
    void setTones(const Tones& tones);
    [[nodiscard]] TableModel& model() { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QCheckBox* onlyRefusedBox() const { return m_onlyRefused; }
    [[nodiscard]] QPushButton* readButton() const { return m_read; }
    [[nodiscard]] QString words() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void read();
    void askRecords();
    void takeRecords(const RecordPage& page);
    void askBooks();
    void askTrail();
    void askQuarantine();
    void askRecent();
    void fill();
    void fail(const Trouble& trouble);
    void openRecord(int row);
    [[nodiscard]] QString summary() const;

    FrameFeed& m_feed;
    Navigator& m_navigator;
    TableModel m_model;
    QString m_order;
    PartitionNo m_partition;
    QString m_rider;
    EventTime m_from{};
    EventTime m_to{};
    std::uint64_t m_reading = 0; ///< answers to an older reading are not ours any more
    bool m_busy = false;
    bool m_whole = false; ///< the log was read to the end of the stretch
    std::optional<Offset> m_next;
    std::size_t m_lookedAt = 0;               ///< since the last click
    std::pair<EventTime, EventTime> m_span{}; ///< of device times: where the trail has to be looked at
    std::vector<SeenRecord> m_records;
    FixVerdicts m_verdicts;
    Table m_all;
    QCheckBox* m_onlyRefused = nullptr;
    QPushButton* m_read = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_words = nullptr;
    ToneDelegate* m_delegate = nullptr;
};

} // namespace roundsman
