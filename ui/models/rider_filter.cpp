#include "ui/models/rider_filter.h"

#include "ui/models/rider_suggestions.h"
#include "ui/support/words.h"

#include <algorithm>
#include <cctype>

namespace roundsman {

namespace {

struct Row {
    RiderRef ref;
    const RiderDot* dot;
    const Frame* lane;
    std::uint16_t load = 0;
};

const std::string& idOf(const Row& row) {
    static const std::string none;
    const auto number = row.ref.rider.value();
    return row.lane->riderIds && number < row.lane->riderIds->size() ? (*row.lane->riderIds)[number] : none;
}

/// In a restaurant's picture the riders that do not come to it are numbers without a name.
bool isSomebody(const Row& row) {
    return !idOf(row).empty();
}

bool passes(const Row& row, const RiderFilter& filter) {
    if (!isSomebody(row) || (filter.statuses >> static_cast<unsigned>(row.dot->status) & 1) == 0 ||
        (filter.staleness >> static_cast<unsigned>(row.dot->staleness) & 1) == 0) {
        return false;
    }
    if (filter.text.empty() || containsWord(idOf(row), filter.text)) {
        return true;
    }
    const OrderView* order = orderOf(*row.lane, row.dot->order);
    return order && containsWord(order->id, filter.text);
}

/// -1, 0, 1 by the column alone.
int compare(const Row& a, const Row& b, RiderColumn column) {
    const auto sign = [](const auto& x, const auto& y) {
        return x < y ? -1 : y < x ? 1 : 0;
    };
    switch (column) {
    case RiderColumn::rider:
        return idLess(idOf(a), idOf(b)) ? -1 : idLess(idOf(b), idOf(a)) ? 1 : 0;
    case RiderColumn::state:
        return sign(a.dot->status, b.dot->status);
    case RiderColumn::order:
        return sign(a.dot->order, b.dot->order);
    case RiderColumn::load:
        return sign(a.load, b.load);
    case RiderColumn::age:
        return sign(a.lane->now() - a.dot->logTime, b.lane->now() - b.dot->logTime); // of whom nothing came: the oldest
    case RiderColumn::speed:
        return sign(a.dot->speedMps, b.dot->speedMps);
    case RiderColumn::market:
        return sign(a.dot->market, b.dot->market);
    }
    return 0;
}

} // namespace

bool idLess(const std::string& a, const std::string& b) {
    const auto figuresOf = [](const std::string& text) {
        return text.find_first_of("0123456789");
    };
    const auto figuresA = figuresOf(a);
    const auto figuresB = figuresOf(b);
    if (figuresA == figuresB && figuresA != std::string::npos && a.compare(0, figuresA, b, 0, figuresB) == 0 &&
        a.size() != b.size()) {
        return a.size() < b.size();
    }
    return a < b;
}

std::size_t ridersIn(const Picture& fleet) {
    std::size_t riders = 0;
    for (const FramePtr& lane : fleet.lanes) {
        riders += static_cast<std::size_t>(std::ranges::count_if(lane->riders, [&lane](const RiderDot& dot) {
            return isSomebody({.ref = {lane->partition, dot.rider}, .dot = &dot, .lane = lane.get()});
        }));
    }
    return riders;
}

RiderLoads::RiderLoads(const Picture& fleet) {
    for (const FramePtr& lane : fleet.lanes) {
        m_lanes.emplace(lane->partition, loadsOf(*lane));
    }
}

std::uint16_t RiderLoads::of(RiderRef rider) const {
    const auto lane = m_lanes.find(rider.partition);
    return lane != m_lanes.end() && rider.rider.value() < lane->second.size() ? lane->second[rider.rider.value()] : 0;
}

std::vector<RiderRef> filteredRiders(const Picture& fleet, const RiderFilter& filter, const RiderLoads& loads) {
    std::vector<Row> rows;
    for (const FramePtr& lane : fleet.lanes) {
        for (const RiderDot& dot : lane->riders) {
            const RiderRef ref{lane->partition, dot.rider};
            const Row row{ref, &dot, lane.get(), filter.sortBy == RiderColumn::load ? loads.of(ref) : std::uint16_t{0}};
            if (passes(row, filter)) {
                rows.push_back(row);
            }
        }
    }
    std::ranges::sort(rows, [&filter](const Row& a, const Row& b) {
        const int order = compare(a, b, filter.sortBy);
        return order != 0 ? (filter.descending ? order > 0 : order < 0) : a.ref < b.ref;
    });
    std::vector<RiderRef> refs;
    refs.reserve(rows.size());
    std::ranges::transform(rows, std::back_inserter(refs), &Row::ref);
    return refs;
}

} // namespace roundsman
