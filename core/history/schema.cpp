#include "core/history/schema.h"

#include "core/base/time.h"

#include <array>
#include <charconv>
#include <chrono>

namespace roundsman {
namespace {

// Times are milliseconds since the epoch, 0 where there is none. `offset` and `doc` are a document's place in its
// partition; first_* and last_* the range of documents a row was made from. Statements of one version are never edited
// once released: a change is the next version.
constexpr std::string_view mainVersion1 = R"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state(id INTEGER PRIMARY KEY CHECK(id = 1), batch INTEGER NOT NULL, generation INTEGER NOT NULL);
INSERT INTO state VALUES(1, 0, 0);
CREATE TABLE generations(generation INTEGER PRIMARY KEY, state TEXT NOT NULL, from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL, since INTEGER NOT NULL, note TEXT NOT NULL);
INSERT INTO generations VALUES(0, 'live', 0, 0, 0, '');
CREATE TABLE lanes(partition INTEGER PRIMARY KEY, next_offset INTEGER NOT NULL, first_offset INTEGER NOT NULL,
    records INTEGER NOT NULL, gaps INTEGER NOT NULL, lane_time INTEGER NOT NULL, mark_offset INTEGER NOT NULL,
    mark_time INTEGER NOT NULL, mark_sum INTEGER NOT NULL);
CREATE TABLE verdicts(partition INTEGER NOT NULL, kind INTEGER NOT NULL, code INTEGER NOT NULL,
    documents INTEGER NOT NULL, PRIMARY KEY(partition, kind, code)) WITHOUT ROWID;
CREATE TABLE verdict_minutes(minute INTEGER NOT NULL, partition INTEGER NOT NULL, kind INTEGER NOT NULL,
    code INTEGER NOT NULL, documents INTEGER NOT NULL, PRIMARY KEY(minute, partition, kind, code)) WITHOUT ROWID;

CREATE TABLE days(day INTEGER PRIMARY KEY, since_batch INTEGER NOT NULL, fixes INTEGER NOT NULL,
    retired INTEGER NOT NULL);
CREATE TABLE tail(partition INTEGER NOT NULL, grp INTEGER NOT NULL, batch INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY(partition, grp, batch)) WITHOUT ROWID;
CREATE TABLE open_trails(partition INTEGER NOT NULL, grp INTEGER NOT NULL, batch INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY(partition, grp)) WITHOUT ROWID;
CREATE TABLE snapshots(partition INTEGER NOT NULL, offset INTEGER NOT NULL, lane_time INTEGER NOT NULL,
    bytes INTEGER NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY(partition, offset)) WITHOUT ROWID;
CREATE TABLE outbox(partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL, n INTEGER NOT NULL,
    topic TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(partition, offset, doc, n)) WITHOUT ROWID;

CREATE TABLE markets(partition INTEGER NOT NULL, market INTEGER NOT NULL, name TEXT NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, PRIMARY KEY(partition, market)) WITHOUT ROWID;
CREATE TABLE riders(partition INTEGER NOT NULL, rider INTEGER NOT NULL, id TEXT NOT NULL, market INTEGER NOT NULL,
    on_shift INTEGER NOT NULL, connected INTEGER NOT NULL, first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL,
    last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL, PRIMARY KEY(partition, rider)) WITHOUT ROWID;
CREATE INDEX riders_by_id ON riders(id);
CREATE TABLE orders(partition INTEGER NOT NULL, ord INTEGER NOT NULL, id TEXT NOT NULL, market INTEGER NOT NULL,
    merchant INTEGER NOT NULL, rider INTEGER NOT NULL, customer TEXT NOT NULL, pickup_lat INTEGER, pickup_lon INTEGER,
    dropoff_lat INTEGER, dropoff_lon INTEGER, items INTEGER NOT NULL, amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, channel TEXT NOT NULL, first_promised_at INTEGER NOT NULL, promised_at INTEGER NOT NULL,
    promised_ready_at INTEGER NOT NULL, placed_at INTEGER NOT NULL, accepted_at INTEGER NOT NULL,
    rejected_at INTEGER NOT NULL, preparing_at INTEGER NOT NULL, ready_at INTEGER NOT NULL,
    assigned_at INTEGER NOT NULL, unassigned_at INTEGER NOT NULL, arrived_at_merchant_at INTEGER NOT NULL,
    picked_up_at INTEGER NOT NULL, arrived_at_customer_at INTEGER NOT NULL, delivered_at INTEGER NOT NULL,
    cancelled_at INTEGER NOT NULL, promise_changed_at INTEGER NOT NULL, last_step INTEGER NOT NULL,
    cancelled_by TEXT NOT NULL, close_reason TEXT NOT NULL, version INTEGER NOT NULL, first_offset INTEGER NOT NULL,
    first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, ord)) WITHOUT ROWID;
CREATE INDEX orders_by_id ON orders(id);
CREATE INDEX orders_by_time ON orders(placed_at);
CREATE TABLE order_events(partition INTEGER NOT NULL, ord INTEGER NOT NULL, offset INTEGER NOT NULL,
    doc INTEGER NOT NULL, step INTEGER NOT NULL, time INTEGER NOT NULL, log_time INTEGER NOT NULL,
    rider INTEGER NOT NULL, detail TEXT NOT NULL, PRIMARY KEY(partition, ord, offset, doc)) WITHOUT ROWID;
CREATE TABLE merchants(partition INTEGER NOT NULL, merchant INTEGER NOT NULL, id TEXT NOT NULL,
    market INTEGER NOT NULL, name TEXT NOT NULL, lat INTEGER, lon INTEGER, time_zone TEXT NOT NULL,
    intake INTEGER NOT NULL, open_orders INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, merchant)) WITHOUT ROWID;
