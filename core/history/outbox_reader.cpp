#include "core/history/outbox_reader.h"

#include "core/history/schema.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace roundsman {
namespace {

using sqlite::Done;
using sqlite::Statement;

HistoryDone asDone(const Done& done) {
    return done ? HistoryDone{} : asHistoryError(done.error());
}

/// Shows each row; false: enough.
template <typename Show, typename... Values>
HistoryDone eachRow(sqlite::Connection& connection, std::string_view sql, Show show, const Values&... values) {
    auto rows = connection.prepare(sql);
    if (!rows) {
        return asHistoryError(rows.error());
    }
    rows->bind(values...);
    for (auto row = rows->step();; row = rows->step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row || !show(*rows)) {
            return {};
        }
    }
}

template <typename... Values>
Done put(sqlite::Connection& connection, std::string_view sql, const Values&... values) {
    auto statement = connection.prepare(sql);
    return statement ? statement->bind(values...).run() : Done(std::unexpected(statement.error()));
}

HistoryDone prepareSenders(sqlite::Connection& senders) {
    if (auto ready = senders.prepareForWriting({}); !ready) {
        return asHistoryError(ready.error());
    }
    return prepareSendersSchema(senders);
}

} // namespace

HistoryResult<OutboxReader> OutboxReader::open(const std::filesystem::path& folder, OutboxDestination destination,
                                               OutboxStart start, const std::string& vfs) {
    OutboxReader reader(std::move(destination));
    auto done = reader.openFiles(folder, vfs);
    done = done ? reader.introduce(start) : done;
    if (!done) {
        return std::unexpected(done.error());
    }
    return reader;
}

HistoryDone OutboxReader::openFiles(const std::filesystem::path& folder, const std::string& vfs) {
    const HistoryPaths paths{folder};
    auto main = sqlite::Connection::open(paths.main(), {.access = sqlite::Access::readOnly, .vfs = vfs});
    if (!main) {
        return asHistoryError(main.error());
    }
    m_main = std::move(*main);
    if (auto ready = m_main.prepareForReading(); !ready) {
        return asHistoryError(ready.error());
    }
    if (auto schema = requireMainSchema(m_main); !schema) {
        return schema;
    }
    auto senders = sqlite::Connection::open(paths.senders(), {.vfs = vfs});
    if (!senders) {
        return asHistoryError(senders.error());
    }
    m_senders = std::move(*senders);
    return prepareSenders(m_senders);
}

HistoryResult<std::vector<std::int64_t>> OutboxReader::partitions() {
    std::vector<std::int64_t> found;
    const auto done = eachRow(m_main, "SELECT partition FROM lanes ORDER BY partition", [&](const Statement& row) {
        found.push_back(row.integer(0));
        return true;
    });
    return done ? HistoryResult<std::vector<std::int64_t>>(std::move(found)) : std::unexpected(done.error());
}

/// A destination that is new begins behind what there is, or with it.
HistoryDone OutboxReader::introduce(OutboxStart start) {
    auto transaction = sqlite::Transaction::begin(m_senders);
    if (!transaction) {
        return asHistoryError(transaction.error());
    }
    bool known = false;
    auto done = eachRow(
        m_senders, "SELECT 1 FROM destinations WHERE name = ?", [&](const Statement&) { return !(known = true); },
        m_destination.name);
    if (!done || known) {
        return done;
    }
    if (auto added = put(m_senders, "INSERT INTO destinations VALUES(?,0,0,'')", m_destination.name); !added) {
        return asHistoryError(added.error());
    }
    const auto all = partitions();
    if (!all) {
        return std::unexpected(all.error());
    }
    for (const std::int64_t partition : *all) {
        Place place;
        if (start == OutboxStart::now) {
            done = eachRow(
                m_main,
                "SELECT offset, doc, n FROM outbox WHERE partition = ? ORDER BY offset DESC, doc DESC, n DESC LIMIT 1",
                [&](const Statement& row) {
                    place = {.offset = row.integer(0), .document = row.integer(1), .n = row.integer(2)};
                    return false;
                },
                partition);
        }
        done = done ? moveTo(partition, place, 0) : done;
        if (!done) {
            return done;
        }
    }
    return asDone(transaction->commit());
}

