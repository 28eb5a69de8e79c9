#include "core/log/local_catalog.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <random>

namespace roundsman::local {

namespace {

/// 128 random bits, as Kafka's ids have.
std::string newId() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::random_device random;
    std::string id;
    for (int word = 0; word < 4; ++word) {
        auto bits = random();
        for (int digit = 0; digit < 8; ++digit, bits >>= 4) {
            id += digits[bits & 0xf];
        }
    }
    return id;
}

LogError notThere(const LocalLogSettings& settings) {
    return {LogTrouble::unknownTopic,
            settings.folder.string() + ": there is no log; check the path, or start the program that writes it"};
}

} // namespace

std::expected<FolderLock, LogError> FolderLock::take(const std::filesystem::path& folder) {
    const std::string name = (folder / "lock").string();
    FolderLock lock;
    lock.m_file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock.m_file < 0) {
        return std::unexpected(
            LogError{LogTrouble::readOnly, folder.string() + ": the log's folder cannot be written (" +
                                               std::generic_category().message(errno) + "); check its rights"});
    }
    if (::flock(lock.m_file, LOCK_EX | LOCK_NB) != 0) {
        char holder[32] = {};
        const ssize_t length = ::pread(lock.m_file, holder, sizeof holder - 1, 0);
        const std::string who = length > 0 ? " (process " + std::string(holder) + ")" : std::string();
        return std::unexpected(
            LogError{LogTrouble::inUse, folder.string() + ": another program" + who +
                                            " writes this log; end it, or give this one a folder of its own"});
    }
    const std::string pid = std::to_string(::getpid());
    if (::ftruncate(lock.m_file, 0) != 0 || ::pwrite(lock.m_file, pid.c_str(), pid.size(), 0) < 0) {
        // the number is for people only; a full disk tells itself at the first append
    }
    return lock;
}

FolderLock::~FolderLock() {
    if (m_file >= 0) {
        ::close(m_file);
    }
}

std::expected<Catalog, LogError> Catalog::open(const LocalLogSettings& settings) {
    const std::filesystem::path file = settings.folder / "log.db";
    std::error_code trouble;
    if (settings.readOnly && !std::filesystem::exists(file, trouble)) {
        return std::unexpected(notThere(settings));
    }
    const auto access = settings.readOnly ? sqlite::Access::readOnly : sqlite::Access::create;
    auto connection = sqlite::Connection::open(file, {.access = access, .vfs = settings.vfs});
    if (!connection) {
        return failed(connection);
    }
    Catalog catalog;
    catalog.m_connection = std::move(*connection);
    if (!settings.readOnly) {
        if (auto created = catalog.create(settings); !created) {
            return std::unexpected(created.error());
        }
    }
    if (auto loaded = catalog.load(settings); !loaded) {
        return std::unexpected(loaded.error());
    }
    return catalog;
}

std::expected<void, LogError> Catalog::create(const LocalLogSettings& settings) {
    if (auto done = m_connection.prepareForWriting({.synchronous = sqlite::Synchronous::full}); !done) {
        return failed(done);
    }
    const auto version = m_connection.userVersion();
    if (!version) {
        return failed(version);
    }
    if (*version != 0) {
        return {};
    }
    if (settings.partitions < 1) {
        return std::unexpected(LogError{LogTrouble::other, "a new log needs its number of partitions"});
    }
    auto transaction = sqlite::Transaction::begin(m_connection);
    if (!transaction) {
        return failed(transaction);
    }
    auto done = m_connection.execute(
        "CREATE TABLE log (cluster_id TEXT, topic_id TEXT, topic TEXT, partitions INTEGER);"
        "CREATE TABLE floor (partition INTEGER PRIMARY KEY, low INTEGER, next INTEGER, last_time INTEGER);"
        "PRAGMA user_version=" +
        std::to_string(formatVersion));
    if (!done) {
        return failed(done);
    }
    {
        auto insert = m_connection.prepare("INSERT INTO log VALUES (?, ?, ?, ?)");
        if (!insert) {
            return failed(insert);
        }
        const std::string cluster = newId();
        const std::string topic = newId();
        done = insert->bind(cluster, topic, settings.topic, settings.partitions).run();
    }
    if (done) {
        done = transaction->commit();
    }
    return done ? std::expected<void, LogError>() : failed(done);
}

std::expected<void, LogError> Catalog::load(const LocalLogSettings& settings) {
    const auto version = m_connection.userVersion();
    if (!version) {
        return failed(version);
    }
    if (*version > formatVersion) {
        return std::unexpected(LogError{LogTrouble::other, settings.folder.string() +
                                                               ": this log was written by a newer program; "
                                                               "use that one, or another folder"});
    }
    if (*version == 0) {
        return std::unexpected(notThere(settings));
    }
    auto select = m_connection.prepare("SELECT cluster_id, topic_id, partitions FROM log");
    if (!select) {
        return failed(select);
    }
    const auto row = select->step();
    if (!row) {
        return failed(row);
    }
    if (!*row || select->integer(2) < 1) {
        return std::unexpected(LogError{LogTrouble::damaged, m_connection.file() + ": the log's description is gone"});
    }
    m_identity = {std::string(select->text(0)), std::string(select->text(1))};
    m_partitions = static_cast<std::int32_t>(select->integer(2));
    if (settings.partitions != 0 && settings.partitions != m_partitions) {
        return std::unexpected(LogError{LogTrouble::other, settings.folder.string() + ": this log has " +
                                                               std::to_string(m_partitions) + " partitions, not " +
                                                               std::to_string(settings.partitions) +
                                                               "; they cannot be changed, use another folder"});
    }
    return {};
}

std::expected<Floor, LogError> Catalog::floor(PartitionNo partition) {
    auto select = m_connection.prepare("SELECT low, next, last_time FROM floor WHERE partition = ?");
    if (!select) {
        return failed(select);
    }
    const auto row = select->bind(partition.value()).step();
    if (!row) {
        return failed(row);
    }
    if (!*row) {
        return Floor{};
    }
    return Floor{Offset{select->integer(0)}, Offset{select->integer(1)}, eventTimeFromMillis(select->integer(2))};
}

std::expected<void, LogError> Catalog::setFloor(PartitionNo partition, const Floor& floor) {
    auto replace = m_connection.prepare("REPLACE INTO floor VALUES (?, ?, ?, ?)");
    if (!replace) {
        return failed(replace);
    }
    const auto done =
        replace->bind(partition.value(), floor.low.value(), floor.next.value(), millisOf(floor.lastTime)).run();
    return done ? std::expected<void, LogError>() : failed(done);
}

} // namespace roundsman::local
