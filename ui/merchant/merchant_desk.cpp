#include "ui/merchant/merchant_desk.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/trouble_words.h"
#include "ui/window/window_state.h"

#include <QDateTime>

#include <algorithm>

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds refreshEvery{10'000};
constexpr std::chrono::milliseconds refreshWhenEmpty{2'000};
constexpr std::size_t waitsMax = 2000; // whose proofs one answer holds
constexpr int looksForOrders = 3;      ///< so often; then any kitchen will do
constexpr Millis youngHistory{3 * 3600 * 1000};

QString chosenKey() {
    return QStringLiteral("merchant/chosen");
}

EventTime wallClock() {
    return eventTimeFromMillis(QDateTime::currentMSecsSinceEpoch());
}

} // namespace

/// One round of questions: what came so far, and how much is still to come.
struct MerchantDesk::Asking {
    quint64 round = 0;
    MerchantStudy study;
    int missing = 0;
};

MerchantDesk::MerchantDesk(FrameFeed& feed, WindowState& state, QObject* parent)
    : QObject(parent), m_feed(feed), m_state(state) {
    const std::string only = feed.api().scope().merchant;
    m_fixed = !only.empty();
    m_merchant = m_fixed ? QString::fromStdString(only) : state.value(chosenKey(), QString()).toString();
    m_place = PlaceTime::of({}, Millis{0});
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        if (!m_asking) { // an answer that takes long is waited for
            refresh();
        }
    });
}

QString MerchantDesk::merchantName() const {
    const auto at = ref();
    const MerchantView* view = at ? merchantOf(m_feed.picture(), *at) : nullptr;
    return view && !view->name.empty() ? QString::fromStdString(view->name) : m_merchant;
}

std::optional<MerchantRef> MerchantDesk::ref() const {
    return findMerchant(m_feed.picture(), m_merchant.toStdString());
}

EventTime MerchantDesk::now() const {
    const auto at = ref();
    const Frame* lane = at ? laneOf(m_feed.picture(), at->partition) : nullptr;
    return lane ? lane->laneTime : wallClock();
}

std::optional<qint64> MerchantDesk::answeredAgoMillis() const {
    return m_answeredAt == 0 ? std::nullopt : std::optional(QDateTime::currentMSecsSinceEpoch() - m_answeredAt);
}

void MerchantDesk::setWatched(bool watched) {
    m_watched = watched;
    if (watched) {
        m_refresh.start(m_answeredAt == 0 ? refreshWhenEmpty : refreshEvery);
        refresh();
    } else {
        m_refresh.stop();
    }
}

/// Somebody who comes here for the first time sees the busiest kitchen.
void MerchantDesk::chooseFirst() {
    const MerchantView* busiest = nullptr;
    for (const FramePtr& lane : m_feed.picture().lanes) {
        for (const MerchantView& merchant : listOf(lane->merchants)) {
            if (!merchant.id.empty() && (!busiest || merchant.openOrders > busiest->openOrders)) {
                busiest = &merchant;
            }
        }
    }
    if (busiest && (busiest->openOrders > 0 || ++m_looked > looksForOrders)) {
        m_merchant = QString::fromStdString(busiest->id);
        Q_EMIT merchantChanged();
    }
}

void MerchantDesk::choose(const QString& merchantId) {
    if (merchantId == m_merchant || m_fixed || merchantId.isEmpty()) {
        return;
    }
    m_merchant = merchantId;
    m_state.setValue(chosenKey(), merchantId);
    m_profiled = false;
    m_since.reset();
    m_study = {};
    m_answeredAt = 0;
    m_trouble.clear();
    ++m_round;
    Q_EMIT merchantChanged();
    Q_EMIT studied();
    refresh();
}

void MerchantDesk::setPeriod(PeriodKind kind) {
    m_chosenByHand = true;
    if (kind != m_kind || m_back != 0) {
        m_bucket = kind == m_kind ? m_bucket : usualBucket(kind);
        m_kind = kind;
        m_back = 0;
        changePeriod();
    }
}

void MerchantDesk::setBack(int periods) {
    m_chosenByHand = true;
    if (std::max(0, periods) != m_back) {
        m_back = std::max(0, periods);
        changePeriod();
    }
}

void MerchantDesk::setBucket(Granularity bucket) {
    if (bucket != m_bucket) {
        m_bucket = bucket;
        changePeriod();
    }
}

void MerchantDesk::setComparison(Comparison comparison) {
    if (comparison != m_comparison) {
        m_comparison = comparison;
        changePeriod();
    }
}

void MerchantDesk::changePeriod() {
    Q_EMIT periodChanged();
    refresh();
}

