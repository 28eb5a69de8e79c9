#include "core/node/scoped_console.h"

#include "core/base/check.h"
#include "core/decode/document_decoder.h"
#include "core/decode/privileged_act.h"
#include "core/node/refusal.h"

#include <algorithm>
#include <array>
#include <utility>

namespace roundsman {
namespace {

constexpr const char* ofOthers =
    "this console is one restaurant's: records hold what is other people's too; ask those who run the node";

MerchantNo numberOf(const Frame& frame, const std::string& merchantId) {
    if (frame.merchants) {
        for (const MerchantView& merchant : *frame.merchants) {
            if (merchant.id == merchantId) {
                return merchant.merchant;
            }
        }
    }
    return noMerchant;
}

/// Numbers are places in the list: the others stay in it, as nobody.
std::shared_ptr<const std::vector<MerchantView>> only(const Frame& frame, MerchantNo merchant) {
    auto shown = std::make_shared<std::vector<MerchantView>>();
    if (merchant != noMerchant) {
        shown->resize(merchant.value() + std::size_t{1});
        shown->back() = (*frame.merchants)[merchant.value()];
    }
    return shown;
}

/// What a restaurant may ask for of what is its own; who rides for whom is the dispatcher's.
bool isKitchens(CommandKind command) {
    constexpr std::array kinds{CommandKind::markReady,    CommandKind::delayOrder,    CommandKind::cancelOrder,
                               CommandKind::openMerchant, CommandKind::pauseMerchant, CommandKind::closeMerchant};
    return std::ranges::find(kinds, command) != kinds.end();
}

bool isAboutMerchant(CommandKind command) {
    return command == CommandKind::openMerchant || command == CommandKind::pauseMerchant ||
           command == CommandKind::closeMerchant;
}

} // namespace

ScopedConsole::ScopedConsole(ConsoleApi& behind, Identity who, AuditLog& audit)
    : m_behind(behind), m_who(std::move(who)), m_audit(audit) {
    check(m_who.role == Role::merchant && !m_who.merchant.empty(), "a scoped console is a merchant's");
}

std::unique_ptr<Subscription> ScopedConsole::watchFrames(std::function<void()> changed) {
    return m_behind.watchFrames(std::move(changed));
}

Picture ScopedConsole::picture() const {
    Picture picture;
    for (const FramePtr& frame : m_behind.picture().lanes) {
        if (FramePtr shown = shownOf(frame)) {
            picture.lanes.push_back(std::move(shown));
        }
    }
    return picture;
}

/// Nothing of a lane that does not have the merchant (yet): an empty picture still says what time it is there.
FramePtr ScopedConsole::shownOf(const FramePtr& frame) const {
    const std::scoped_lock lock(m_mutex);
    Lane& lane = m_lanes[frame->partition];
    if (lane.seen == frame) {
        return lane.shown;
    }
    auto shown = std::make_shared<Frame>();
    shown->partition = frame->partition;
    shown->nextOffset = frame->nextOffset;
    shown->sequence = frame->sequence;
    shown->laneTime = frame->laneTime;
    const MerchantNo merchant = numberOf(*frame, m_who.merchant);
    shown->marketNames = frame->marketNames;
    shown->merchants = only(*frame, merchant);
    shown->openOrders = ordersOf(*frame, merchant);
    showRiders(*frame, *shown, lane);
    auto answers = std::make_shared<std::vector<CommandAnswerRow>>();
    if (frame->answers) {
        std::ranges::copy_if(*frame->answers, std::back_inserter(*answers),
                             [&](const CommandAnswerRow& row) { return m_sent.contains(row.commandId); });
    }
    shown->answers = std::move(answers);
    lane.seen = frame;
    lane.shown = shown;
    return shown;
}

std::shared_ptr<const std::vector<OrderView>> ScopedConsole::ordersOf(const Frame& frame, MerchantNo merchant) const {
    auto orders = std::make_shared<std::vector<OrderView>>();
    if (frame.openOrders && merchant != noMerchant &&
        allows(m_who, Act::readOrder, {.market = {}, .merchant = m_who.merchant, .order = {}, .rider = {}})) {
        std::ranges::copy_if(*frame.openOrders, std::back_inserter(*orders),
                             [&](const OrderView& order) { return order.merchant == merchant; });
        for (OrderView& order : *orders) { // who dispatches it, and what dispatchers write down, is theirs
            order.claimedBy.clear();
            order.claimedAt = never;
            order.notes = 0;
            order.lastNote.clear();
        }
    }
    return orders;
}

/// His riders alone, under their own numbers; everybody else is nobody, nowhere.
void ScopedConsole::showRiders(const Frame& frame, Frame& shown, Lane& lane) const {
    std::size_t known = 0;
    std::set<std::uint32_t> named = lane.named;
    for (const OrderView& order : *shown.openOrders) {
        const std::size_t rider = order.rider.value();
        if (order.rider == noRider || rider >= frame.riders.size()) {
            continue;
        }
        known = std::max(known, rider + 1);
        named.insert(order.rider.value());
    }
    shown.riders.resize(known);
    for (std::size_t n = 0; n < known; ++n) {
        shown.riders[n].rider = RiderNo{static_cast<std::uint32_t>(n)};
    }
    for (const OrderView& order : *shown.openOrders) {
        if (order.rider == noRider || order.rider.value() >= known || shown.riders[order.rider.value()].hasFix) {
            continue;
        }
        const RiderDot& dot = shown.riders[order.rider.value()] = frame.riders[order.rider.value()];
        ++shown.ridersByStatus[static_cast<std::size_t>(dot.status)];
        shown.ridersByStaleness[static_cast<std::size_t>(dot.staleness)] += dot.hasFix ? 1U : 0U;
    }
    if (!lane.names || named != lane.named) {
        auto names = std::make_shared<Directory>();
        const std::size_t most = named.empty() ? 0 : *named.rbegin() + std::size_t{1};
        for (std::size_t n = 0; n < most; ++n) {
            const bool his =
                named.contains(static_cast<std::uint32_t>(n)) && frame.riderIds && n < frame.riderIds->size();
            names->append(his ? (*frame.riderIds)[n] : std::string());
        }
        lane.names = std::move(names);
        lane.named = std::move(named);
    }
    shown.riderIds = lane.names;
}

/// Whether everything runs and how far behind it is; how much business there is, is others' too.
NodeStatus ScopedConsole::status() const {
    NodeStatus status = m_behind.status();
    status.verdicts = {};
    status.updatesPerSecond = 0;
    HistoryStatus history;
    history.kept = status.history.kept;
    history.trouble = status.history.trouble;
    status.history = std::move(history);
    status.outbox.clear();
    for (LaneStatus& lane : status.lanes) {
        lane.verdicts = {};
        lane.updatesPerSecond = 0;
    }
    return status;
}

bool ScopedConsole::servesNow(PartitionNo partition, RiderNo rider) const {
    for (const FramePtr& lane : picture().lanes) {
        if (lane->partition == partition) {
            return std::ranges::any_of(*lane->openOrders, [&](const OrderView& order) { return order.rider == rider; });
        }
    }
    return false;
}

void ScopedConsole::recentFixes(PartitionNo partition, RiderNo rider, Answer<std::vector<FixSeen>> answer) {
    if (servesNow(partition, rider)) {
        m_behind.recentFixes(partition, rider, std::move(answer));
    } else {
        answer(no("this rider has none of your orders now"));
    }
}

/// A rider's way of yesterday was somebody else's; of today too, but for as long as he has one of these orders.
void ScopedConsole::trail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to,
                          Answer<std::vector<FixSeen>> answer) {
    EventTime since = never;
    for (const FramePtr& lane : picture().lanes) {
        for (const OrderView& order : *lane->openOrders) {
            if (lane->partition == partition && order.rider == rider) {
                const EventTime assigned = order.times.of(OrderStep::assigned);
                since = since == never ? assigned : std::min(since, assigned);
            }
        }
    }
    if (since == never) {
        answer(no("this rider has none of your orders now"));
        return;
    }
    m_behind.trail(partition, rider, std::max(from, since), to, std::move(answer));
}

