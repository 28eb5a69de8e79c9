-- main.db of schema 1, brought forward by a program of schema 6. Never edited: what such a program left behind must open for ever.
CREATE TABLE alerts(partition INTEGER NOT NULL, generation INTEGER NOT NULL, id TEXT NOT NULL, kind INTEGER NOT NULL,
    severity INTEGER NOT NULL, market INTEGER NOT NULL, subject TEXT NOT NULL, raised_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL, acknowledged_at INTEGER NOT NULL, acknowledged_by TEXT NOT NULL,
    message TEXT NOT NULL, first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL,
    last_doc INTEGER NOT NULL, PRIMARY KEY(partition, generation, id)) WITHOUT ROWID;
CREATE TABLE answers(partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL, id TEXT NOT NULL,
    actor TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, accepted INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY(partition, offset, doc)) WITHOUT ROWID;
CREATE TABLE area_buckets(partition INTEGER NOT NULL, generation INTEGER NOT NULL, market INTEGER NOT NULL,
    cell INTEGER NOT NULL, zone TEXT NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL,
    revision INTEGER NOT NULL, fixes INTEGER NOT NULL, idle_to_busy INTEGER NOT NULL, busy_to_idle INTEGER NOT NULL,
    orders_placed INTEGER NOT NULL, demand_events INTEGER NOT NULL, riders BLOB NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, market, cell, zone, level, start)) WITHOUT ROWID;
CREATE TABLE area_rollups(partition INTEGER NOT NULL, generation INTEGER NOT NULL, market INTEGER NOT NULL,
    cell INTEGER NOT NULL, zone TEXT NOT NULL, start INTEGER NOT NULL, part INTEGER NOT NULL,
    revision INTEGER NOT NULL, fixes INTEGER NOT NULL, idle_to_busy INTEGER NOT NULL, busy_to_idle INTEGER NOT NULL,
    orders_placed INTEGER NOT NULL, demand_events INTEGER NOT NULL, riders BLOB NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, market, cell, zone, start, part)) WITHOUT ROWID;
CREATE TABLE completeness(partition INTEGER NOT NULL, generation INTEGER NOT NULL, market INTEGER NOT NULL,
    kind INTEGER NOT NULL, complete_through INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, market, kind)) WITHOUT ROWID;
CREATE TABLE days(day INTEGER PRIMARY KEY, since_batch INTEGER NOT NULL, fixes INTEGER NOT NULL,
    retired INTEGER NOT NULL);
CREATE TABLE etas(partition INTEGER NOT NULL, generation INTEGER NOT NULL, ord INTEGER NOT NULL,
    revision INTEGER NOT NULL, made_at INTEGER NOT NULL, p50_at INTEGER NOT NULL, p90_at INTEGER NOT NULL,
    level INTEGER NOT NULL, model_version INTEGER NOT NULL, legs BLOB NOT NULL, offset INTEGER NOT NULL,
    doc INTEGER NOT NULL, PRIMARY KEY(partition, generation, ord, revision)) WITHOUT ROWID;
CREATE TABLE fence_events(partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    fence TEXT NOT NULL, change INTEGER NOT NULL, rider INTEGER NOT NULL, fence_version INTEGER NOT NULL,
    market INTEGER NOT NULL, cause INTEGER NOT NULL, time INTEGER NOT NULL, log_time INTEGER NOT NULL,
    lat INTEGER NOT NULL, lon INTEGER NOT NULL, inside_ms INTEGER NOT NULL,
    PRIMARY KEY(partition, offset, doc, fence, change, rider)) WITHOUT ROWID;
CREATE TABLE generations(generation INTEGER PRIMARY KEY, state TEXT NOT NULL, from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL, since INTEGER NOT NULL, note TEXT NOT NULL);
INSERT INTO "generations" VALUES(0,'live',0,0,0,'');
CREATE TABLE ladder(partition INTEGER NOT NULL, ord INTEGER NOT NULL, leg INTEGER NOT NULL, rung INTEGER NOT NULL,
    rider INTEGER NOT NULL, market INTEGER NOT NULL, time INTEGER NOT NULL, log_time INTEGER NOT NULL,
    metres REAL NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    PRIMARY KEY(partition, ord, leg, rung, offset, doc)) WITHOUT ROWID;
CREATE TABLE lanes(partition INTEGER PRIMARY KEY, next_offset INTEGER NOT NULL, first_offset INTEGER NOT NULL,
    records INTEGER NOT NULL, gaps INTEGER NOT NULL, lane_time INTEGER NOT NULL, mark_offset INTEGER NOT NULL,
    mark_time INTEGER NOT NULL, mark_sum INTEGER NOT NULL);