CREATE INDEX merchants_by_id ON merchants(id);
CREATE TABLE people(partition INTEGER NOT NULL, kind INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
    phone TEXT NOT NULL, address TEXT NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, kind, id)) WITHOUT ROWID;
CREATE TABLE quarantine(partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    log_time INTEGER NOT NULL, reason INTEGER NOT NULL, hint TEXT NOT NULL, bytes BLOB NOT NULL,
    retried INTEGER NOT NULL, PRIMARY KEY(partition, offset, doc)) WITHOUT ROWID;
CREATE INDEX quarantine_by_time ON quarantine(log_time);
CREATE TABLE settings(partition INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
    since INTEGER NOT NULL, json TEXT NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    PRIMARY KEY(partition, kind, name, version)) WITHOUT ROWID;
CREATE TABLE answers(partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL, id TEXT NOT NULL,
    actor TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, accepted INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY(partition, offset, doc)) WITHOUT ROWID;

CREATE TABLE surge(partition INTEGER NOT NULL, generation INTEGER NOT NULL, cell INTEGER NOT NULL,
    minute INTEGER NOT NULL, market INTEGER NOT NULL, settings_version INTEGER NOT NULL, multiplier REAL NOT NULL,
    shown REAL NOT NULL, reason INTEGER NOT NULL, evidence BLOB NOT NULL, first_offset INTEGER NOT NULL,
    first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, cell, minute)) WITHOUT ROWID;
CREATE INDEX surge_by_time ON surge(minute);
CREATE TABLE area_rollups(partition INTEGER NOT NULL, generation INTEGER NOT NULL, market INTEGER NOT NULL,
    cell INTEGER NOT NULL, zone TEXT NOT NULL, start INTEGER NOT NULL, part INTEGER NOT NULL,
    revision INTEGER NOT NULL, fixes INTEGER NOT NULL, idle_to_busy INTEGER NOT NULL, busy_to_idle INTEGER NOT NULL,
    orders_placed INTEGER NOT NULL, demand_events INTEGER NOT NULL, riders BLOB NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, market, cell, zone, start, part)) WITHOUT ROWID;
CREATE INDEX area_rollups_by_time ON area_rollups(start);
CREATE TABLE merchant_rollups(partition INTEGER NOT NULL, generation INTEGER NOT NULL, merchant INTEGER NOT NULL,
    start INTEGER NOT NULL, channel TEXT NOT NULL, currency TEXT NOT NULL, part INTEGER NOT NULL,
    market INTEGER NOT NULL, revision INTEGER NOT NULL, counts BLOB NOT NULL, spans BLOB NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, merchant, start, channel, currency, part)) WITHOUT ROWID;
CREATE INDEX merchant_rollups_by_time ON merchant_rollups(start);
CREATE TABLE completeness(partition INTEGER NOT NULL, generation INTEGER NOT NULL, market INTEGER NOT NULL,
    kind INTEGER NOT NULL, complete_through INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, market, kind)) WITHOUT ROWID;
