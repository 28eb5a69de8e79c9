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

SurgeLimitDialog::SurgeLimitDialog(FrameFeed& feed, CommandDesk& commands, const SurgePlace& place, QWidget* parent)
    : QDialog(parent),
      m_feed(feed),
      m_commands(commands),
      m_place(place),
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
    fillPlaces();
    connect(m_where, &QComboBox::currentIndexChanged, this, &SurgeLimitDialog::takePlace);
    connect(m_capped, &QCheckBox::toggled, m_cap, &QWidget::setEnabled);
    connect(m_capped, &QCheckBox::toggled, this, &SurgeLimitDialog::check);
    connect(m_frozen, &QCheckBox::toggled, this, &SurgeLimitDialog::check);
    connect(m_reason, &QLineEdit::textChanged, this, &SurgeLimitDialog::check);
    takePlace();
    m_reason->setFocus();
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

void SurgeLimitDialog::fillPlaces() {
    const Frame* lane = laneOf(m_feed.picture(), m_place.partition);
    if (!lane) {
        return;
    }
    const auto add = [&](const std::string& target) {
        m_where->addItem(surgeTargetName(*lane, m_place.market, target), words(target));
    };
    if (m_place.cell) {
        add("cell/" + toText(*m_place.cell));
    }
    for (const FenceUse use : {FenceUse::zone, FenceUse::fence}) {
        for (const Fence& fence : listOf(lane->fences)) {
            if (fence.use == use && fence.market == m_place.market) {
                add("zone/" + fence.id);
            }
        }
    }
    add("market");
}

EventTime SurgeLimitDialog::now() const {
    const Frame* lane = laneOf(m_feed.picture(), m_place.partition);
    return lane ? lane->laneTime : EventTime{};
}

const SurgeLimit* SurgeLimitDialog::standing() const {
    const Frame* lane = laneOf(m_feed.picture(), m_place.partition);
    if (!lane) {
        return nullptr;
    }
    const auto& limits = listOf(lane->surgeLimits);
    const std::string target = m_where->currentData().toString().toStdString();
    const auto found = std::ranges::find_if(
        limits, [&](const SurgeLimit& at) { return at.market == m_place.market && at.target == target; });
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
        !something ? tr("Choose a cap, a freeze, or both.")
        : !reason  ? tr("Say why: it is shown beside every value it holds back.")
        : limit ? tr("Now: %1 until %2, by %3.").arg(surgeLimitText(*limit), clockText(limit->until), words(limit->by))
                : tr("It ends by itself, and can be let go before."));
    m_send->setEnabled(something && reason && m_where->count() > 0);
}

void SurgeLimitDialog::send() {
    const SurgeLimit* limit = standing();
    SurgeLimit wanted;
    wanted.target = m_where->currentData().toString().toStdString();
    wanted.cap = m_capped->isChecked() ? std::round(m_cap->value() * 10) / 10 : 0;
    wanted.frozen = m_frozen->isChecked();
    wanted.reason = m_reason->text().trimmed().toStdString();
    wanted.until = now() + std::chrono::minutes(m_for->currentData().toInt());
    wanted.version = limit ? limit->version : 0;
    m_commands.limitSurge(m_place.partition, m_place.market, wanted);
    accept();
}

} // namespace roundsman
