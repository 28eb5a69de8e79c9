#pragma once

#include "ui/models/rider_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTableView;

namespace roundsman {

class Chips;
class EmptyWord;
class FrameFeed;
class RiderDelegate;

/// All riders, filtered and sorted; choosing one here chooses him everywhere. GUI thread.
class RiderList : public QWidget {
    Q_OBJECT

public:
    explicit RiderList(FrameFeed& feed, QWidget* parent = nullptr);

    [[nodiscard]] RiderModel& model() { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QLineEdit* filterField() const { return m_text; }
    [[nodiscard]] Chips* chips() const { return m_chips; }
    void setTones(const Tones& tones);
    void select(std::optional<RiderRef> rider);

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    void chosen(roundsman::RiderRef rider);
    /// Chosen to be looked at: Enter or a double click.
    void opened(roundsman::RiderRef rider);
    void shownChanged(std::uint32_t statuses, std::uint32_t staleness);

private:
    void build();
    void refresh();
    void applyFilter();
    void tellCount();
    void tellChoice();

    FrameFeed& m_feed;
    RiderModel m_model;
    QTimer m_refresh; ///< a list that changes faster than one reads is noise
    std::optional<RiderRef> m_selected;
    bool m_selecting = false;
    QLineEdit* m_text = nullptr;
    Chips* m_chips = nullptr;
    QTableView* m_table = nullptr;
    RiderDelegate* m_delegate = nullptr;
    QLabel* m_count = nullptr;
    EmptyWord* m_empty = nullptr;
};

} // namespace roundsman
