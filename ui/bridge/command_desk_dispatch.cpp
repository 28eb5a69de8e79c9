// What dispatchers ask for beside the steps of an order: claims, notes, limits of surge, fences.
#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/order_rows.h"
#include "ui/support/words.h"

namespace roundsman {

QString CommandDesk::me() const {
    if (m_me.isEmpty()) {
        m_me = words(m_feed.api().status().actor);
    }
    return m_me;
}

void CommandDesk::claim(OrderRef order, const QString& takeFrom) {
    const OrderView* seen = orderOf(m_feed.picture(), order);
    if (!seen) {
        return;
    }
    QJsonObject data{{QStringLiteral("orderId"), words(seen->id)}};
    if (!takeFrom.isEmpty()) {
        data.insert(QStringLiteral("takeFrom"), takeFrom);
    }
    send(marketOf(order.partition, seen->market), QStringLiteral("claim_order"), words(seen->id), data,
         takeFrom.isEmpty() ? tr("Take care of %1").arg(named(seen->id))
                            : tr("Take over %1 from %2").arg(named(seen->id), isolated(takeFrom)));
}

void CommandDesk::release(OrderRef order) {
    if (const OrderView* seen = orderOf(m_feed.picture(), order)) {
        send(marketOf(order.partition, seen->market), QStringLiteral("release_order"), words(seen->id),
             {{QStringLiteral("orderId"), words(seen->id)}}, tr("Let go of %1").arg(named(seen->id)));
    }
}

void CommandDesk::note(const QString& market, const QString& orderId, const QString& text) {
    send(market, QStringLiteral("note_order"), orderId,
         {{QStringLiteral("orderId"), orderId}, {QStringLiteral("text"), text}}, tr("Note on %1").arg(orderId));
}

void CommandDesk::limitSurge(PartitionNo partition, MarketNo market, const SurgeLimit& wanted) {
    QJsonObject data{{QStringLiteral("reason"), words(wanted.reason)},
                     {QStringLiteral("until"), words(toRfc3339(wanted.until))},
                     {QStringLiteral("expectedVersion"), static_cast<qint64>(wanted.version)}};
    if (wanted.cap > 0) {
        data.insert(QStringLiteral("cap"), wanted.cap);
    }
    if (wanted.frozen) {
        data.insert(QStringLiteral("freeze"), true);
    }
    send(marketOf(partition, market), QStringLiteral("limit_surge"), words(wanted.target), data, tr("Hold surge back"));
}

void CommandDesk::liftSurge(PartitionNo partition, const SurgeLimit& limit) {
    send(marketOf(partition, limit.market), QStringLiteral("lift_surge"), words(limit.target),
         {{QStringLiteral("expectedVersion"), static_cast<qint64>(limit.version)}}, tr("Let surge go on"));
}

void CommandDesk::changeFence(PartitionNo partition, const Fence& fence, const QJsonObject& data) {
    submit(QStringLiteral("fence.changed"), marketOf(partition, fence.market), words(fence.id), data,
           tr("Fence %1").arg(named(fence.name)));
}

void CommandDesk::removeFence(PartitionNo partition, const Fence& fence) {
    submit(QStringLiteral("fence.removed"), marketOf(partition, fence.market), words(fence.id),
           {{QStringLiteral("expectedVersion"), static_cast<qint64>(fence.version)}},
           tr("Delete fence %1").arg(named(fence.name)));
}

} // namespace roundsman
