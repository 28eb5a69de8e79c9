#include "ui/models/rider_suggestions.h"

#include "ui/models/order_rows.h"
#include "ui/models/rider_words.h"
#include "ui/support/words.h"
#include "ui/theme/tones.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

constexpr double streetFactor = 1.35; // streets are longer than the crow's way
constexpr double metresAMinute = 300;
constexpr double minutesAnOrder = 9; // that he carries already
constexpr double minutesWhenAgeing = 1.5;

bool couldTake(const RiderDot& dot) {
    const bool works = dot.status != RiderStatus::offline && dot.status != RiderStatus::onBreak;
    return dot.hasFix && works && dot.staleness <= Staleness::ageing;
}

QString reasonOf(const RiderSuggestion& at, const RiderDot& dot, const Frame& lane) {
    const QString way =
        at.metres < 1000
            ? QCoreApplication::translate("roundsman", "%1 m").arg(std::lround(at.metres))
            : QCoreApplication::translate("roundsman", "%1 km").arg(QLocale().toString(at.metres / 1000, 'f', 1));
    const QString load = at.load == 0 ? QCoreApplication::translate("roundsman", "carries nothing")
                                      : QCoreApplication::translate("roundsman", "carries %1").arg(at.load);
    return QCoreApplication::translate("roundsman", "%1 · %2 away · %3 · there in %4 min · heard %5 ago")
        .arg(statusName(dot.status), way, load)
        .arg(std::lround(std::ceil(at.minutes)))
        .arg(fixAgeText(dot, lane));
}

} // namespace

std::vector<std::uint16_t> loadsOf(const Frame& lane) {
    std::vector<std::uint16_t> loads(lane.riders.size());
    for (const OrderView& order : listOf(lane.openOrders)) {
        if (order.rider != noRider && order.rider.value() < loads.size()) {
            ++loads[order.rider.value()];
        }
    }
    return loads;
}

std::vector<RiderSuggestion> suggestRiders(const Picture& picture, OrderRef order, const QString& text,
                                           std::size_t most) {
    std::vector<RiderSuggestion> found;
    const Frame* lane = laneOf(picture, order.partition);
    const OrderView* wanted = lane ? orderOf(*lane, order.order) : nullptr;
    if (!wanted || !lane->riderIds) {
        return found;
    }
    const std::vector<std::uint16_t> loads = loadsOf(*lane);
    const std::string part = text.trimmed().toLower().toStdString();
    const std::size_t known = std::min(lane->riders.size(), lane->riderIds->size());
    for (std::size_t n = 0; n < known; ++n) {
        const RiderDot& dot = lane->riders[n];
        if (!couldTake(dot) || dot.rider == wanted->rider || !containsWord((*lane->riderIds)[n], part)) {
            continue;
        }
        RiderSuggestion at{.rider = {lane->partition, dot.rider}, .name = {}, .reason = {}};
        at.metres = distanceMetres(dot.position, wanted->pickup);
        at.load = loads[n];
        at.minutes = at.metres * streetFactor / metresAMinute + static_cast<double>(at.load) * minutesAnOrder +
                     (dot.staleness == Staleness::ageing ? minutesWhenAgeing : 0);
        found.push_back(std::move(at));
    }
    const std::size_t shown = std::min(most, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(shown), {}, &RiderSuggestion::minutes);
    found.resize(shown);
    for (RiderSuggestion& at : found) {
        at.name = riderId(picture, at.rider);
        at.reason = reasonOf(at, *dotOf(picture, at.rider), *lane);
    }
    return found;
}

} // namespace roundsman