HistoryResult<OutboxReader::Place> OutboxReader::placeOf(std::int64_t partition) {
    Place place;
    const auto done = eachRow(
        m_senders, "SELECT offset, doc, n FROM places WHERE name = ? AND partition = ?",
        [&](const Statement& row) {
            place = {.offset = row.integer(0), .document = row.integer(1), .n = row.integer(2)};
            return false;
        },
        m_destination.name, partition);
    return done ? HistoryResult<Place>(place) : std::unexpected(done.error());
}

HistoryDone OutboxReader::putPlace(std::int64_t partition, const Place& place) {
    auto done = put(m_senders, "INSERT OR REPLACE INTO places VALUES(?,?,?,?,?)", m_destination.name, partition,
                    place.offset, place.document, place.n);
    done = done ? put(m_senders, "DELETE FROM tries WHERE name = ? AND partition = ? AND (offset, doc, n) <= (?, ?, ?)",
                      m_destination.name, partition, place.offset, place.document, place.n)
                : done;
    return asDone(done);
}

HistoryDone OutboxReader::moveTo(std::int64_t partition, const Place& place, std::uint64_t sent) {
    const auto done = putPlace(partition, place);
    return done ? asDone(put(m_senders,
                             "UPDATE destinations SET sent = sent + ?, attempts = 0, trouble = '' WHERE name = ?",
                             static_cast<std::int64_t>(sent), m_destination.name))
                : done;
}

HistoryResult<std::map<OutboxReader::Place, OutboxReader::Try>> OutboxReader::triesOf(std::int64_t partition) {
    std::map<Place, Try> tries;
    const auto done = eachRow(
        m_senders,
        "SELECT offset, doc, n, arrived, attempts, retry_at, reason FROM tries WHERE name = ? AND partition = ? ORDER "
        "BY offset, doc, n",
        [&](const Statement& row) {
            tries.emplace_hint(tries.end(),
                               Place{.offset = row.integer(0), .document = row.integer(1), .n = row.integer(2)},
                               Try{.arrived = row.integer(3) != 0,
                                   .attempts = static_cast<std::uint32_t>(row.integer(4)),
                                   .retryAt = eventTimeFromMillis(row.integer(5)),
                                   .reason = std::string(row.text(6))});
            return true;
        },
        m_destination.name, partition);
    return done ? HistoryResult<std::map<Place, Try>>(std::move(tries)) : std::unexpected(done.error());
}

HistoryDone OutboxReader::putTry(const OutboxItem& item, bool arrived) {
    return asDone(put(m_senders, "INSERT OR REPLACE INTO tries VALUES(?,?,?,?,?,?,?,?,?)", m_destination.name,
                      item.partition.value(), item.document.offset.value(), item.document.index, item.n, int{arrived},
                      item.attempts, millisOf(item.retryAt), item.reason));
}

HistoryDone OutboxReader::note(std::span<const OutboxItem> arrived, std::span<const OutboxItem> failed) {
    auto transaction = sqlite::Transaction::begin(m_senders);
    if (!transaction) {
        return asHistoryError(transaction.error());
    }
    for (const auto& [items, haveArrived] : {std::pair{arrived, true}, std::pair{failed, false}}) {
        for (const OutboxItem& item : items) {
            if (auto done = putTry(item, haveArrived); !done) {
                return done;
            }
        }
    }
    if (auto counted = put(m_senders, "UPDATE destinations SET sent = sent + ? WHERE name = ?",
                           static_cast<std::int64_t>(arrived.size()), m_destination.name);
        !counted) {
        return asHistoryError(counted.error());
    }
    return asDone(transaction->commit());
}

