#include "ui/bridge/command_desk.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/engine_words.h"
#include "ui/models/order_rows.h"
#include "ui/support/words.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace roundsman {

CommandDesk::CommandDesk(FrameFeed& feed, QObject* parent)
    : QObject(parent), m_feed(feed), m_underWay(feed), m_session(QUuid::createUuid().toString(QUuid::WithoutBraces)) {
    connect(&m_underWay, &CommandsOnTheirWay::ended, this, &CommandDesk::tellEnd);
    connect(&m_underWay, &CommandsOnTheirWay::overdue, this, &CommandDesk::tellOverdue);
    m_changed.setSingleShot(true);
    connect(&m_changed, &QTimer::timeout, this, &CommandDesk::changed);
}

QString CommandDesk::marketOf(PartitionNo partition, MarketNo market) const {
    const Frame* lane = laneOf(m_feed.picture(), partition);
    return lane ? marketName(*lane, market) : QString();
}

void CommandDesk::assign(OrderRef order, RiderRef rider) {
    const OrderView* seen = orderOf(m_feed.picture(), order);
    if (!seen || rider.partition != order.partition) {
        refuse({}, seen ? tr("That rider belongs to another market: orders are assigned within their own.")
                        : tr("The order is closed already."));
        return;
    }
    const QString id = riderId(m_feed.picture(), rider);
    send(marketOf(order.partition, seen->market), QStringLiteral("assign"), words(seen->id),
         {{QStringLiteral("orderId"), words(seen->id)},
          {QStringLiteral("driverId"), id},
          {QStringLiteral("expectedVersion"), static_cast<qint64>(seen->version)}},
         tr("Assign %1 to %2").arg(named(seen->id), isolated(id)));
}

void CommandDesk::unassign(OrderRef order) {
    if (const OrderView* seen = orderOf(m_feed.picture(), order)) {
        send(marketOf(order.partition, seen->market), QStringLiteral("unassign"), words(seen->id),
             {{QStringLiteral("orderId"), words(seen->id)},
              {QStringLiteral("expectedVersion"), static_cast<qint64>(seen->version)}},
             tr("Take the rider off %1").arg(named(seen->id)));
    }
}

void CommandDesk::cancelOrder(OrderRef order, const QString& reason) {
    if (const OrderView* seen = orderOf(m_feed.picture(), order)) {
        send(marketOf(order.partition, seen->market), QStringLiteral("cancel_order"), words(seen->id),
             {{QStringLiteral("orderId"), words(seen->id)}, {QStringLiteral("reason"), reason}},
             tr("Cancel %1").arg(named(seen->id)));
    }
}

void CommandDesk::changePromise(OrderRef order, EventTime promisedAt, const QString& reason) {
    if (const OrderView* seen = orderOf(m_feed.picture(), order)) {
        send(marketOf(order.partition, seen->market), QStringLiteral("change_promise"), words(seen->id),
             {{QStringLiteral("orderId"), words(seen->id)},
              {QStringLiteral("promisedAt"), words(toRfc3339(promisedAt))},
              {QStringLiteral("reason"), reason}},
             tr("New promise for %1").arg(named(seen->id)));
    }
}

void CommandDesk::markReady(OrderRef order) {
    if (const OrderView* seen = orderOf(m_feed.picture(), order)) {
        send(marketOf(order.partition, seen->market), QStringLiteral("mark_ready"), words(seen->id),
             {{QStringLiteral("orderId"), words(seen->id)}}, tr("%1 is ready").arg(named(seen->id)));
    }
}

void CommandDesk::delayOrder(OrderRef order, int minutes) {
    if (const OrderView* seen = orderOf(m_feed.picture(), order)) {
        send(marketOf(order.partition, seen->market), QStringLiteral("delay_order"), words(seen->id),
             {{QStringLiteral("orderId"), words(seen->id)},
              {QStringLiteral("minutes"), minutes},
              {QStringLiteral("expectedVersion"), static_cast<qint64>(seen->version)}},
             tr("%1 minutes more for %2").arg(minutes).arg(named(seen->id)));
    }
}

void CommandDesk::acknowledge(PartitionNo partition, const AlertRow& alert) {
    send(marketOf(partition, alert.market), QStringLiteral("acknowledge_alert"), words(alert.id), {},
         tr("Acknowledge: %1").arg(spokenText(alert.message)));
}

void CommandDesk::setIntake(PartitionNo partition, MerchantNo merchant, Intake intake, const QString& reason) {
    const Frame* lane = laneOf(m_feed.picture(), partition);
    const MerchantView* seen = lane ? merchantOf(*lane, merchant) : nullptr;
    if (!seen) {
        return;
    }
    const std::array types{QStringLiteral("open_merchant"), QStringLiteral("pause_merchant"),
                           QStringLiteral("close_merchant")};
    send(marketName(*lane, seen->market), types[static_cast<std::size_t>(intake)], words(seen->id),
         {{QStringLiteral("merchantId"), words(seen->id)},
          {QStringLiteral("expectedVersion"), static_cast<qint64>(seen->version)},
          {QStringLiteral("reason"), reason}},
         intake == Intake::open ? tr("Open %1").arg(named(seen->name)) : tr("Pause %1").arg(named(seen->name)));
}

