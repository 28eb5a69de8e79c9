#include "ui/models/answer_columns.h"

#include "core/model/order.h"
#include "ui/models/order_risk.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <cstdlib>

namespace roundsman {

RecordRef recordAt(const TableModel& model, int row, std::string_view offset, std::string_view document) {
    return {PartitionNo{static_cast<std::int32_t>(wholeOf(model.cell(row, "partition")))},
            Offset{wholeOf(model.cell(row, offset))}, static_cast<std::uint32_t>(wholeOf(model.cell(row, document)))};
}

QString bytesText(std::int64_t bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString spanText(Millis span) {
    const auto seconds = std::llabs(span.count()) / 1000;
    return seconds < 60 ? QCoreApplication::translate("roundsman", "%1 s").arg(seconds)
                        : QCoreApplication::translate("roundsman", "%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}

QString cellText(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return QString::fromStdString(*text);
    }
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return QLocale().toString(static_cast<qlonglong>(*whole));
    }
    if (const auto* number = std::get_if<double>(&cell)) {
        return QLocale().toString(*number, 'f', std::fabs(*number) < 100 ? 2 : 0);
    }
    const auto* time = std::get_if<EventTime>(&cell);
    return time ? momentText(*time) : QString();
}

TableColumn textColumn(std::string name, const QString& title) {
    return {title, [name = std::move(name)](const Table& table, std::size_t row) {
                return cellText(table.at(row, name)).replace(u'_', u' ');
            }};
}

TableColumn wholeColumn(std::string name, const QString& title) {
    return {.title = title,
            .text = [name](const Table& table, std::size_t row) { return cellText(table.at(row, name)); },
            .right = true,
            .sortKey =
                [name](const Table& table, std::size_t row) {
                    return QVariant(numberOf(table.at(row, name)));
                }};
}

namespace {

TableColumn momentColumn(const std::string& name, const QString& title, QString (*text)(EventTime)) {
    return {.title = title,
            .text = [name, text](const Table& table, std::size_t row) { return text(timeOf(table.at(row, name))); },
            .sortKey =
                [name](const Table& table, std::size_t row) {
                    return QVariant(static_cast<qlonglong>(millisOf(timeOf(table.at(row, name)))));
                }};
}

} // namespace

TableColumn timeColumn(std::string name, const QString& title) {
    return momentColumn(name, title, momentText);
}

TableColumn briefTimeColumn(std::string name, const QString& title) {
    return momentColumn(name, title, briefMomentText);
}

TableColumn stepColumn(std::string name, const QString& title) {
    return {title, [name = std::move(name)](const Table& table, std::size_t row) {
                const auto step = orderStepFrom(textOf(table.at(row, name)));
                return step ? stepName(*step) : QString();
            }};
}

TableColumn recordColumn(const QString& title, std::string offset, std::string document) {
    return {title, [offset = std::move(offset), document = std::move(document)](const Table& table, std::size_t row) {
                return QStringLiteral("%1 · %2/%3")
                    .arg(wholeOf(table.at(row, "partition")))
                    .arg(QLocale().toString(static_cast<qlonglong>(wholeOf(table.at(row, offset)))))
                    .arg(wholeOf(table.at(row, document)));
            }};
}

} // namespace roundsman
