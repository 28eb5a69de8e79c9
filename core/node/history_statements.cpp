#include "core/node/history_statements.h"

#include "core/model/verdict.h"
#include "core/node/refusal.h"

#include <string_view>

namespace roundsman {
namespace {

constexpr std::string_view ordersSelect =
    "SELECT o.partition, o.id AS order__x, k.name AS market__x, m.id AS merchant__x, m.name AS merchant_name__x, "
    "r.id AS rider__x, o.rider AS rider_number, o.customer AS customer__x, o.last_step AS step__s, "
    "o.placed_at AS placed__t, o.accepted_at AS accepted__t, o.ready_at AS ready__t, o.assigned_at AS assigned__t, "
    "o.arrived_at_merchant_at AS arrived_at_merchant__t, o.picked_up_at AS picked_up__t, "
    "o.arrived_at_customer_at AS arrived_at_customer__t, o.delivered_at AS delivered__t, "
    "o.cancelled_at AS cancelled__t, o.rejected_at AS rejected__t, o.first_promised_at AS first_promised__t, "
    "o.promised_at AS promised__t, o.promised_ready_at AS promised_ready__t, o.items, o.amount_minor, "
    "o.currency AS currency__x, o.channel AS channel__x, o.cancelled_by AS cancelled_by__x, "
    "o.close_reason AS close_reason__x, o.version, o.pickup_lat AS pickup_latitude__d, "
    "o.pickup_lon AS pickup_longitude__d, o.dropoff_lat AS dropoff_latitude__d, "
    "o.dropoff_lon AS dropoff_longitude__d, o.first_offset, o.first_doc AS first_document, o.last_offset, "
    "o.last_doc AS last_document, iif(?5 = '', o.claimed_by, '') AS claimed_by__x, iif(?5 = '', o.claimed_at, 0) AS "
    "claimed__t, "
    "iif(?5 = '', o.notes, 0) AS notes, "
    "iif(?5 = '', o.last_note, '') AS last_note__x FROM orders o "
    "LEFT JOIN merchants m ON m.partition = o.partition AND m.merchant = o.merchant "
    "LEFT JOIN riders r ON r.partition = o.partition AND r.rider = o.rider "
    "LEFT JOIN markets k ON k.partition = o.partition AND k.market = o.market ";

// What dispatchers do and write down is theirs: a merchant sees the steps.
constexpr std::string_view orderEventsSql =
    "SELECT e.partition, o.id AS order__x, e.step AS step__s, e.time AS time__t, e.log_time AS log_time__t, "
    "r.id AS rider__x, e.detail AS detail__x, e.offset, e.doc AS document, e.act AS act__a, iif(?2 = '', e.actor, '') "
    "AS actor__x "
    "FROM orders o JOIN order_events e ON "
    "e.partition = o.partition AND e.ord = o.ord LEFT JOIN riders r ON r.partition = e.partition AND "
    "r.rider = e.rider WHERE o.id = ?1 AND (?2 = '' OR (e.act = 0 AND ?2 = (SELECT m.id FROM merchants m WHERE "
    "m.partition = o.partition AND m.merchant = o.merchant))) ORDER BY e.partition, e.offset, e.doc LIMIT ?3 OFFSET ?4";

constexpr std::string_view orderEtasSql =
    "SELECT e.partition, o.id AS order__x, e.revision, e.made_at AS made__t, e.p50_at AS p50__t, e.p90_at AS p90__t, "
    "e.level AS level__e, e.model_version, e.offset, e.doc AS document FROM orders o JOIN etas e ON "
    "e.partition = o.partition AND e.ord = o.ord WHERE o.id = ?1 AND e.generation = (SELECT generation FROM state) "
    "AND (?2 = '' OR ?2 = (SELECT m.id FROM merchants m WHERE m.partition = o.partition AND "
    "m.merchant = o.merchant)) ORDER BY e.partition, e.revision LIMIT ?3 OFFSET ?4";

constexpr std::string_view orderLegsSql =
    "SELECT l.partition, o.id AS order__x, l.leg AS leg__l, r.id AS rider__x, l.started_at AS started__t, "
    "l.ended_at AS ended__t, l.predicted_p50 AS p50_seconds__f, l.predicted_p90 AS p90_seconds__f, "
    "l.level AS level__e, l.model_version, l.first_offset, l.first_doc AS first_document, l.last_offset, "
    "l.last_doc AS last_document FROM orders o JOIN legs l ON l.partition = o.partition AND l.ord = o.ord "
    "LEFT JOIN riders r ON r.partition = l.partition AND r.rider = l.rider WHERE o.id = ?1 AND "
    "l.generation = (SELECT generation FROM state) AND (?2 = '' OR ?2 = (SELECT m.id FROM merchants m WHERE "
    "m.partition = o.partition AND m.merchant = o.merchant)) ORDER BY l.partition, l.started_at, l.leg "
    "LIMIT ?3 OFFSET ?4";

constexpr std::string_view ridersSql =
    "SELECT r.partition, r.rider AS rider_number, r.id AS rider__x, k.name AS market__x, r.on_shift, r.connected, "
    "r.first_offset, r.first_doc AS first_document, r.last_offset, r.last_doc AS last_document FROM riders r "
    "LEFT JOIN markets k ON k.partition = r.partition AND k.market = r.market WHERE (?1 = '' OR r.id = ?1) AND "
    "(?2 = '' OR instr(r.id, ?2)) ORDER BY r.partition, r.rider LIMIT ?3 OFFSET ?4";

constexpr std::string_view quarantineSelect =
    "SELECT q.partition, q.offset, q.doc AS document, q.log_time AS log_time__t, q.reason AS reason__r, "
    "q.hint AS hint__x, q.retried, CAST(q.bytes AS TEXT) AS bytes__x, a.log_time AS answered__t, "
    "a.accepted AS answer_accepted, a.reason AS answer_reason__x FROM quarantine q LEFT JOIN answers a ON "
    "(a.partition, a.offset, a.doc) = (SELECT partition, offset, doc FROM answers WHERE type = 'retry' AND subject = "
    "q.partition || '/' || q.offset || '/' || q.doc ORDER BY log_time DESC LIMIT 1) "
    "WHERE ";

constexpr std::string_view verdictMinutesSql =
    "SELECT v.partition, v.minute AS minute__m, CASE v.kind WHEN 0 THEN v.code END AS verdict__v, "
    "CASE v.kind WHEN 1 THEN v.code END AS reason__r, v.documents FROM verdict_minutes v WHERE v.minute >= ?1 AND "
    "v.minute < ?2 ORDER BY v.minute, v.partition, v.kind, v.code LIMIT ?3 OFFSET ?4";

/// `verdictMinutes` with a bucket, to an hour: how much was heard in each ?3 minutes. Where nothing is, there is a gap.
constexpr std::string_view verdictBucketsSql =
    "SELECT v.minute / ?3 * ?3 AS minute__m, sum(v.documents) AS documents FROM verdict_minutes v WHERE v.kind = 0 AND "
    "v.minute >= ?1 AND v.minute < ?2 GROUP BY v.minute / ?3 ORDER BY v.minute / ?3 LIMIT ?4 OFFSET ?5";

/// What `settings` answers for the text "time-zones": markets with the zones that their merchants keep, the most usual
/// one of each first.
constexpr std::string_view marketsSql =
    "SELECT z.partition, k.name AS market__x, z.time_zone AS time_zone__x, sum(z.merchants) AS merchants FROM "
    "(SELECT partition, market, time_zone, count(*) AS merchants FROM merchants WHERE time_zone <> '' "
    "GROUP BY partition, market, time_zone UNION ALL SELECT partition, market, time_zone, 0 FROM sealed WHERE "
    "generation = (SELECT generation FROM state)) z JOIN markets k ON k.partition = z.partition AND "
    "k.market = z.market GROUP BY z.partition, z.market, z.time_zone "
    "ORDER BY z.partition, z.market, merchants DESC, z.time_zone LIMIT ?1 OFFSET ?2";

constexpr std::string_view alertsSql =
    "SELECT a.partition, a.id AS id__x, a.kind AS kind__k, a.severity AS severity__y, k.name AS market__x, "
    "a.subject AS subject__x, a.raised_at AS raised__t, a.ended_at AS ended__t, "
    "a.acknowledged_at AS acknowledged__t, a.acknowledged_by AS acknowledged_by__x, a.message AS message__x, "
    "a.first_offset, a.first_doc AS first_document, a.last_offset, a.last_doc AS last_document FROM alerts a "
    "LEFT JOIN markets k ON k.partition = a.partition AND k.market = a.market WHERE a.raised_at >= ?1 AND "
    "a.raised_at < ?2 AND a.generation = (SELECT generation FROM state) AND (?3 = '' OR a.id = ?3) AND "
    "(?4 = '' OR instr(a.subject, ?4) OR instr(a.message, ?4)) ORDER BY a.raised_at DESC, a.id LIMIT ?5 OFFSET ?6";

constexpr std::string_view answersSql =
    "SELECT a.partition, a.id AS command__x, a.actor AS actor__x, a.type AS type__x, a.subject AS subject__x, "
    "a.accepted, a.reason AS reason__x, a.offset, a.doc AS document, a.log_time AS log_time__t FROM answers a WHERE "
    "(?1 = '' OR a.id = ?1) "
    "ORDER BY a.offset DESC, a.partition, a.doc LIMIT ?2 OFFSET ?3";

constexpr std::string_view settingsSql =
    "SELECT s.partition, s.kind AS kind__x, s.name AS name__x, s.version, s.since AS since__t, s.json AS json__x, "
    "s.offset, s.doc AS document FROM settings s WHERE (?1 = '' OR s.kind = ?1) ORDER BY s.partition, s.offset "
    "LIMIT ?2 OFFSET ?3";

/// One order is found by its id, however many there are. For a text rows are read one by one, newest first: only so
/// many. The plus keeps SQLite from another index than that.
std::string ordersSql(const Query& query) {
    std::string sql(ordersSelect);
    if (!query.id.empty()) {
        sql += "WHERE o.id = ?3 AND +o.placed_at >= ?1 AND +o.placed_at < ?2 ";
    } else if (!query.text.empty()) {
        sql += "WHERE o.placed_at >= ifnull((SELECT placed_at FROM orders WHERE placed_at >= ?1 AND placed_at < ?2 "
               "ORDER BY placed_at DESC LIMIT 1 OFFSET " +
               std::to_string(ordersSearchedMax - 1) + "), ?1) AND o.placed_at < ?2 ";
    } else {
        sql += "WHERE o.placed_at >= ?1 AND o.placed_at < ?2 ";
    }
    return sql + "AND (?4 = '' OR instr(o.id, ?4) OR instr(lower(m.name), lower(?4)) OR m.id = ?4 OR r.id = ?4) "
                 "AND (?5 = '' OR m.id = ?5) ORDER BY o.placed_at DESC, o.partition, o.ord LIMIT ?6 OFFSET ?7";
}

std::expected<Asked, Trouble> quarantineAsked(const Query& query) {
    Asked asked{.sql = std::string(quarantineSelect), .numbers = {millisOf(query.from), millisOf(query.to)}};
    if (!query.text.empty()) {
        const auto reason = reasonFrom(query.text);
        if (!reason) {
            return no("no document is held back for that reason: " + query.text);
        }
        asked.sql += "q.reason = " + std::to_string(static_cast<int>(*reason)) + " AND ";
    }
    asked.sql += "q.log_time >= ?1 AND q.log_time < ?2 ORDER BY q.log_time DESC, q.partition, q.offset DESC, q.doc "
                 "LIMIT ?3 OFFSET ?4";
    return asked;
}

Asked verdictsAsked(const Query& query) {
    const std::int64_t from = millisOf(query.from) / 60'000;
    const std::int64_t to = millisOf(query.to) / 60'000;
    if (!query.bucket) {
        return {.sql = std::string(verdictMinutesSql), .numbers = {from, to}};
    }
    const std::int64_t minutes = *query.bucket == Granularity::minute    ? 1
                                 : *query.bucket == Granularity::quarter ? 15
                                                                         : 60;
    return {.sql = std::string(verdictBucketsSql), .numbers = {from, to, minutes}};
}

Asked ofTexts(std::string_view sql, std::vector<std::string> texts) {
    return {.sql = std::string(sql), .texts = std::move(texts)};
}

} // namespace

std::expected<Asked, Trouble> statementFor(const Query& query) {
    const std::vector span{millisOf(query.from), millisOf(query.to)};
    switch (query.kind) {
    case QueryKind::orders:
        return Asked{ordersSql(query), span, {query.id, query.text, query.merchant}};
    case QueryKind::orderEvents:
        return ofTexts(orderEventsSql, {query.id, query.merchant});
    case QueryKind::orderEtas:
        return ofTexts(orderEtasSql, {query.id, query.merchant});
    case QueryKind::orderLegs:
        return ofTexts(orderLegsSql, {query.id, query.merchant});
    case QueryKind::riders:
        return ofTexts(ridersSql, {query.id, query.text});
    case QueryKind::quarantine:
        return quarantineAsked(query);
    case QueryKind::verdictMinutes:
        return verdictsAsked(query);
    case QueryKind::alerts:
        return Asked{std::string(alertsSql), span, {query.id, query.text}};
    case QueryKind::answers:
        return ofTexts(answersSql, {query.id});
    case QueryKind::settings:
        return query.text == "time-zones" ? Asked{.sql = std::string(marketsSql)} : ofTexts(settingsSql, {query.text});
    default:
        return no("history knows no such question");
    }
}

} // namespace roundsman