void CommandDesk::send(const QString& market, const QString& type, const QString& subject, const QJsonObject& data,
                       const QString& words) {
    submit(QStringLiteral("command.") + type, market, subject, data, words);
}

void CommandDesk::submit(const QString& type, const QString& market, const QString& subject, const QJsonObject& data,
                         const QString& words) {
    const QString id = QStringLiteral("%1-%2").arg(m_session).arg(++m_next);
    QJsonObject document{{QStringLiteral("id"), id},
                         {QStringLiteral("type"), type},
                         {QStringLiteral("time"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                         {QStringLiteral("source"), QStringLiteral("console")},
                         {QStringLiteral("subject"), subject},
                         {QStringLiteral("data"), data}};
    if (!market.isEmpty()) {
        document.insert(QStringLiteral("market"), market);
    }
    m_underWay.send({.id = id,
                     .subject = subject,
                     .words = words,
                     .document = QJsonDocument(document).toJson(QJsonDocument::Compact).toStdString()});
    m_changed.start();
}

void CommandDesk::refuse(const QString& subject, const QString& sentence) {
    Q_EMIT answered(subject, false, sentence);
    Q_EMIT mattered(sentence);
}

void CommandDesk::tellEnd(const CommandOnItsWay& way, bool accepted, const QString& why) {
    m_changed.start();
    const QString refusal = accepted ? QString() : tr("%1 was refused: %2").arg(way.words, refusalSentence(why));
    if (m_retries.open.remove(way.subject)) {
        noteRetry(accepted, refusal);
        return;
    }
    if (!accepted) {
        refuse(way.subject, refusal);
        return;
    }
    Q_EMIT answered(way.subject, true, way.words);
    if (way.isOverdue) {
        Q_EMIT mattered(tr("%1: the log answered late; it is done").arg(way.words));
    }
}

void CommandDesk::tellOverdue(const CommandOnItsWay& way) {
    const QString sentence =
        tr("%1: no answer yet. The log has it, or will: look again before you repeat it").arg(way.words);
    Q_EMIT unanswered(way.subject, sentence);
    Q_EMIT mattered(sentence);
    if (m_retries.open.remove(way.subject)) {
        tellRetries(); // without it
    }
}

QString refusalSentence(const QString& reason) {
    static const QHash<QString, QString> known{
        {QStringLiteral("conflicting_version"), CommandDesk::tr("somebody changed it meanwhile")},
        {QStringLiteral("order_is_closed"), CommandDesk::tr("the order is closed")},
        {QStringLiteral("already_assigned"), CommandDesk::tr("it has a rider already")},
        {QStringLiteral("not_assigned"), CommandDesk::tr("it has no rider")},
        {QStringLiteral("unknown_order"), CommandDesk::tr("nobody knows this order")},
        {QStringLiteral("another_merchants_order"), CommandDesk::tr("it is another merchant's order")},
        {QStringLiteral("another_markets_merchant"), CommandDesk::tr("it is a merchant of another market")},
        {QStringLiteral("another_markets_order"), CommandDesk::tr("it is an order of another market")},
        {QStringLiteral("unknown_merchant"), CommandDesk::tr("nobody knows this merchant")},
        {QStringLiteral("missing_rider"), CommandDesk::tr("no rider was named")},
        {QStringLiteral("missing_promise"), CommandDesk::tr("no time was named")},
        {QStringLiteral("claimed_by_another"), CommandDesk::tr("somebody else takes care of it")},
        {QStringLiteral("not_claimed"), CommandDesk::tr("nobody takes care of it")},
        {QStringLiteral("missing_text"), CommandDesk::tr("the note is empty")},
        {QStringLiteral("text_too_long"), CommandDesk::tr("the text is too long")},
        {QStringLiteral("not_limited"), CommandDesk::tr("nothing holds it back any more")},
        {QStringLiteral("too_many_limits"), CommandDesk::tr("there are too many limits already")},
        {QStringLiteral("unknown_zone"), CommandDesk::tr("that area is gone")},
        {QStringLiteral("unknown_target"), CommandDesk::tr("there is no such place")},
        {QStringLiteral("missing_cap"), CommandDesk::tr("neither a cap nor a freeze was named")},
        {QStringLiteral("cap_out_of_range"), CommandDesk::tr("a cap is 1.0 or more")},
        {QStringLiteral("missing_reason"), CommandDesk::tr("no reason was named")},
        {QStringLiteral("missing_end"), CommandDesk::tr("no end was named")},
        {QStringLiteral("end_is_past"), CommandDesk::tr("its end is past already")},
        {QStringLiteral("end_is_too_far"), CommandDesk::tr("it would last over seven days")},
        {QStringLiteral("already_ready"), CommandDesk::tr("it is ready already")},
        {QStringLiteral("already_picked_up"), CommandDesk::tr("the rider has it already")},
        {QStringLiteral("nothing_was_promised"), CommandDesk::tr("nobody promised a time that could move")},
    };
    const auto verdict = reasonFrom(reason.toStdString()); // of a document that was retried
    return known.value(reason, verdict ? reasonName(*verdict) : reason);
}

} // namespace roundsman
