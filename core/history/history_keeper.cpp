#include "core/history/history_keeper.h"

#include "core/base/sqlite/connection.h"
#include "core/history/snapshot_files.h"

#include <utility>

namespace roundsman {

HistoryKeeper::HistoryKeeper(HistoryPaths paths, std::string vfs)
    : m_paths(std::move(paths)), m_vfs(std::move(vfs)), m_thread([this] { run(); }) {}

HistoryKeeper::~HistoryKeeper() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void HistoryKeeper::run() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_stop || !m_tasks.empty(); });
        if (m_tasks.empty()) {
            return; // told to stop, and all that was asked for is done
        }
        const auto task = std::move(m_tasks.front());
        m_tasks.pop_front();
        m_busy = true;
        lock.unlock();
        task();
        lock.lock();
        m_busy = false;
        m_changed.notify_all();
    }
}

void HistoryKeeper::post(std::function<void()> task) {
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_changed.notify_all();
}

void HistoryKeeper::settle() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_tasks.empty() && !m_busy; });
}

void HistoryKeeper::checkpoint(const std::filesystem::path& file) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_moving.insert(file).second) {
            return; // under way
        }
    }
    post([this, file] { moveWal(file); });
}

void HistoryKeeper::moveWal(const std::filesystem::path& file) {
    std::string trouble;
    auto connection = sqlite::Connection::open(file, {.access = sqlite::Access::readWrite, .vfs = m_vfs});
    if (connection) {
        // Twice: under load much came while the first was at it, and the writer is to finish only what is little.
        for (int round = 0; round < 2 && trouble.empty(); ++round) {
            if (auto done = connection->checkpoint(sqlite::Checkpoint::passive); !done) {
                trouble = done.error().sentence;
            }
        }
    } else {
        trouble = connection.error().sentence;
    }
    const std::lock_guard lock(m_mutex);
    m_moved.push_back(file);
    if (!trouble.empty()) {
        m_trouble = trouble;
    }
}

std::vector<std::filesystem::path> HistoryKeeper::takeMoved() {
    const std::lock_guard lock(m_mutex);
    for (const auto& file : m_moved) {
        m_moving.erase(file);
    }
    return std::exchange(m_moved, {});
}

void HistoryKeeper::writeSnapshot(std::int32_t partition, std::int64_t offset, std::int64_t laneTime,
                                  std::string state) {
    post([this, partition, offset, laneTime, state = std::move(state)] {
        const auto written = writeSnapshotFile(m_paths.snapshot(partition, offset), state);
        const std::lock_guard lock(m_mutex);
        if (written) {
            m_snapshots.push_back({.partition = partition,
                                   .offset = offset,
                                   .laneTime = laneTime,
                                   .bytes = written->bytes,
                                   .checksum = written->checksum});
        } else {
            m_trouble = written.error().sentence;
        }
    });
}

std::vector<HistoryKeeper::Snapshot> HistoryKeeper::takeSnapshots() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_snapshots, {});
}

std::string HistoryKeeper::takeTrouble() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_trouble, {});
}

} // namespace roundsman