void MerchantDesk::refresh() {
    if (!m_watched) {
        return;
    }
    const bool known = std::ranges::any_of(m_feed.picture().lanes,
                                           [](const FramePtr& lane) { return !listOf(lane->merchants).empty(); });
    if (!m_fixed && known && !ref()) { // none was chosen, or one of another city
        m_merchant.clear();
        chooseFirst();
    }
    if (m_merchant.isEmpty()) {
        return;
    }
    ++m_round;
    m_asking = true;
    m_profiled ? askStudy() : askProfile();
}

/// The first bucket there is says when measuring began, and by which clock.
void MerchantDesk::askProfile() {
    const quint64 round = m_round;
    Query query;
    query.kind = QueryKind::merchants;
    query.id = m_merchant.toStdString();
    query.bucket = Granularity::minute;
    query.limit = 1;
    m_feed.api().query(query, answerOn<Table>(this, [this, round](const auto& answer) {
                           if (round != m_round) {
                               return;
                           }
                           if (!answer) {
                               failed(troubleText(answer.error().sentence));
                               return;
                           }
                           if (const MerchantAnswer first = readMerchantAnswer(*answer); !first.buckets.empty()) {
                               m_since = first.buckets.front().start;
                               m_place = PlaceTime::of(first.timeZone, first.dayStart);
                               m_profiled = true;
                               if (!m_chosenByHand && now() - *m_since < youngHistory) {
                                   m_kind = PeriodKind::lastHour; // there is no day to look at yet
                                   m_bucket = usualBucket(m_kind);
                                   Q_EMIT periodChanged();
                               }
                           }
                           askStudy();
                       }));
}

void MerchantDesk::askStudy() {
    const auto asking = std::make_shared<Asking>();
    asking->round = m_round;
    MerchantStudy& study = asking->study;
    study.kind = m_kind;
    study.bucket = m_bucket;
    study.comparison = m_comparison;
    study.period = periodOf(m_kind, m_back, now(), m_place);
    study.before = comparedWith(study.period, m_kind, m_comparison, m_place);
    asking->missing = m_comparison == Comparison::none ? 3 : 5;
    ask(asking, study.period, std::nullopt, &MerchantStudy::whole);
    ask(asking, study.period, m_bucket, &MerchantStudy::buckets);
    if (m_comparison != Comparison::none) {
        ask(asking, study.before, std::nullopt, &MerchantStudy::wholeBefore);
        // Of a day that still runs, the evening of the day it is compared with is known already.
        MerchantPeriod all = study.before;
        all.to = all.end;
        ask(asking, all, m_bucket, &MerchantStudy::bucketsBefore);
    }
    askWaits(asking);
}

void MerchantDesk::ask(const std::shared_ptr<Asking>& asking, MerchantPeriod period, std::optional<Granularity> bucket,
                       MerchantAnswer MerchantStudy::* where) {
    Query query;
    query.kind = QueryKind::merchants;
    query.id = m_merchant.toStdString();
    query.from = period.from;
    query.to = period.to;
    query.bucket = bucket;
    query.limit = 20'000;
    m_feed.api().query(query, answerOn<Table>(this, [this, asking, where](const auto& answer) {
                           if (asking->round != m_round) {
                               return;
                           }
                           if (!answer) {
                               failed(troubleText(answer.error().sentence));
                               return;
                           }
                           asking->study.*where = readMerchantAnswer(*answer);
                           arrived(asking);
                       }));
}

void MerchantDesk::askWaits(const std::shared_ptr<Asking>& asking) {
    Query query;
    query.kind = QueryKind::waits;
    query.merchant = m_merchant.toStdString();
    query.from = asking->study.period.from;
    query.to = asking->study.period.to;
    query.limit = waitsMax;
    m_feed.api().query(query, answerOn<Table>(this, [this, asking](const auto& answer) {
                           if (asking->round != m_round) {
                               return;
                           }
                           if (!answer) {
                               failed(troubleText(answer.error().sentence));
                               return;
                           }
                           asking->study.waits = *answer;
                           arrived(asking);
                       }));
}

void MerchantDesk::arrived(const std::shared_ptr<Asking>& asking) {
    if (--asking->missing > 0) {
        return;
    }
    m_asking = false;
    m_study = std::move(asking->study);
    m_trouble.clear();
    m_answeredAt = QDateTime::currentMSecsSinceEpoch();
    m_refresh.setInterval(m_since ? refreshEvery : refreshWhenEmpty);
    Q_EMIT studied();
}

void MerchantDesk::failed(const QString& sentence) {
    ++m_round; // what else was asked with it is no use alone
    m_asking = false;
    m_trouble = sentence;
    Q_EMIT studied();
}

} // namespace roundsman
