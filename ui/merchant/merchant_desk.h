#pragma once

#include "core/api/console_api.h"
#include "ui/merchant/kitchen_rows.h"
#include "ui/merchant/merchant_figures.h"
#include "ui/merchant/merchant_period.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>

namespace roundsman {

class FrameFeed;
class WindowState;

/// What the figures answer: of the period, of the one it is compared with, whole and by buckets.
struct MerchantStudy {
    MerchantPeriod period;
    MerchantPeriod before;
    Granularity bucket = Granularity::hour;
    PeriodKind kind = PeriodKind::day;
    Comparison comparison = Comparison::weekBefore;
    MerchantAnswer whole;
    MerchantAnswer wholeBefore;
    MerchantAnswer buckets;
    MerchantAnswer bucketsBefore;
    Table waits;
};

/// Which restaurant is looked at and which time, and what history answers about them; asked again while somebody
/// looks. All panels of the workspace show what is here. GUI thread; the questions are answered on others.
class MerchantDesk : public QObject {
    Q_OBJECT

public:
    MerchantDesk(FrameFeed& feed, WindowState& state, QObject* parent = nullptr);

    [[nodiscard]] QString merchant() const { return m_merchant; }
    [[nodiscard]] QString merchantName() const;
    /// Where it is in the newest picture; nothing when no lane has it (yet).
    [[nodiscard]] std::optional<MerchantRef> ref() const;
    /// It is the only one there is to be seen.
    [[nodiscard]] bool fixed() const { return m_fixed; }
    void choose(const QString& merchantId);

    [[nodiscard]] PeriodKind kind() const { return m_kind; }
    [[nodiscard]] int back() const { return m_back; }
    [[nodiscard]] Granularity bucket() const { return m_bucket; }
    [[nodiscard]] Comparison comparison() const { return m_comparison; }
    void setPeriod(PeriodKind kind);
    void setBack(int periods);
    void setBucket(Granularity bucket);
    void setComparison(Comparison comparison);

    [[nodiscard]] const PlaceTime& place() const { return m_place; }
    /// The restaurant's clock now: its lane's, or this machine's when no lane has it.
    [[nodiscard]] EventTime now() const;
    /// From when on there is anything at all.
    [[nodiscard]] std::optional<EventTime> measuringSince() const { return m_since; }
    [[nodiscard]] const MerchantStudy& study() const { return m_study; }
    [[nodiscard]] QString trouble() const { return m_trouble; }
    /// When the study was answered, by this machine's clock; nothing: not yet.
    [[nodiscard]] std::optional<qint64> answeredAgoMillis() const;
    /// Asks again now.
    void refresh();
    /// Nobody looks: nothing is asked by itself.
    void setWatched(bool watched);

Q_SIGNALS:
    void merchantChanged();
    /// Another time is looked at: what is shown is of the time before until studied().
    void periodChanged();
    void studied();

private:
    struct Asking;

    void chooseFirst();
    void askProfile();
    void askStudy();
    void ask(const std::shared_ptr<Asking>& asking, MerchantPeriod period, std::optional<Granularity> bucket,
             MerchantAnswer MerchantStudy::* where);
    void askWaits(const std::shared_ptr<Asking>& asking);
    void arrived(const std::shared_ptr<Asking>& asking);
    void failed(const QString& sentence);
    void changePeriod();

    FrameFeed& m_feed;
    WindowState& m_state;
    QTimer m_refresh;
    QString m_merchant;
    bool m_fixed = false;
    bool m_watched = false;
    bool m_profiled = false; ///< the clock and the beginning are known
    bool m_chosenByHand = false;
    bool m_asking = false;
    int m_looked = 0;
    PeriodKind m_kind = PeriodKind::day;
    int m_back = 0;
    Granularity m_bucket = Granularity::hour;
    Comparison m_comparison = Comparison::weekBefore;
    PlaceTime m_place;
    std::optional<EventTime> m_since;
    MerchantStudy m_study;
    QString m_trouble;
    quint64 m_round = 0; ///< answers of another round are too late
    qint64 m_answeredAt = 0;
};

} // namespace roundsman
