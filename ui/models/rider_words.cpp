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
    if (seconds < 48 * 3600) {
        return say(QT_TRANSLATE_NOOP("roundsman", "%1 h %2 min")).arg(seconds / 3600).arg(seconds / 60 % 60);
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "%1 d %2 h")).arg(seconds / 86'400).arg(seconds / 3600 % 24);
}

QString briefAgeText(Millis age) {
    const std::int64_t minutes = age.count() / 60'000;
    return minutes < 90        ? ageText(age)
           : minutes < 48 * 60 ? say(QT_TRANSLATE_NOOP("roundsman", "%1 h")).arg(minutes / 60)
                               : say(QT_TRANSLATE_NOOP("roundsman", "%1 d")).arg(minutes / (24 * 60));
}

Millis ageOf(const RiderDot& dot, const Frame& lane) {
    return std::max(lane.now() - dot.logTime, Millis{0});
}

QString fixAgeText(const RiderDot& dot, const Frame& lane) {
    return dot.hasFix ? briefAgeText(ageOf(dot, lane)) : QStringLiteral("–");
}

QString stalenessSentence(const RiderDot& dot, const Frame& lane) {
    if (!dot.hasFix) {
        return say(QT_TRANSLATE_NOOP("roundsman", "No position yet"));
    }
    const QString age = stalenessName(dot.staleness) + u' ' + ageText(ageOf(dot, lane));
    const QString cause = dot.staleness == Staleness::fresh ? QString() : causeName(dot.cause);
    return cause.isEmpty() ? age : age + QStringLiteral(": ") + cause;
}

namespace {

bool speedIsKnown(const RiderDot& dot) {
    return dot.hasFix && !std::isnan(dot.speedMps) && dot.speedMps >= 0;
}

} // namespace

QString speedFigure(const RiderDot& dot) {
    return speedIsKnown(dot) ? QString::number(std::lround(dot.speedMps * 3.6)) : QStringLiteral("–");
}

QString speedText(const RiderDot& dot) {
    return speedIsKnown(dot) ? say(QT_TRANSLATE_NOOP("roundsman", "%1 km/h")).arg(speedFigure(dot))
                             : QStringLiteral("–");
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