CREATE TABLE fence_events(partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    fence TEXT NOT NULL, change INTEGER NOT NULL, rider INTEGER NOT NULL, fence_version INTEGER NOT NULL,
    market INTEGER NOT NULL, cause INTEGER NOT NULL, time INTEGER NOT NULL, log_time INTEGER NOT NULL,
    lat INTEGER NOT NULL, lon INTEGER NOT NULL, inside_ms INTEGER NOT NULL,
    PRIMARY KEY(partition, offset, doc, fence, change, rider)) WITHOUT ROWID;
CREATE INDEX fence_events_by_time ON fence_events(time);
CREATE TABLE ladder(partition INTEGER NOT NULL, ord INTEGER NOT NULL, leg INTEGER NOT NULL, rung INTEGER NOT NULL,
    rider INTEGER NOT NULL, market INTEGER NOT NULL, time INTEGER NOT NULL, log_time INTEGER NOT NULL,
    metres REAL NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    PRIMARY KEY(partition, ord, leg, rung, offset, doc)) WITHOUT ROWID;
CREATE TABLE alerts(partition INTEGER NOT NULL, generation INTEGER NOT NULL, id TEXT NOT NULL, kind INTEGER NOT NULL,
    severity INTEGER NOT NULL, market INTEGER NOT NULL, subject TEXT NOT NULL, raised_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL, acknowledged_at INTEGER NOT NULL, acknowledged_by TEXT NOT NULL,
    message TEXT NOT NULL, first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL,
    last_doc INTEGER NOT NULL, PRIMARY KEY(partition, generation, id)) WITHOUT ROWID;
CREATE INDEX alerts_by_time ON alerts(raised_at);
CREATE TABLE etas(partition INTEGER NOT NULL, generation INTEGER NOT NULL, ord INTEGER NOT NULL,
    revision INTEGER NOT NULL, made_at INTEGER NOT NULL, p50_at INTEGER NOT NULL, p90_at INTEGER NOT NULL,
    level INTEGER NOT NULL, model_version INTEGER NOT NULL, legs BLOB NOT NULL, offset INTEGER NOT NULL,
    doc INTEGER NOT NULL, PRIMARY KEY(partition, generation, ord, revision)) WITHOUT ROWID;
CREATE TABLE legs(partition INTEGER NOT NULL, generation INTEGER NOT NULL, ord INTEGER NOT NULL,
    leg INTEGER NOT NULL, rider INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
    predicted_p50 REAL NOT NULL, predicted_p90 REAL NOT NULL, level INTEGER NOT NULL, model_version INTEGER NOT NULL,
    local_minute INTEGER NOT NULL, market_key INTEGER NOT NULL, merchant_key INTEGER NOT NULL,
    channel_key INTEGER NOT NULL, from_lat INTEGER, from_lon INTEGER, to_lat INTEGER, to_lon INTEGER,
    from_cell INTEGER NOT NULL, to_cell INTEGER NOT NULL, first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL,
    last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, last_offset, last_doc, ord, leg)) WITHOUT ROWID;
CREATE INDEX legs_by_time ON legs(ended_at);
CREATE INDEX legs_by_order ON legs(ord);
)";

// Speeds differ by vehicle: legs name it.
constexpr std::string_view mainVersion2 = "ALTER TABLE legs ADD COLUMN vehicle_key INTEGER NOT NULL DEFAULT 0";

// When a row was committed, in the lane's time: senders leave out what is too old to be news.
constexpr std::string_view mainVersion3 = "ALTER TABLE outbox ADD COLUMN lane_time INTEGER NOT NULL DEFAULT 0";

// Buckets longer than a minute: `level` 1 quarters of an hour, 2 hours, 3 days, 4 weeks, 5 months; `sealed` says up to
// where they are made, by whose clock, and from where on the shorter ones are still there. One merchant's hours lie
// side by side, which is what most questions ask for.
constexpr std::string_view mainVersion4 = R"(
CREATE TABLE area_buckets(partition INTEGER NOT NULL, generation INTEGER NOT NULL, market INTEGER NOT NULL,
    cell INTEGER NOT NULL, zone TEXT NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL,
    revision INTEGER NOT NULL, fixes INTEGER NOT NULL, idle_to_busy INTEGER NOT NULL, busy_to_idle INTEGER NOT NULL,
    orders_placed INTEGER NOT NULL, demand_events INTEGER NOT NULL, riders BLOB NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, market, cell, zone, level, start)) WITHOUT ROWID;
