#include "ui/panels/surge_limit_dialog.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/order_risk.h"
#include "ui/support/shown_time.h"
#include "ui/support/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace roundsman {

namespace {

constexpr int reasonCharactersMax = 120; // four bytes each at most: never more than the log takes
constexpr std::array minutesOffered{15, 30, 60, 120, 240, 480, 1440};

QString capFigure(double value) {
    return QString::number(value, 'f', 1);
}

} // namespace

QString surgeTargetName(const Frame& lane, MarketNo market, const std::string& target) {
    const std::size_t slash = target.find('/');
    const std::string id = slash == std::string::npos ? std::string() : target.substr(slash + 1);
    if (target.starts_with("cell/")) {
        return SurgeLimitDialog::tr("Cell %1").arg(named(id));
    }
    if (id.empty()) {
        return SurgeLimitDialog::tr("All of %1").arg(marketName(lane, market));
    }
    const auto& fences = listOf(lane.fences);
    const auto area = std::ranges::find(fences, id, &Fence::id);
    return area == fences.end() || area->name.empty() ? words(id) : words(area->name);
}

QString surgeLimitText(const SurgeLimit& limit) {
    const QString cap = SurgeLimitDialog::tr("at most %1").arg(capFigure(limit.cap));
    const QString frozen = SurgeLimitDialog::tr("frozen");
    return limit.cap <= 0 ? frozen : limit.frozen ? cap + QStringLiteral(", ") + frozen : cap;
}

SurgeLimitDialog::SurgeLimitDialog(FrameFeed& feed, CommandDesk& commands, const std::optional<SurgePlace>& first,
                                   QWidget* parent)
    : QDialog(parent),
      m_feed(feed),
      m_commands(commands),
      m_where(new QComboBox),
      m_capped(new QCheckBox(tr("Not above"))),
      m_cap(new QDoubleSpinBox),
      m_frozen(new QCheckBox(tr("Leave every value as it is now"))),
      m_for(new QComboBox),
      m_reason(new QLineEdit),
      m_words(new QLabel) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Hold surge back"));
    setMinimumWidth(440);
    build();
    fillPlaces(first);
    connect(m_where, &QComboBox::currentIndexChanged, this, &SurgeLimitDialog::takePlace);
    connect(m_capped, &QCheckBox::toggled, m_cap, &QWidget::setEnabled);
    connect(m_capped, &QCheckBox::toggled, this, &SurgeLimitDialog::check);
    connect(m_frozen, &QCheckBox::toggled, this, &SurgeLimitDialog::check);
    connect(m_reason, &QLineEdit::textChanged, this, &SurgeLimitDialog::check);
    takePlace();
    place() ? m_reason->setFocus() : m_where->setFocus();
}

