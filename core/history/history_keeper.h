#pragma once

#include "core/history/schema.h"
#include "core/model/ids.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace roundsman {

/// The writer's helper thread: moves WALs into their databases and writes snapshot files, so that no commit waits for
/// either. Any thread may ask; what is done comes back by takeSnapshots().
class HistoryKeeper {
public:
    struct Snapshot {
        std::int32_t partition = 0;
        std::int64_t offset = 0;
        std::int64_t laneTime = 0;
        std::int64_t bytes = 0;
        std::uint32_t checksum = 0;
    };

    HistoryKeeper(HistoryPaths paths, std::string vfs);
    ~HistoryKeeper();

    /// Moves most of the file's WAL. `moved` files are finished by the writer, between two commits: only then nobody
    /// adds to the WAL meanwhile.
    void checkpoint(const std::filesystem::path& file);
    [[nodiscard]] std::vector<std::filesystem::path> takeMoved();

    void writeSnapshot(std::int32_t partition, std::int64_t offset, std::int64_t laneTime, std::string state);
    [[nodiscard]] std::vector<Snapshot> takeSnapshots();
    /// The last failure, once.
    [[nodiscard]] std::string takeTrouble();

    /// Waits until nothing is left to do.
    void settle();

private:
    void run();
    void moveWal(const std::filesystem::path& file);
    void post(std::function<void()> task);

    HistoryPaths m_paths;
    std::string m_vfs;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_tasks;
    std::set<std::filesystem::path> m_moving;
    std::vector<std::filesystem::path> m_moved;
    std::vector<Snapshot> m_snapshots;
    std::string m_trouble;
    bool m_busy = false;
    bool m_stop = false;
    std::thread m_thread; // last
};

} // namespace roundsman
