#pragma once

#include "core/model/frame.h"
#include "ui/models/rider_ref.h"
#include "ui/panels/list_panel.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <vector>

namespace roundsman {

class CommandDesk;
class FrameFeed;
class Navigator;

/// The limits that people set on surge, those that end first on top. GUI thread.
class SurgeLimitModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { where, what, left, by, reason, columns };
    struct Entry {
        PartitionNo partition;
        SurgeLimit limit;
        QString where;

        bool operator==(const Entry&) const = default;
    };

    explicit SurgeLimitModel(const CommandDesk& commands, QObject* parent = nullptr);
    void setFleet(const Picture& fleet);
    [[nodiscard]] const Entry& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const CommandDesk& m_commands;
    std::vector<Entry> m_rows;
    EventTime m_now{};
};

/// Where surge is held back, why and for how long, and the record that said so; more can be added here and each let go.
/// GUI thread.
class SurgeLimits : public ListPanel {
    Q_OBJECT

public:
    SurgeLimits(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent = nullptr);

    [[nodiscard]] SurgeLimitModel& model() { return m_model; }
    [[nodiscard]] QPushButton* addButton() const { return m_add; }
    [[nodiscard]] QPushButton* liftButton() const { return m_lift; }
    [[nodiscard]] QAction* recordAction() const { return m_record; }

private:
    void refresh();
    [[nodiscard]] QString keyAt(int row) const override;
    void choiceChanged() override;
    void add();
    void change();
    void lift();
    void openRecord();
    [[nodiscard]] const SurgeLimitModel::Entry* selected() const;

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    Navigator& m_navigator;
    SurgeLimitModel m_model;
    QTimer m_refresh;
    QPushButton* m_add = nullptr;
    QPushButton* m_lift = nullptr;
    QAction* m_record = nullptr; ///< in the list's menu: the row of buttons is as wide as a small screen lets it be
};

} // namespace roundsman