bool OutboxReader::wanted(std::string_view topic) const {
    return m_destination.topics.empty() || std::ranges::find(m_destination.topics, topic) != m_destination.topics.end();
}

HistoryDone OutboxReader::readAfter(std::int64_t partition, std::size_t most, std::vector<OutboxItem>& out) {
    const auto place = placeOf(partition);
    if (!place) {
        return std::unexpected(place.error());
    }
    const auto tries = triesOf(partition);
    if (!tries) {
        return std::unexpected(tries.error());
    }
    constexpr std::int64_t lookedAtMax = 100'000; // of rows that it does not want, before it is moved past them
    Place passed = *place;
    std::int64_t looked = 0;
    bool any = false;
    const auto done = eachRow(
        m_main,
        "SELECT offset, doc, n, topic, key, value, lane_time FROM outbox WHERE partition = ?1 AND (offset, doc, n) > "
        "(?2, ?3, ?4) ORDER BY offset, doc, n",
        [&](const Statement& row) {
            const Place at{.offset = row.integer(0), .document = row.integer(1), .n = row.integer(2)};
            const auto tried = tries->find(at);
            const Try before = tried == tries->end() ? Try{} : tried->second;
            if (wanted(row.text(3)) && !before.arrived) {
                any = true;
                out.push_back(
                    {.partition = PartitionNo{static_cast<std::int32_t>(partition)},
                     .document = {.offset = Offset{at.offset}, .index = static_cast<std::uint32_t>(at.document)},
                     .n = static_cast<std::uint32_t>(at.n),
                     .laneTime = eventTimeFromMillis(row.integer(6)),
                     .topic = std::string(row.text(3)),
                     .key = std::string(row.text(4)),
                     .value = std::string(row.text(5)),
                     .attempts = before.attempts,
                     .retryAt = before.retryAt,
                     .reason = before.reason});
            } else if (!any) {
                passed = at;
            }
            return out.size() < most && ++looked < lookedAtMax;
        },
        partition, place->offset, place->document, place->n);
    return done && passed != *place ? putPlace(partition, passed) : done;
}

HistoryResult<std::vector<OutboxItem>> OutboxReader::pending(std::size_t most) {
    const auto all = partitions();
    if (!all) {
        return std::unexpected(all.error());
    }
    std::vector<OutboxItem> items;
    for (const std::int64_t partition : *all) {
        if (items.size() < most) {
            if (auto done = readAfter(partition, most, items); !done) {
                return std::unexpected(done.error());
            }
        }
    }
    return items;
}

HistoryDone OutboxReader::sent(std::span<const OutboxItem> items) {
    auto transaction = sqlite::Transaction::begin(m_senders);
    if (!transaction) {
        return asHistoryError(transaction.error());
    }
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        ++count;
        const OutboxItem& item = items[i];
        if (i + 1 < items.size() && items[i + 1].partition == item.partition) {
            continue;
        }
        const Place place{.offset = item.document.offset.value(), .document = item.document.index, .n = item.n};
        if (auto done = moveTo(item.partition.value(), place, std::exchange(count, 0)); !done) {
            return done;
        }
    }
    return asDone(transaction->commit());
}

HistoryDone OutboxReader::failed(const std::string& why) {
    return asDone(put(m_senders, "UPDATE destinations SET attempts = attempts + 1, trouble = ? WHERE name = ?", why,
                      m_destination.name));
}

HistoryDone OutboxReader::setAside(const OutboxItem& item, const std::string& why) {
    auto transaction = sqlite::Transaction::begin(m_senders);
    if (!transaction) {
        return asHistoryError(transaction.error());
    }
    const std::int64_t offset = item.document.offset.value();
    const auto done = put(m_senders, "INSERT OR REPLACE INTO refused VALUES(?,?,?,?,?,?,?,?,?,?)", m_destination.name,
                          item.partition.value(), offset, item.document.index, item.n, millisOf(item.laneTime),
                          item.topic, item.key, item.value, why);
    if (!done) {
        return asHistoryError(done.error());
    }
    const Place place{.offset = offset, .document = item.document.index, .n = item.n};
    if (auto moved = moveTo(item.partition.value(), place, 0); !moved) {
        return moved;
    }
    return asDone(transaction->commit());
}