void SurgeLimitDialog::build() {
    auto* column = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    m_cap->setRange(1.0, 5.0);
    m_cap->setSingleStep(0.1);
    m_cap->setDecimals(1);
    m_cap->setAccessibleName(tr("Highest value"));
    m_reason->setPlaceholderText(tr("Why, in a few words: everybody sees it"));
    m_reason->setMaxLength(reasonCharactersMax);
    m_words->setWordWrap(true);
    m_words->setProperty("role", QStringLiteral("muted"));
    for (const int minutes : minutesOffered) {
        m_for->addItem(minutes < 60    ? tr("%1 minutes").arg(minutes)
                       : minutes == 60 ? tr("1 hour")
                                       : tr("%1 hours").arg(minutes / 60),
                       minutes);
    }
    m_for->setCurrentIndex(2);
    auto* cap = new QHBoxLayout;
    cap->addWidget(m_capped);
    cap->addWidget(m_cap);
    cap->addStretch();
    form->addRow(tr("&Where"), m_where);
    auto* capWords = new QLabel(tr("&Cap"));
    capWords->setBuddy(m_capped); // a row of several has no key of its own
    form->addRow(capWords, cap);
    form->addRow(tr("&Freeze"), m_frozen);
    form->addRow(tr("For the next"), m_for);
    form->addRow(tr("&Reason"), m_reason);
    m_where->setAccessibleName(tr("Where"));
    m_for->setAccessibleName(tr("For the next"));
    m_reason->setAccessibleName(tr("Reason"));
    column->addLayout(form);
    column->addWidget(m_words);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_send = buttons->addButton(tr("Hold back"), QDialogButtonBox::AcceptRole);
    column->addWidget(buttons);
    connect(m_send, &QPushButton::clicked, this, &SurgeLimitDialog::send);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SurgeLimitDialog::fillPlaces(const std::optional<SurgePlace>& first) {
    for (const FramePtr& lane : m_feed.picture().lanes) {
        const std::size_t markets = lane->marketNames ? lane->marketNames->size() : 0;
        for (std::size_t n = 0; n < markets; ++n) {
            offer(*lane, MarketNo{static_cast<MarketNo::rep>(n)});
        }
    }
    if (first) {
        std::erase(m_places, *first);
        m_places.insert(m_places.begin(), *first);
    }
    for (const SurgePlace& at : m_places) {
        m_where->addItem(nameOf(at));
    }
    m_where->setPlaceholderText(tr("Choose where"));
    m_where->setCurrentIndex(first || m_places.size() == 1 ? 0 : -1);
}

/// All of a market, then its areas.
void SurgeLimitDialog::offer(const Frame& lane, MarketNo market) {
    if (marketName(lane, market).isEmpty()) {
        return;
    }
    m_places.push_back({lane.partition, market, "market"});
    for (const FenceUse use : {FenceUse::zone, FenceUse::fence}) {
        for (const Fence& fence : listOf(lane.fences)) {
            if (fence.use == use && fence.market == market) {
                m_places.push_back({lane.partition, market, "zone/" + fence.id});
            }
        }
    }
}

/// An area's name, with its market's where there are several.
QString SurgeLimitDialog::nameOf(const SurgePlace& place) const {
    const Frame* lane = laneOf(m_feed.picture(), place.partition);
    if (!lane) {
        return words(place.target);
    }
    const QString name = surgeTargetName(*lane, place.market, place.target);
    const bool several = std::ranges::count(m_places, "market", &SurgePlace::target) > 1;
    return several && place.target != "market" ? tr("%1 (%2)").arg(name, marketName(*lane, place.market)) : name;
}

const SurgePlace* SurgeLimitDialog::place() const {
    const int row = m_where->currentIndex();
    return row < 0 ? nullptr : &m_places[static_cast<std::size_t>(row)];
}

EventTime SurgeLimitDialog::now() const {
    const Frame* lane = place() ? laneOf(m_feed.picture(), place()->partition) : nullptr;
    return lane ? lane->laneTime : EventTime{};
}

const SurgeLimit* SurgeLimitDialog::standing() const {
    const SurgePlace* at = place();
    const Frame* lane = at ? laneOf(m_feed.picture(), at->partition) : nullptr;
    if (!lane) {
        return nullptr;
    }
    const auto& limits = listOf(lane->surgeLimits);
    const auto found = std::ranges::find_if(
        limits, [&](const SurgeLimit& limit) { return limit.market == at->market && limit.target == at->target; });
    return found == limits.end() ? nullptr : &*found;
}

/// What stands there already is what people go on from.
void SurgeLimitDialog::takePlace() {
    const SurgeLimit* limit = standing();
    m_capped->setChecked(!limit || limit->cap > 0);
    m_cap->setValue(limit && limit->cap > 0 ? limit->cap : 1.5);
    m_cap->setEnabled(m_capped->isChecked());
    m_frozen->setChecked(limit && limit->frozen);
    if (limit) {
        m_reason->setText(words(limit->reason));
    }
    check();
}

void SurgeLimitDialog::check() {
    const SurgeLimit* limit = standing();
    const bool something = m_capped->isChecked() || m_frozen->isChecked();
    const bool reason = !m_reason->text().trimmed().isEmpty();
    m_words->setText(
        !place()     ? tr("Choose where: a market, or an area of it.")
        : !something ? tr("Choose a cap, a freeze, or both.")
        : !reason    ? tr("Say why: it is shown beside every value it holds back.")
        : limit ? tr("Now: %1 until %2, by %3.").arg(surgeLimitText(*limit), clockText(limit->until), words(limit->by))
                : tr("It ends by itself, and can be let go before."));
    m_send->setEnabled(place() && something && reason);
}

void SurgeLimitDialog::send() {
    const SurgePlace& at = *place();
    const SurgeLimit* limit = standing();
    SurgeLimit wanted;
    wanted.target = at.target;
    wanted.cap = m_capped->isChecked() ? std::round(m_cap->value() * 10) / 10 : 0;
    wanted.frozen = m_frozen->isChecked();
    wanted.reason = m_reason->text().trimmed().toStdString();
    wanted.until = now() + std::chrono::minutes(m_for->currentData().toInt());
    wanted.version = limit ? limit->version : 0;
    m_commands.limitSurge(at.partition, at.market, wanted);
    accept();
}

} // namespace roundsman