CREATE INDEX area_buckets_by_time ON area_buckets(level, start);
CREATE TABLE merchant_buckets(partition INTEGER NOT NULL, generation INTEGER NOT NULL, merchant INTEGER NOT NULL,
    level INTEGER NOT NULL, start INTEGER NOT NULL, channel TEXT NOT NULL, currency TEXT NOT NULL,
    market INTEGER NOT NULL, revision INTEGER NOT NULL, counts BLOB NOT NULL, spans BLOB NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, merchant, level, start, channel, currency)) WITHOUT ROWID;
CREATE TABLE sealed(partition INTEGER NOT NULL, generation INTEGER NOT NULL, market INTEGER NOT NULL,
    kind INTEGER NOT NULL, through INTEGER NOT NULL, time_zone TEXT NOT NULL, day_start INTEGER NOT NULL,
    minutes_from INTEGER NOT NULL, quarters_from INTEGER NOT NULL, hours_from INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, market, kind)) WITHOUT ROWID;
)";

// What people at a desk do with an order. In order_events `act` is 0 for a step, and `actor` who asked for it.
constexpr std::string_view mainVersion5 = R"(
ALTER TABLE orders ADD COLUMN claimed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN claimed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN notes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN last_note TEXT NOT NULL DEFAULT '';
ALTER TABLE order_events ADD COLUMN act INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_events ADD COLUMN actor TEXT NOT NULL DEFAULT '';
)";

// Tail rows that fill their pages: one for four groups of riders, keyed by TailKey, with the least device time of a fix
// that is not late in front of the bytes, so that questions about a time pass over them unread. Rows of before stay as
// they are until their groups are visited: they may hold fixes of any time.
constexpr std::string_view mainVersion6 = R"(
CREATE TABLE tails(key INTEGER PRIMARY KEY, from_time INTEGER NOT NULL, data BLOB NOT NULL);
INSERT INTO tails SELECT partition << 51 | grp / 4 << 39 | batch << 2 | grp % 4, -9223372036854775807, data FROM tail;
DROP TABLE tail;
CREATE TABLE open_rows(key INTEGER PRIMARY KEY, batch INTEGER NOT NULL, from_time INTEGER NOT NULL,
    data BLOB NOT NULL);
INSERT INTO open_rows SELECT partition << 32 | grp, batch, -9223372036854775807, data FROM open_trails;
DROP TABLE open_trails;
)";

// What is held back for one reason is found among the rest, and what became of a document that was retried: the subject
// of a retry's answer is the document's place.
constexpr std::string_view mainVersion7 = R"(
CREATE INDEX quarantine_by_reason ON quarantine(reason, log_time);
ALTER TABLE answers ADD COLUMN log_time INTEGER NOT NULL DEFAULT 0;
CREATE INDEX answers_to_retries ON answers(subject, log_time) WHERE type = 'retry';
)";

// key: see trail_key.h. A visit says which places of an hour hold blocks of a group of riders: whose (a bit each), and
// from when to when by device time. Rows of a batch that the main file does not know are deleted on open.
constexpr std::string_view dayVersion1 = R"(
CREATE TABLE blocks(key INTEGER PRIMARY KEY, batch INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE frames(key INTEGER PRIMARY KEY, batch INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE visits(partition INTEGER NOT NULL, hour INTEGER NOT NULL, grp INTEGER NOT NULL, place INTEGER NOT NULL,
    parts INTEGER NOT NULL, batch INTEGER NOT NULL, from_time INTEGER NOT NULL, to_time INTEGER NOT NULL,
    riders BLOB NOT NULL, PRIMARY KEY(partition, hour, grp, place)) WITHOUT ROWID;
)";

// Of senders.db. A place is the last row that a destination is done with. What it refused stands aside with its bytes:
// the outbox's own row goes when all are done with it.
constexpr std::string_view sendersVersion1 = R"(
CREATE TABLE destinations(name TEXT PRIMARY KEY, sent INTEGER NOT NULL, attempts INTEGER NOT NULL,
    trouble TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places(name TEXT NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    n INTEGER NOT NULL, PRIMARY KEY(name, partition)) WITHOUT ROWID;
CREATE TABLE refused(name TEXT NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    n INTEGER NOT NULL, lane_time INTEGER NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    reason TEXT NOT NULL, PRIMARY KEY(name, partition, offset, doc, n)) WITHOUT ROWID;
)";

// Rows behind a destination's place that it has had already, or that failed: how often, why, and when to try again.
constexpr std::string_view sendersVersion2 = R"(
CREATE TABLE tries(name TEXT NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    n INTEGER NOT NULL, arrived INTEGER NOT NULL, attempts INTEGER NOT NULL, retry_at INTEGER NOT NULL,
    reason TEXT NOT NULL, PRIMARY KEY(name, partition, offset, doc, n)) WITHOUT ROWID;
)";

