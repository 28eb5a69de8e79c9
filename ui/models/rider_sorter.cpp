#include "ui/models/rider_sorter.h"

#include <algorithm>

namespace roundsman {

namespace {

constexpr std::size_t changedRangesMax = 64; // a signal each: more than a screen shows cannot be worth more

bool looksSame(const RiderDot* a, const RiderDot* b) {
    return a && b && a->status == b->status && a->staleness == b->staleness && a->order == b->order &&
           a->logTime == b->logTime && a->speedMps == b->speedMps;
}

} // namespace

RiderSorter::RiderSorter(std::function<void(Result)> done)
    : m_done(std::move(done)), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

RiderSorter::~RiderSorter() {
    m_thread.request_stop();
}

void RiderSorter::ask(Picture fleet, RiderFilter filter) {
    const std::scoped_lock lock(m_mutex);
    m_wish = Result{std::move(fleet), std::move(filter), {}, {}, 0, {}, false};
    m_wake.notify_one();
}

void RiderSorter::compare(Result& result) {
    result.clockMoved = !std::ranges::equal(m_before.lanes, result.fleet.lanes, {}, &Frame::now, &Frame::now);
    for (std::size_t row = 0; row < result.rows.size(); ++row) {
        const RiderRef ref = result.rows[row];
        if (looksSame(dotOf(m_before, ref), dotOf(result.fleet, ref)) &&
            m_loadsBefore.of(ref) == result.loads.of(ref)) {
            continue;
        }
        const auto at = static_cast<int>(row);
        const bool joins = !result.changed.empty() &&
                           (result.changed.back().second == at - 1 || result.changed.size() == changedRangesMax);
        if (joins) {
            result.changed.back().second = at;
        } else {
            result.changed.emplace_back(at, at);
        }
    }
    m_before = result.fleet;
    m_loadsBefore = result.loads;
}

void RiderSorter::run(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [this] { return m_wish.has_value(); })) {
        Result result = std::move(*m_wish);
        m_wish.reset();
        lock.unlock();
        result.total = ridersIn(result.fleet);
        result.loads = RiderLoads(result.fleet);
        result.rows = filteredRiders(result.fleet, result.filter, result.loads);
        compare(result);
        m_done(std::move(result));
        lock.lock();
    }
}

} // namespace roundsman