HistoryResult<OutboxStatus> OutboxReader::status() {
    OutboxStatus status;
    auto done = eachRow(
        m_senders,
        "SELECT sent, attempts, trouble, (SELECT count(*) FROM refused WHERE refused.name = destinations.name) FROM "
        "destinations WHERE name = ?",
        [&](const Statement& row) {
            status.sent = static_cast<std::uint64_t>(row.integer(0));
            status.attempts = static_cast<std::uint32_t>(row.integer(1));
            status.trouble = row.text(2);
            status.setAside = static_cast<std::uint64_t>(row.integer(3));
            return false;
        },
        m_destination.name);
    const auto all = done ? partitions() : std::unexpected(done.error());
    if (!all) {
        return std::unexpected(all.error());
    }
    std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t partition : *all) {
        const auto place = placeOf(partition);
        const auto tries = place ? triesOf(partition) : std::unexpected(place.error());
        if (!tries) {
            return std::unexpected(tries.error());
        }
        done = eachRow(
            m_main,
            "SELECT offset, doc, n, topic, lane_time FROM outbox WHERE partition = ? AND (offset, doc, n) > (?, ?, ?) "
            "ORDER BY offset, doc, n LIMIT ?",
            [&](const Statement& row) {
                const auto tried =
                    tries->find({.offset = row.integer(0), .document = row.integer(1), .n = row.integer(2)});
                if (wanted(row.text(3)) && (tried == tries->end() || !tried->second.arrived)) {
                    ++status.waiting;
                    oldest = std::min(oldest, row.integer(4));
                }
                return true;
            },
            partition, place->offset, place->document, place->n, rowsCountedMax);
        if (!done) {
            return std::unexpected(done.error());
        }
    }
    status.oldestWaiting = status.waiting > 0 ? eventTimeFromMillis(oldest) : EventTime{};
    return status;
}

OutboxSenders readOutboxSenders(const std::filesystem::path& folder, const std::string& vfs) {
    OutboxSenders found;
    const std::filesystem::path file = HistoryPaths{folder}.senders();
    std::error_code none;
    if (!std::filesystem::exists(file, none)) {
        return found;
    }
    auto senders = sqlite::Connection::open(file, {.access = sqlite::Access::readOnly, .vfs = vfs});
    const auto count = senders ? senders->integer("SELECT count(*) FROM destinations")
                               : sqlite::Result<std::int64_t>(std::unexpected(senders.error()));
    if (!count) {
        found.destinations = 1; // there may be some: nothing is deleted
        return found;
    }
    found.destinations = static_cast<std::uint64_t>(*count);
    // Ordered, so that the first row of a partition is of the slowest destination.
    std::uint64_t begun = 0;
    std::int64_t partition = -1;
    const auto close = [&] {
        if (begun > 0 && begun < found.destinations) {
            found.done.pop_back(); // some destination has not begun with it
        }
    };
    const auto read =
        eachRow(*senders, "SELECT partition, offset, doc, n FROM places ORDER BY partition, offset, doc, n",
                [&](const Statement& row) {
                    if (partition != row.integer(0)) {
                        close();
                        begun = 0;
                        partition = row.integer(0);
                        found.done.push_back({.partition = row.integer(0),
                                              .offset = row.integer(1),
                                              .document = row.integer(2),
                                              .n = row.integer(3)});
                    }
                    ++begun;
                    return true;
                });
    close();
    if (!read) {
        found.done.clear(); // as if nothing had arrived: nothing is deleted
    }
    return found;
}

} // namespace roundsman
