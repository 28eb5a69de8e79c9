#pragma once

#include "ui/models/rider_filter.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace roundsman {

/// Filters and sorts a fleet on a thread of its own: the newest wish replaces one that waits.
class RiderSorter {
public:
    struct Result {
        Picture fleet;
        RiderFilter filter;
        RiderLoads loads;
        std::vector<RiderRef> rows;
        std::size_t total = 0;
        /// Rows (first, last) that look different from the result before; neighbours are joined when there are many.
        std::vector<std::pair<int, int>> changed;
        bool clockMoved = false; ///< every age did
    };

    /// `done` is called on the sorter's thread.
    explicit RiderSorter(std::function<void(Result)> done);
    ~RiderSorter();

    void ask(Picture fleet, RiderFilter filter);

private:
    void run(const std::stop_token& stop);
    void compare(Result& result);

    std::function<void(Result)> m_done;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Result> m_wish; ///< guarded by m_mutex
    Picture m_before;             ///< the sorter's thread alone, as what follows
    RiderLoads m_loadsBefore;
    std::jthread m_thread; // last: it joins first
};

} // namespace roundsman