INSERT INTO "lanes" VALUES(0,120,0,118,2,1763715600000,119,1763715600000,12345);
CREATE TABLE legs(partition INTEGER NOT NULL, generation INTEGER NOT NULL, ord INTEGER NOT NULL,
    leg INTEGER NOT NULL, rider INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
    predicted_p50 REAL NOT NULL, predicted_p90 REAL NOT NULL, level INTEGER NOT NULL, model_version INTEGER NOT NULL,
    local_minute INTEGER NOT NULL, market_key INTEGER NOT NULL, merchant_key INTEGER NOT NULL,
    channel_key INTEGER NOT NULL, from_lat INTEGER, from_lon INTEGER, to_lat INTEGER, to_lon INTEGER,
    from_cell INTEGER NOT NULL, to_cell INTEGER NOT NULL, first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL,
    last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL, vehicle_key INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(partition, generation, last_offset, last_doc, ord, leg)) WITHOUT ROWID;
INSERT INTO "legs" VALUES(0,0,0,0,0,1763715000000,1763715060000,60.0,90.0,0,0,540,1,2,3,129700000,775900000,129800000,775900000,613196570331971583,613196570331971583,10,0,11,0,0);
CREATE TABLE markets(partition INTEGER NOT NULL, market INTEGER NOT NULL, name TEXT NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, PRIMARY KEY(partition, market)) WITHOUT ROWID;
INSERT INTO "markets" VALUES(0,0,'south',0,0);
CREATE TABLE merchant_buckets(partition INTEGER NOT NULL, generation INTEGER NOT NULL, merchant INTEGER NOT NULL,
    level INTEGER NOT NULL, start INTEGER NOT NULL, channel TEXT NOT NULL, currency TEXT NOT NULL,
    market INTEGER NOT NULL, revision INTEGER NOT NULL, counts BLOB NOT NULL, spans BLOB NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, merchant, level, start, channel, currency)) WITHOUT ROWID;
CREATE TABLE merchant_rollups(partition INTEGER NOT NULL, generation INTEGER NOT NULL, merchant INTEGER NOT NULL,
    start INTEGER NOT NULL, channel TEXT NOT NULL, currency TEXT NOT NULL, part INTEGER NOT NULL,
    market INTEGER NOT NULL, revision INTEGER NOT NULL, counts BLOB NOT NULL, spans BLOB NOT NULL,
    first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, merchant, start, channel, currency, part)) WITHOUT ROWID;
CREATE TABLE merchants(partition INTEGER NOT NULL, merchant INTEGER NOT NULL, id TEXT NOT NULL,
    market INTEGER NOT NULL, name TEXT NOT NULL, lat INTEGER, lon INTEGER, time_zone TEXT NOT NULL,
    intake INTEGER NOT NULL, open_orders INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, merchant)) WITHOUT ROWID;
INSERT INTO "merchants" VALUES(0,0,'m-9',0,'Tony''s',129700000,775900000,'Asia/Kolkata',0,1,11,0);
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('cluster','c-1');
INSERT INTO "meta" VALUES('topic','t-1');
CREATE TABLE open_rows(key INTEGER PRIMARY KEY, batch INTEGER NOT NULL, from_time INTEGER NOT NULL,
    data BLOB NOT NULL);
CREATE TABLE order_events(partition INTEGER NOT NULL, ord INTEGER NOT NULL, offset INTEGER NOT NULL,
    doc INTEGER NOT NULL, step INTEGER NOT NULL, time INTEGER NOT NULL, log_time INTEGER NOT NULL,
    rider INTEGER NOT NULL, detail TEXT NOT NULL, act INTEGER NOT NULL DEFAULT 0, actor TEXT NOT NULL DEFAULT '', PRIMARY KEY(partition, ord, offset, doc)) WITHOUT ROWID;
INSERT INTO "order_events" VALUES(0,0,10,0,0,1763715000000,1763715000100,4294967295,'',0,'');
INSERT INTO "order_events" VALUES(0,0,11,0,1,1763715060000,1763715060100,4294967295,'',0,'');
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
    first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL, claimed_by TEXT NOT NULL DEFAULT '', claimed_at INTEGER NOT NULL DEFAULT 0, notes INTEGER NOT NULL DEFAULT 0, last_note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY(partition, ord)) WITHOUT ROWID;
INSERT INTO "orders" VALUES(0,0,'o-77',0,0,0,'c-3',129700000,775900000,129800000,775900000,3,45900,'INR','app',1763717000000,1763717000000,0,1763715000000,1763715060000,0,0,0,0,0,0,0,0,0,0,0,1,'','',2,10,0,11,0,'',0,0,'');
CREATE TABLE outbox(partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL, n INTEGER NOT NULL,
    topic TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, lane_time INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(partition, offset, doc, n)) WITHOUT ROWID;
INSERT INTO "outbox" VALUES(0,13,0,0,'alerts','a-1','{"id":"a-1"}',0);
CREATE TABLE people(partition INTEGER NOT NULL, kind INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
    phone TEXT NOT NULL, address TEXT NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, kind, id)) WITHOUT ROWID;