void ScopedConsole::record(PartitionNo, Offset, Answer<std::string> answer) {
    answer(no(ofOthers));
}

void ScopedConsole::records(RecordsWanted, Answer<RecordPage> answer) {
    answer(no(ofOthers));
}

void ScopedConsole::pictureAt(EventTime, Answer<Picture> answer) {
    answer(no("this console is one restaurant's: the map of the past is for those who run the node"));
}

void ScopedConsole::query(Query query, Answer<Table> answer) {
    switch (query.kind) {
    case QueryKind::orders:
    case QueryKind::orderEvents:
    case QueryKind::orderEtas:
    case QueryKind::orderLegs:
    case QueryKind::waits:
        query.merchant = m_who.merchant;
        break;
    case QueryKind::merchants:
        query.id = m_who.merchant;
        break;
    default:
        answer(no("this console is one restaurant's: it answers questions about its own orders and figures"));
        return;
    }
    m_behind.query(std::move(query), std::move(answer));
}

/// Empty: he may.
std::string ScopedConsole::refusalOf(const std::string& commandJson) const {
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    if (decoder.decode(commandJson, fix, event, why) != DecodedAs::event || event.kind != EventKind::command ||
        !isKitchens(event.command)) {
        return "a restaurant's console pauses and opens its intake and says when its orders are ready; this is for "
               "those who run the node";
    }
    std::string merchant(event.merchantId);
    if (!isAboutMerchant(event.command)) {
        merchant.clear();
        for (const FramePtr& lane : picture().lanes) {
            for (const OrderView& order : *lane->openOrders) {
                merchant = order.id == event.orderId ? m_who.merchant : merchant;
            }
        }
    }
    const Subject what{.market = event.market, .merchant = merchant, .order = event.orderId, .rider = {}};
    return allows(m_who, Act::command, what) ? std::string() : "that is not yours: this console is one restaurant's";
}

void ScopedConsole::noteRefused(const std::string& commandJson, std::string_view why) {
    if (const auto act = privilegedActIn(commandJson)) {
        m_audit.write({.door = "console",
                       .role = toText(m_who.role),
                       .who = m_who.merchant,
                       .act = act->type,
                       .thing = act->thing,
                       .id = act->id,
                       .refusal = why});
    }
}

void ScopedConsole::submit(std::string commandJson, Answer<DocumentRef> answer) {
    if (std::string refusal = refusalOf(commandJson); !refusal.empty()) {
        noteRefused(commandJson, refusal);
        answer(no(std::move(refusal)));
        return;
    }
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    if (decoder.decode(commandJson, fix, event, why) == DecodedAs::event) {
        const std::scoped_lock lock(m_mutex);
        m_sent.emplace(event.id);
    }
    m_behind.submit(std::move(commandJson), std::move(answer));
}

} // namespace roundsman
