#pragma once

#include "ui/models/table_model.h"
#include "ui/support/shown_time.h"
#include "ui/workspaces/navigator.h"

#include <QString>

#include <string>

namespace roundsman {

// Columns of answers of core/api, as most views show them. `name` is the answer's own name of the column.
TableColumn textColumn(std::string name, const QString& title);
TableColumn wholeColumn(std::string name, const QString& title);
/// "14:05:09 +02:00", with the day when it is another one
TableColumn timeColumn(std::string name, const QString& title);
/// "14:05", "18 Nov 14:05": where there is little room
TableColumn briefTimeColumn(std::string name, const QString& title);
TableColumn stepColumn(std::string name, const QString& title);
/// Where it came from: "3 · 1,204/7"
TableColumn recordColumn(const QString& title, std::string offset = "offset", std::string document = "document");

/// The record of a row that has those columns.
RecordRef recordAt(const TableModel& model, int row, std::string_view offset = "offset",
                   std::string_view document = "document");

QString cellText(const Cell& cell);
QString bytesText(std::int64_t bytes);
/// "4 min 10 s"
QString spanText(Millis span);

} // namespace roundsman