INSERT INTO "people" VALUES(0,1,'c-3','Ada','+91 1','1 Main Road',10,0);
CREATE TABLE quarantine(partition INTEGER NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    log_time INTEGER NOT NULL, reason INTEGER NOT NULL, hint TEXT NOT NULL, bytes BLOB NOT NULL,
    retried INTEGER NOT NULL, PRIMARY KEY(partition, offset, doc)) WITHOUT ROWID;
INSERT INTO "quarantine" VALUES(0,12,0,1763715000200,5,'no position',X'7B7D',0);
CREATE TABLE riders(partition INTEGER NOT NULL, rider INTEGER NOT NULL, id TEXT NOT NULL, market INTEGER NOT NULL,
    on_shift INTEGER NOT NULL, connected INTEGER NOT NULL, first_offset INTEGER NOT NULL, first_doc INTEGER NOT NULL,
    last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL, PRIMARY KEY(partition, rider)) WITHOUT ROWID;
INSERT INTO "riders" VALUES(0,0,'453',0,1,1,0,0,119,3);
INSERT INTO "riders" VALUES(0,1,'r-2',0,0,0,4,1,90,0);
CREATE TABLE sealed(partition INTEGER NOT NULL, generation INTEGER NOT NULL, market INTEGER NOT NULL,
    kind INTEGER NOT NULL, through INTEGER NOT NULL, time_zone TEXT NOT NULL, day_start INTEGER NOT NULL,
    minutes_from INTEGER NOT NULL, quarters_from INTEGER NOT NULL, hours_from INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, market, kind)) WITHOUT ROWID;
CREATE TABLE settings(partition INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
    since INTEGER NOT NULL, json TEXT NOT NULL, offset INTEGER NOT NULL, doc INTEGER NOT NULL,
    PRIMARY KEY(partition, kind, name, version)) WITHOUT ROWID;
CREATE TABLE snapshots(partition INTEGER NOT NULL, offset INTEGER NOT NULL, lane_time INTEGER NOT NULL,
    bytes INTEGER NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY(partition, offset)) WITHOUT ROWID;
CREATE TABLE state(id INTEGER PRIMARY KEY CHECK(id = 1), batch INTEGER NOT NULL, generation INTEGER NOT NULL);
INSERT INTO "state" VALUES(1,7,0);
CREATE TABLE surge(partition INTEGER NOT NULL, generation INTEGER NOT NULL, cell INTEGER NOT NULL,
    minute INTEGER NOT NULL, market INTEGER NOT NULL, settings_version INTEGER NOT NULL, multiplier REAL NOT NULL,
    shown REAL NOT NULL, reason INTEGER NOT NULL, evidence BLOB NOT NULL, first_offset INTEGER NOT NULL,
    first_doc INTEGER NOT NULL, last_offset INTEGER NOT NULL, last_doc INTEGER NOT NULL,
    PRIMARY KEY(partition, generation, cell, minute)) WITHOUT ROWID;
CREATE TABLE tails(key INTEGER PRIMARY KEY, from_time INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE verdict_minutes(minute INTEGER NOT NULL, partition INTEGER NOT NULL, kind INTEGER NOT NULL,
    code INTEGER NOT NULL, documents INTEGER NOT NULL, PRIMARY KEY(minute, partition, kind, code)) WITHOUT ROWID;
INSERT INTO "verdict_minutes" VALUES(29395260,0,0,0,400);
CREATE TABLE verdicts(partition INTEGER NOT NULL, kind INTEGER NOT NULL, code INTEGER NOT NULL,
    documents INTEGER NOT NULL, PRIMARY KEY(partition, kind, code)) WITHOUT ROWID;
INSERT INTO "verdicts" VALUES(0,0,0,400);
INSERT INTO "verdicts" VALUES(0,0,1,3);
INSERT INTO "verdicts" VALUES(0,1,2,5);
CREATE INDEX riders_by_id ON riders(id);
CREATE INDEX orders_by_id ON orders(id);
CREATE INDEX orders_by_time ON orders(placed_at);
CREATE INDEX merchants_by_id ON merchants(id);
CREATE INDEX quarantine_by_time ON quarantine(log_time);
CREATE INDEX surge_by_time ON surge(minute);
CREATE INDEX area_rollups_by_time ON area_rollups(start);
CREATE INDEX merchant_rollups_by_time ON merchant_rollups(start);
CREATE INDEX fence_events_by_time ON fence_events(time);
CREATE INDEX alerts_by_time ON alerts(raised_at);
CREATE INDEX legs_by_time ON legs(ended_at);
CREATE INDEX legs_by_order ON legs(ord);
CREATE INDEX area_buckets_by_time ON area_buckets(level, start);
PRAGMA user_version = 6;
PRAGMA application_id = 1382893677;
