#pragma once

#include "core/api/console_api.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QString>

#include <vector>

namespace roundsman {

class CommandDesk;

/// The alerts that are not over, worst and newest first. Snoozed ones wait outside until their time is up; that is this
/// desk's own matter and not in the log. GUI thread.
class AlertModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { severity, what, since, who, columns };
    static constexpr int severityRole = Qt::UserRole + 1;
    static constexpr int acknowledgedRole = Qt::UserRole + 2;
    static constexpr std::size_t shownAtMost = 2000; ///< more are counted, not listed: nobody reads them

    struct Entry {
        PartitionNo partition;
        AlertRow alert;

        bool operator==(const Entry&) const = default;
    };

    explicit AlertModel(const CommandDesk& commands, QObject* parent = nullptr);

    void setFleet(const Picture& fleet);
    using Snoozes = QHash<QString, EventTime>; ///< until when, by the alert's id

    void snooze(const QString& id, Millis time);
    void wakeAll(); ///< what is snoozed is listed again
    [[nodiscard]] const Snoozes& snoozes() const { return m_snoozes; }
    void setSnoozes(const Snoozes& snoozes) { m_snoozes = snoozes; }
    [[nodiscard]] const Entry& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] std::size_t open() const { return m_open; }
    [[nodiscard]] std::size_t unacknowledged() const { return m_unacknowledged; }
    [[nodiscard]] std::size_t snoozed() const { return m_snoozed; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// An alert that was not there a moment ago.
    void raised(const QString& message, bool critical);

private:
    std::vector<Entry> collect(const Picture& fleet);
    void tellNew(const std::vector<Entry>& rows);

    const CommandDesk& m_commands;
    std::vector<Entry> m_rows;
    Snoozes m_snoozes;
    QHash<QString, bool> m_known;
    EventTime m_now{};
    std::size_t m_open = 0;
    std::size_t m_unacknowledged = 0;
    std::size_t m_snoozed = 0;
    bool m_first = true;
};

QString severityName(Severity severity);
QString severitySign(Severity severity);
QString alertKindName(AlertKind kind);

} // namespace roundsman
