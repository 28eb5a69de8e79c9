#include "ui/panels/order_columns.h"

#include "ui/models/answer_columns.h"
#include "ui/models/engine_words.h"
#include "ui/models/order_risk.h"
#include "ui/panels/order_page.h"

#include <QDateTime>

#include <cmath>

namespace roundsman {

namespace {

/// A step of the order, or what somebody at a desk did with it.
QString happenedText(const Table& table, std::size_t row) {
    const std::string act = textOf(table.at(row, "act"));
    for (std::size_t n = 1; n < deskActCount; ++n) {
        if (toText(static_cast<DeskAct>(n)) == act) {
            return deskActName(static_cast<DeskAct>(n));
        }
    }
    const auto step = orderStepFrom(textOf(table.at(row, "step")));
    return step ? stepName(*step) : QString();
}

/// A promise made with the step ("ready by"), or words as somebody wrote them.
QString detailText(const Table& table, std::size_t row) {
    QString detail = cellText(table.at(row, "detail"));
    const QDateTime time = QDateTime::fromString(detail, Qt::ISODateWithMs);
    if (!time.isValid()) {
        return detail;
    }
    const QString moment = momentText(eventTimeFromMillis(time.toMSecsSinceEpoch()));
    return orderStepFrom(textOf(table.at(row, "step"))) == OrderStep::accepted
               ? OrderPage::tr("ready by %1").arg(moment)
               : moment;
}

std::optional<Leg> legOf(const Table& table, std::size_t row) {
    for (std::size_t n = 0; n < legCount; ++n) {
        if (toText(static_cast<Leg>(n)) == textOf(table.at(row, "leg"))) {
            return static_cast<Leg>(n);
        }
    }
    return std::nullopt;
}

QString legText(const Table& table, std::size_t row) {
    const auto leg = legOf(table, row);
    return leg ? legName(*leg) : cellText(table.at(row, "leg"));
}

Millis tookMore(const Table& table, std::size_t row) {
    const Millis took = timeOf(table.at(row, "ended")) - timeOf(table.at(row, "started"));
    return took - Millis{std::llround(numberOf(table.at(row, "p50_seconds")) * 1000)};
}

} // namespace

std::vector<TableColumn> timelineColumns() {
    return {timeColumn("time", OrderPage::tr("Time")),
            {OrderPage::tr("What happened"), happenedText},
            textColumn("rider", OrderPage::tr("Rider")),
            {OrderPage::tr("Detail"), detailText},
            textColumn("actor", OrderPage::tr("By")),
            {OrderPage::tr("In the log after"),
             [](const Table& table, std::size_t row) {
                 return spanText(timeOf(table.at(row, "log_time")) - timeOf(table.at(row, "time")));
             },
             true},
            recordColumn(OrderPage::tr("Record"))};
}

std::vector<TableColumn> promiseColumns() {
    const auto moved = [](const Table& table, std::size_t row) {
        if (row == 0) {
            return QString();
        }
        const Millis by = timeOf(table.at(row, "p50")) - timeOf(table.at(row - 1, "p50"));
        return by.count() == 0 ? QString()
                               : (by.count() > 0 ? QStringLiteral("+") : QStringLiteral("−")) + spanText(by);
    };
    return {briefTimeColumn("made", OrderPage::tr("Said at")),
            briefTimeColumn("p50", OrderPage::tr("Likely")),
            briefTimeColumn("p90", OrderPage::tr("Nine of ten by")),
            {OrderPage::tr("Moved by"), moved, true},
            {OrderPage::tr("Known from"),
             [](const Table& table, std::size_t row) {
                 return knownFromText(textOf(table.at(row, "level")));
             }},
            recordColumn(OrderPage::tr("Record"))};
}

std::vector<TableColumn> legColumns() {
    return {{OrderPage::tr("Stretch"), legText},
            timeColumn("started", OrderPage::tr("From")),
            {OrderPage::tr("Took"),
             [](const Table& table, std::size_t row) {
                 return spanText(timeOf(table.at(row, "ended")) - timeOf(table.at(row, "started")));
             },
             true},
            {OrderPage::tr("Was thought"),
             [](const Table& table, std::size_t row) {
                 return spanText(Millis{std::llround(numberOf(table.at(row, "p50_seconds")) * 1000)});
             },
             true},
            {OrderPage::tr("More or less"),
             [](const Table& table, std::size_t row) {
                 const Millis more = tookMore(table, row);
                 return (more.count() >= 0 ? QStringLiteral("+") : QStringLiteral("−")) + spanText(more);
             },
             true},
            textColumn("rider", OrderPage::tr("Rider")),
            recordColumn(OrderPage::tr("Record"), "last_offset", "last_document")};
}

std::vector<LegRow> legRows(const Table& table) {
    std::vector<LegRow> rows;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        LegRow leg;
        leg.query.leg = legOf(table, row).value_or(leg.query.leg);
        leg.startedAt = timeOf(table.at(row, "started"));
        leg.endedAt = timeOf(table.at(row, "ended"));
        leg.predicted.p50Seconds = static_cast<float>(numberOf(table.at(row, "p50_seconds")));
        rows.push_back(leg);
    }
    return rows;
}

} // namespace roundsman