constexpr std::array mainVersions{mainVersion1, mainVersion2, mainVersion3, mainVersion4,
                                  mainVersion5, mainVersion6, mainVersion7};
constexpr std::array dayVersions{dayVersion1};
constexpr std::array sendersVersions{sendersVersion1, sendersVersion2};
static_assert(mainVersions.size() == mainSchemaVersion && dayVersions.size() == daySchemaVersion);

constexpr std::int32_t applicationId = 0x526d486d; // "RmHm": a file of ours, in the eyes of file(1)

constexpr std::array tables{
    DerivedTable{"verdicts", "partition,kind,code,documents", "partition,kind,code", ""},
    DerivedTable{"markets", "partition,market,name,first_offset,first_doc", "partition,market", ""},
    DerivedTable{"riders", "partition,rider,id,market,on_shift,connected,first_offset,first_doc,last_offset,last_doc",
                 "partition,rider", ""},
    DerivedTable{
        "orders",
        "partition,ord,id,market,merchant,rider,customer,pickup_lat,pickup_lon,dropoff_lat,dropoff_lon,items,"
        "amount_minor,currency,channel,first_promised_at,promised_at,promised_ready_at,placed_at,accepted_at,"
        "rejected_at,preparing_at,ready_at,assigned_at,unassigned_at,arrived_at_merchant_at,picked_up_at,"
        "arrived_at_customer_at,delivered_at,cancelled_at,promise_changed_at,last_step,cancelled_by,"
        "close_reason,version,first_offset,first_doc,last_offset,last_doc,claimed_by,claimed_at,notes,last_note",
        "partition,ord", "placed_at"},
    DerivedTable{"order_events", "partition,ord,offset,doc,step,time,log_time,rider,detail,act,actor",
                 "partition,ord,offset,doc", "time"},
    DerivedTable{"merchants",
                 "partition,merchant,id,market,name,lat,lon,time_zone,intake,open_orders,last_offset,last_doc",
                 "partition,merchant", ""},
    DerivedTable{"people", "partition,kind,id,name,phone,address,last_offset,last_doc", "partition,kind,id", ""},
    DerivedTable{"quarantine", "partition,offset,doc,log_time,reason,hint,bytes,retried", "partition,offset,doc",
                 "log_time"},
    DerivedTable{"settings", "partition,kind,name,version,since,json,offset,doc", "partition,kind,name,version",
                 "since"},
    DerivedTable{"answers", "partition,offset,doc,id,actor,type,subject,accepted,reason,log_time",
                 "partition,offset,doc", ""},
    DerivedTable{"surge",
                 "partition,generation,cell,minute,market,settings_version,multiplier,shown,reason,evidence,"
                 "first_offset,first_doc,last_offset,last_doc",
                 "partition,generation,cell,minute", "minute"},
    DerivedTable{"area_rollups",
                 "partition,generation,market,cell,zone,start,part,revision,fixes,idle_to_busy,busy_to_idle,"
                 "orders_placed,demand_events,riders,first_offset,first_doc,last_offset,last_doc",
                 "partition,generation,market,cell,zone,start,part", "start"},
    DerivedTable{"merchant_rollups",
                 "partition,generation,merchant,start,channel,currency,part,market,revision,counts,spans,"
                 "first_offset,first_doc,last_offset,last_doc",
                 "partition,generation,merchant,start,channel,currency,part", "start"},
    DerivedTable{"completeness", "partition,generation,market,kind,complete_through",
                 "partition,generation,market,kind", "complete_through"},
    DerivedTable{"area_buckets",
                 "partition,generation,market,cell,zone,level,start,revision,fixes,idle_to_busy,busy_to_idle,"
                 "orders_placed,demand_events,riders,first_offset,first_doc,last_offset,last_doc",
                 "partition,generation,market,cell,zone,level,start", "start"},
    DerivedTable{"merchant_buckets",
                 "partition,generation,merchant,level,start,channel,currency,market,revision,counts,spans,"
                 "first_offset,first_doc,last_offset,last_doc",
                 "partition,generation,merchant,level,start,channel,currency", "start"},
    DerivedTable{"sealed",
                 "partition,generation,market,kind,through,time_zone,day_start,minutes_from,quarters_from,hours_from",
                 "partition,generation,market,kind", "through"},
    DerivedTable{"fence_events",
                 "partition,offset,doc,fence,change,rider,fence_version,market,cause,time,log_time,lat,lon,inside_ms",
                 "partition,offset,doc,fence,change,rider", "time"},
    DerivedTable{"etas", "partition,generation,ord,revision,made_at,p50_at,p90_at,level,model_version,legs,offset,doc",
                 "partition,generation,ord,revision", "made_at"},
    DerivedTable{"legs",
                 "partition,generation,ord,leg,rider,started_at,ended_at,predicted_p50,predicted_p90,level,"
                 "model_version,local_minute,market_key,merchant_key,channel_key,from_lat,from_lon,to_lat,to_lon,"
                 "from_cell,to_cell,first_offset,first_doc,last_offset,last_doc,vehicle_key",
                 "partition,generation,last_offset,last_doc,ord,leg", "ended_at"},
    DerivedTable{"ladder", "partition,ord,leg,rung,rider,market,time,log_time,metres,offset,doc",
                 "partition,ord,leg,rung,offset,doc", "time"},
    DerivedTable{"alerts",
                 "partition,generation,id,kind,severity,market,subject,raised_at,ended_at,acknowledged_at,"
                 "acknowledged_by,message,first_offset,first_doc,last_offset,last_doc",
                 "partition,generation,id", "raised_at"},
};

