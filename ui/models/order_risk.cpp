#include "ui/models/order_risk.h"

#include "ui/models/rider_words.h"
#include "ui/support/words.h"
#include "ui/theme/tones.h"

#include <array>
#include <chrono>
#include <cmath>

namespace roundsman {

namespace {

constexpr std::chrono::minutes unassignedIsRisk{20};

} // namespace

QString legName(Leg leg) {
    switch (leg) {
    case Leg::assignment:
        return say(QT_TRANSLATE_NOOP("roundsman", "finding a rider"));
    case Leg::toMerchant:
        return say(QT_TRANSLATE_NOOP("roundsman", "way to the merchant"));
    case Leg::wait:
        return say(QT_TRANSLATE_NOOP("roundsman", "wait at the merchant"));
    case Leg::toCustomer:
        return say(QT_TRANSLATE_NOOP("roundsman", "way to the customer"));
    case Leg::handOver:
        return say(QT_TRANSLATE_NOOP("roundsman", "hand-over"));
    case Leg::preparation:
        return say(QT_TRANSLATE_NOOP("roundsman", "preparation"));
    case Leg::whole:
        break;
    }
    return {};
}

OrderArrival arrivalOf(const OrderView& order) {
    OrderArrival arrival{.p50 = order.eta.p50At, .p90 = order.eta.p90At, .madeAt = order.eta.madeAt, .why = {}};
    if (order.eta.lateSeconds >= 60) {
        arrival.why = say(QT_TRANSLATE_NOOP("roundsman", "%1: %2 min more than thought"))
                          .arg(legName(order.eta.lateLeg))
                          .arg(std::lround(order.eta.lateSeconds / 60));
    }
    return arrival;
}

Risk riskOf(const OrderView& order, EventTime now) {
    if (order.promisedAt == never) {
        return Risk::unpromised;
    }
    if (order.promisedAt < now) {
        return Risk::late;
    }
    const OrderArrival arrival = arrivalOf(order);
    if (arrival.p90 != EventTime{}) {
        return arrival.p90 > order.promisedAt ? Risk::atRisk : Risk::onTime;
    }
    const bool waits = order.rider == noRider && order.promisedAt - now < unassignedIsRisk;
    return waits ? Risk::atRisk : Risk::onTime;
}

QString riskName(Risk risk) {
    switch (risk) {
    case Risk::onTime:
        return say(QT_TRANSLATE_NOOP("roundsman", "On time"));
    case Risk::atRisk:
        return say(QT_TRANSLATE_NOOP("roundsman", "At risk"));
    case Risk::late:
        return say(QT_TRANSLATE_NOOP("roundsman", "Late"));
    case Risk::unpromised:
        break;
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "No promise"));
}

QString riskSign(Risk risk) {
    constexpr std::array<char16_t, 4> signs{u'●', u'▲', u'■', u'○'};
    return QString(QChar(signs[static_cast<std::size_t>(risk)]));
}

QColor riskColour(Risk risk, const Tones& tones) {
    switch (risk) {
    case Risk::onTime:
        return tones.good;
    case Risk::atRisk:
        return tones.warning;
    case Risk::late:
        return tones.bad;
    case Risk::unpromised:
        break;
    }
    return tones.textMuted;
}

QString dueText(const OrderView& order, EventTime now) {
    if (order.promisedAt == never) {
        return QStringLiteral("–");
    }
    const Millis left = order.promisedAt - now;
    return left.count() >= 0 ? say(QT_TRANSLATE_NOOP("roundsman", "in %1")).arg(ageText(left))
                             : say(QT_TRANSLATE_NOOP("roundsman", "%1 late")).arg(ageText(-left));
}

QString stepName(OrderStep step) {
    static constexpr std::array<const char*, orderStepCount> names{
        QT_TRANSLATE_NOOP("roundsman", "Placed"),      QT_TRANSLATE_NOOP("roundsman", "Accepted"),
        QT_TRANSLATE_NOOP("roundsman", "Rejected"),    QT_TRANSLATE_NOOP("roundsman", "Preparing"),
        QT_TRANSLATE_NOOP("roundsman", "Ready"),       QT_TRANSLATE_NOOP("roundsman", "Assigned"),
        QT_TRANSLATE_NOOP("roundsman", "Unassigned"),  QT_TRANSLATE_NOOP("roundsman", "Rider at merchant"),
        QT_TRANSLATE_NOOP("roundsman", "Picked up"),   QT_TRANSLATE_NOOP("roundsman", "Rider at customer"),
        QT_TRANSLATE_NOOP("roundsman", "Delivered"),   QT_TRANSLATE_NOOP("roundsman", "Cancelled"),
        QT_TRANSLATE_NOOP("roundsman", "New promise"),
    };
    return say(names[static_cast<std::size_t>(step)]);
}

QString keeperText(const OrderView& order, const QString& me) {
    const QString keeper = QString::fromStdString(order.claimedBy);
    QStringList parts;
    if (!keeper.isEmpty()) {
        parts << (keeper == me ? say(QT_TRANSLATE_NOOP("roundsman", "you")) : keeper);
    }
    if (order.notes > 0) {
        parts << (order.notes == 1 ? say(QT_TRANSLATE_NOOP("roundsman", "1 note"))
                                   : say(QT_TRANSLATE_NOOP("roundsman", "%1 notes")).arg(order.notes));
    }
    return parts.join(QStringLiteral(" · "));
}

QString deskActName(DeskAct act) {
    switch (act) {
    case DeskAct::claimed:
        return say(QT_TRANSLATE_NOOP("roundsman", "Taken care of"));
    case DeskAct::released:
        return say(QT_TRANSLATE_NOOP("roundsman", "Let go"));
    case DeskAct::noted:
        return say(QT_TRANSLATE_NOOP("roundsman", "Note"));
    case DeskAct::none:
        break;
    }
    return {};
}

} // namespace roundsman
