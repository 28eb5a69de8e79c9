#include "ui/models/alert_model.h"

#include "ui/bridge/command_desk.h"
#include "ui/models/engine_words.h"
#include "ui/models/rider_words.h"
#include "ui/support/words.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace roundsman {

namespace {

bool isAcknowledged(const AlertRow& alert) {
    return alert.acknowledgedAt != EventTime{};
}

} // namespace

AlertModel::AlertModel(const CommandDesk& commands, QObject* parent)
    : QAbstractTableModel(parent), m_commands(commands) {}

std::vector<AlertModel::Entry> AlertModel::collect(const Picture& fleet) {
    std::vector<const AlertRow*> found;
    std::vector<PartitionNo> partitions;
    std::vector<std::size_t> order;
    m_open = m_unacknowledged = m_snoozed = 0;
    for (const FramePtr& lane : fleet.lanes) {
        m_now = std::max(m_now, lane->now());
        for (const AlertRow& alert : listOf(lane->openAlerts)) {
            ++m_open;
            m_unacknowledged += isAcknowledged(alert) ? 0U : 1U;
            const auto until = m_snoozes.constFind(QString::fromStdString(alert.id));
            if (until != m_snoozes.constEnd() && *until > lane->laneTime) {
                ++m_snoozed;
                continue;
            }
            order.push_back(found.size());
            found.push_back(&alert);
            partitions.push_back(lane->partition);
        }
    }
    const auto weight = [&](std::size_t n) {
        const AlertRow& alert = *found[n];
        return std::tuple(isAcknowledged(alert), -static_cast<int>(alert.severity), -millisOf(alert.raisedAt));
    };
    const std::size_t shown = std::min(order.size(), shownAtMost);
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(shown), {}, weight);
    std::vector<Entry> rows;
    rows.reserve(shown);
    for (std::size_t n = 0; n < shown; ++n) {
        rows.push_back({partitions[order[n]], *found[order[n]]});
    }
    return rows;
}

void AlertModel::tellNew(const std::vector<Entry>& rows) {
    QHash<QString, bool> known;
    for (const Entry& row : rows) {
        const QString id = QString::fromStdString(row.alert.id);
        known.insert(id, true);
        if (!m_first && !m_known.contains(id) && !isAcknowledged(row.alert)) {
            Q_EMIT raised(spokenText(row.alert.message), row.alert.severity == Severity::critical);
        }
    }
    m_known = std::move(known);
    m_first = m_first && rows.empty();
}

void AlertModel::setFleet(const Picture& fleet) {
    std::vector<Entry> rows = collect(fleet);
    tellNew(rows);
    if (rows.size() != m_rows.size() ||
        !std::ranges::equal(
            rows, m_rows, {}, [](const Entry& e) -> const std::string& { return e.alert.id; },
            [](const Entry& e) -> const std::string& { return e.alert.id; })) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    }
}

void AlertModel::snooze(const QString& id, Millis time) {
    m_snoozes.removeIf([this](const auto& snooze) { return snooze.value() < m_now; });
    m_snoozes.insert(id, m_now + time);
}

void AlertModel::wakeAll() {
    m_snoozes.clear();
}

int AlertModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AlertModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns);
}

QVariant AlertModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const AlertRow& alert = at(index.row()).alert;
    switch (role) {
    case severityRole:
        return static_cast<int>(alert.severity);
    case acknowledgedRole:
        return isAcknowledged(alert);
    case Qt::ToolTipRole:
        return alertKindName(alert.kind) + QStringLiteral(": ") + spokenText(alert.message);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case severity:
        return QString(severitySign(alert.severity) + u' ' + severityName(alert.severity));
    case what:
        return spokenText(alert.message);
    case since:
        return briefAgeText(std::max(m_now - alert.raisedAt, Millis{0}));
    case who:
        return m_commands.isPending(QString::fromStdString(alert.id)) ? tr("waiting for the log…")
               : isAcknowledged(alert) ? tr("with %1").arg(QString::fromStdString(alert.acknowledgedBy))
                                       : QString();
    default:
        return {};
    }
}

QVariant AlertModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columns) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    const std::array titles{tr("Severity"), tr("What"), tr("Since"), tr("Taken by")};
    return role == Qt::DisplayRole ? QVariant(titles[static_cast<std::size_t>(section)]) : QVariant();
}

QString severityName(Severity severity) {
    switch (severity) {
    case Severity::info:
        return say(QT_TRANSLATE_NOOP("roundsman", "Info"));
    case Severity::warning:
        return say(QT_TRANSLATE_NOOP("roundsman", "Warning"));
    case Severity::critical:
        break;
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "Critical"));
}

QString severitySign(Severity severity) {
    constexpr std::array<char16_t, 3> signs{u'●', u'▲', u'■'};
    return QString(QChar(signs[static_cast<std::size_t>(severity)]));
}

QString alertKindName(AlertKind kind) {
    static constexpr std::array<const char*, alertKindCount> names{
        QT_TRANSLATE_NOOP("roundsman", "Late order"),     QT_TRANSLATE_NOOP("roundsman", "Order at risk"),
        QT_TRANSLATE_NOOP("roundsman", "Stuck rider"),    QT_TRANSLATE_NOOP("roundsman", "Lost rider"),
        QT_TRANSLATE_NOOP("roundsman", "Slow merchant"),  QT_TRANSLATE_NOOP("roundsman", "Surge began"),
        QT_TRANSLATE_NOOP("roundsman", "Surge ended"),    QT_TRANSLATE_NOOP("roundsman", "Fence"),
        QT_TRANSLATE_NOOP("roundsman", "Quarantine"),     QT_TRANSLATE_NOOP("roundsman", "Lag"),
        QT_TRANSLATE_NOOP("roundsman", "Promises drift"),
    };
    static_assert(names.back() != nullptr, "every kind has a name");
    return say(names[static_cast<std::size_t>(kind)]);
}

} // namespace roundsman