HistoryError newer(const sqlite::Connection& connection, int found, int known) {
    return {HistoryTrouble::newerVersion, connection.file() + " was written by a newer program (schema " +
                                              std::to_string(found) + ", this one knows " + std::to_string(known) +
                                              "): use that program, or restore a backup made before"};
}

HistoryDone bringForward(sqlite::Connection& connection, std::span<const std::string_view> versions) {
    auto version = connection.userVersion();
    if (!version) {
        return asHistoryError(version.error());
    }
    const int known = static_cast<int>(versions.size());
    if (*version > known) {
        return std::unexpected(newer(connection, *version, known));
    }
    for (int next = *version; next < known; ++next) {
        auto transaction = sqlite::Transaction::begin(connection);
        if (!transaction) {
            return asHistoryError(transaction.error());
        }
        const std::string sql = std::string(versions[static_cast<std::size_t>(next)]) +
                                ";PRAGMA user_version=" + std::to_string(next + 1) +
                                ";PRAGMA application_id=" + std::to_string(applicationId);
        auto done = connection.execute(sql);
        if (done) {
            done = transaction->commit();
        }
        if (!done) {
            return asHistoryError(done.error());
        }
    }
    return {};
}

} // namespace

std::filesystem::path HistoryPaths::day(std::int64_t day) const {
    return days() / (dayName(day) + ".db");
}

std::filesystem::path HistoryPaths::snapshot(std::int32_t partition, std::int64_t offset) const {
    return snapshots() / (std::to_string(partition) + "-" + std::to_string(offset) + ".state");
}

std::string HistoryPaths::dayName(std::int64_t day) {
    return toRfc3339(eventTimeFromMillis(day * 86'400'000)).substr(0, 10);
}

bool HistoryPaths::parseDayName(std::string_view name, std::int64_t& day) {
    const auto time = parseRfc3339(std::string(name) + "T00:00:00Z");
    if (!time) {
        return false;
    }
    day = std::chrono::floor<std::chrono::days>(*time).time_since_epoch().count();
    return true;
}

std::span<const DerivedTable> derivedTables() {
    return tables;
}

HistoryDone prepareMainSchema(sqlite::Connection& connection) {
    return bringForward(connection, mainVersions);
}

HistoryDone prepareDaySchema(sqlite::Connection& connection) {
    return bringForward(connection, dayVersions);
}

HistoryDone prepareSendersSchema(sqlite::Connection& connection) {
    return bringForward(connection, sendersVersions);
}

HistoryDone requireMainSchema(sqlite::Connection& connection) {
    const auto version = connection.userVersion();
    if (!version) {
        return asHistoryError(version.error());
    }
    if (*version > mainSchemaVersion) {
        return std::unexpected(newer(connection, *version, mainSchemaVersion));
    }
    if (*version < mainSchemaVersion) {
        return std::unexpected(HistoryError{HistoryTrouble::other,
                                            connection.file() + " is of an older version: start the node once, which "
                                                                "brings it forward"});
    }
    return {};
}

} // namespace roundsman
