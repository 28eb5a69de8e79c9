#include "ui/models/rider_words.h"

#include "ui/support/words.h"
#include "ui/theme/tones.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace roundsman {

QString ageText(Millis age) {
    const auto seconds = std::max<std::int64_t>(0, age.count() / 1000);
    if (seconds < 100) {
        return say(QT_TRANSLATE_NOOP("roundsman", "%1 s")).arg(seconds);
    }
    if (seconds < 90 * 60) {
        return say(QT_TRANSLATE_NOOP("roundsman", "%1 min")).arg(seconds / 60);
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "%1 h %2 min")).arg(seconds / 3600).arg(seconds / 60 % 60);
}

Millis ageOf(const RiderDot& dot, const Frame& lane) {
    return std::max(lane.now() - dot.logTime, Millis{0});
}

QString stalenessSentence(const RiderDot& dot, const Frame& lane) {
    const QString age = stalenessName(dot.staleness) + u' ' + ageText(ageOf(dot, lane));
    const QString cause = dot.staleness == Staleness::fresh ? QString() : causeName(dot.cause);
    return cause.isEmpty() ? age : age + QStringLiteral(": ") + cause;
}

QString speedText(const RiderDot& dot) {
    if (std::isnan(dot.speedMps) || dot.speedMps < 0) {
        return QStringLiteral("–");
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "%1 km/h")).arg(std::lround(dot.speedMps * 3.6));
}

QString cardText(const RiderDot& dot, const Frame& lane) {
    QStringList lines;
    QString state = statusName(dot.status);
    if (const OrderView* order = orderOf(lane, dot.order)) {
        state += QStringLiteral(" · ") + QString::fromStdString(order->id);
    }
    lines << state << speedText(dot) + QStringLiteral(" · ") + marketName(lane, dot.market)
          << stalenessSentence(dot, lane);
    return lines.join(u'\n');
}

} // namespace roundsman
