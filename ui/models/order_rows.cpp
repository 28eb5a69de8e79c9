#include "ui/models/order_rows.h"

#include "ui/models/rider_filter.h"
#include "ui/support/words.h"

#include <algorithm>
#include <cctype>
#include <tuple>

namespace roundsman {

namespace {

struct Candidate {
    OrderRef ref;
    const OrderView* order;
    const Frame* lane;
    Risk risk;
};

const std::string& riderText(const Candidate& at) {
    static const std::string nobody;
    const bool known =
        at.order->rider != noRider && at.lane->riderIds && at.order->rider.value() < at.lane->riderIds->size();
    return known ? (*at.lane->riderIds)[at.order->rider.value()] : nobody;
}

const std::string& merchantText(const Candidate& at) {
    static const std::string nobody;
    const MerchantView* merchant = merchantOf(*at.lane, at.order->merchant);
    return merchant ? merchant->name : nobody;
}

bool passes(const Candidate& at, const OrderFilter& filter) {
    if (filter.onlyTrouble && at.risk != Risk::late && at.risk != Risk::atRisk) {
        return false;
    }
    if (filter.onlyUnassigned && at.order->rider != noRider) {
        return false;
    }
    if (filter.onlyMine && (filter.me.empty() || at.order->claimedBy != filter.me)) {
        return false;
    }
    return filter.text.empty() || containsWord(at.order->id, filter.text) || containsWord(riderText(at), filter.text) ||
           containsWord(merchantText(at), filter.text);
}

bool less(const Candidate& a, const Candidate& b, OrderColumn by) {
    switch (by) {
    case OrderColumn::risk: {
        const auto weight = [](const Candidate& at) {
            return at.risk == Risk::late ? 0 : at.risk == Risk::atRisk ? 1 : 2;
        };
        return std::tuple(weight(a), a.order->promisedAt) < std::tuple(weight(b), b.order->promisedAt);
    }
    case OrderColumn::due:
        return std::tuple(a.order->promisedAt == never, a.order->promisedAt) <
               std::tuple(b.order->promisedAt == never, b.order->promisedAt);
    case OrderColumn::order:
        return idLess(a.order->id, b.order->id);
    case OrderColumn::merchant:
        return merchantText(a) < merchantText(b);
    case OrderColumn::rider:
        return idLess(riderText(a), riderText(b));
    case OrderColumn::step:
        return a.order->last < b.order->last;
    case OrderColumn::arrival:
        return arrivalOf(*a.order).p90 < arrivalOf(*b.order).p90;
    case OrderColumn::keeper:
        return std::tuple(a.order->claimedBy.empty(), a.order->claimedBy) <
               std::tuple(b.order->claimedBy.empty(), b.order->claimedBy);
    }
    return false;
}

void count(const Candidate& at, const std::string& me, OrderCounts& counts) {
    ++counts.open;
    counts.late += at.risk == Risk::late ? 1U : 0U;
    counts.atRisk += at.risk == Risk::atRisk ? 1U : 0U;
    counts.unassigned += at.order->rider == noRider ? 1U : 0U;
    counts.mine += !me.empty() && at.order->claimedBy == me ? 1U : 0U;
}

} // namespace

OrderRows orderRows(const Picture& picture, const OrderFilter& filter) {
    OrderRows result;
    std::vector<Candidate> found;
    for (const FramePtr& lane : picture.lanes) {
        if (!lane->openOrders) {
            continue;
        }
        for (const OrderView& order : *lane->openOrders) {
            const Candidate at{{lane->partition, order.order}, &order, lane.get(), riskOf(order, lane->now())};
            count(at, filter.me, result.counts);
            if (passes(at, filter)) {
                found.push_back(at);
            }
        }
    }
    std::ranges::stable_sort(found, [&](const Candidate& a, const Candidate& b) {
        return filter.descending ? less(b, a, filter.sortBy) : less(a, b, filter.sortBy);
    });
    result.rows.reserve(found.size());
    for (const Candidate& at : found) {
        result.rows.push_back(at.ref);
    }
    return result;
}

const OrderView* orderOf(const Picture& picture, OrderRef ref) {
    const Frame* lane = laneOf(picture, ref.partition);
    return lane ? orderOf(*lane, ref.order) : nullptr;
}

QString merchantName(const Frame& lane, MerchantNo merchant) {
    const MerchantView* known = merchantOf(lane, merchant);
    return known ? QString::fromStdString(known->name.empty() ? known->id : known->name) : QString();
}

} // namespace roundsman
