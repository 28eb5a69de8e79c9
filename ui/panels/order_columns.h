#pragma once

#include "core/model/eta.h"
#include "ui/models/table_model.h"

#include <vector>

namespace roundsman {

// What an order's page lists of the order.
std::vector<TableColumn> timelineColumns();
std::vector<TableColumn> promiseColumns();
std::vector<TableColumn> legColumns();

/// As much of each stretch as it takes to say which one made the order late.
std::vector<LegRow> legRows(const Table& table);

} // namespace roundsman
