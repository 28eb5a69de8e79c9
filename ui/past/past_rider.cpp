#include "ui/past/past_rider.h"

#include "ui/map/map_view.h"
#include "ui/models/rider_words.h"
#include "ui/panels/facts.h"
#include "ui/panels/page_stack.h"
#include "ui/support/shown_time.h"
#include "ui/theme/icons.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/navigator.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <cmath>

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds refreshEvery{250};

QString headingText(const RiderDot& dot) {
    return dot.headingDegrees < 0 ? QStringLiteral("–") : PastRider::tr("%1°").arg(std::lround(dot.headingDegrees));
}

} // namespace

PastRider::PastRider(MapView& map, Navigator& navigator, QWidget* parent)
    : QWidget(parent), m_map(map), m_navigator(navigator), m_tones(&darkTones()), m_pages(new QStackedLayout(this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* empty = new QLabel(tr("Select a rider on the map\nto see how he was at that time."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setProperty("role", QStringLiteral("muted"));
    m_pages->addWidget(empty);
    m_pages->addWidget(buildRider());
    showPage(*m_pages, 0);
    connect(&m_timer, &QTimer::timeout, this, &PastRider::refresh);
    m_timer.start(refreshEvery);
}

QWidget* PastRider::buildRider() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(14, 14, 14, 14);
    column->setSpacing(14);
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    m_mark = new QLabel;
    m_mark->setFixedSize(32, 32);
    m_name = new QLabel;
    m_name->setProperty("role", QStringLiteral("title"));
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long id must not widen the window
    m_under = new QLabel;
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(m_name);
    names->addWidget(m_under);
    head->addWidget(m_mark);
    head->addLayout(names, 1);
    column->addLayout(head);
    m_facts = new Facts(tr("At the time shown"), {tr("Time"), tr("Last fix"), tr("Age"), tr("Speed"), tr("Heading"),
                                                  tr("Position"), tr("Market")});
    column->addWidget(m_facts);
    m_now = new QPushButton(tr("Where is he now?"));
    connect(m_now, &QPushButton::clicked, this, [this] {
        if (const auto rider = m_map.selected()) {
            m_navigator.openRiderNow(*rider);
        }
    });
    column->addWidget(m_now, 0, Qt::AlignLeft);
    column->addStretch();
    return page;
}

void PastRider::setTones(const Tones& tones) {
    m_tones = &tones;
    refresh();
}

void PastRider::refresh() {
    const auto rider = m_map.selected();
    const RiderDot* dot = rider && isVisible() ? dotOf(m_map.fleet(), *rider) : nullptr;
    showPage(*m_pages, rider ? 1 : 0);
    if (!rider || !isVisible()) {
        return;
    }
    const Frame* lane = laneOf(m_map.fleet(), rider->partition);
    m_name->setText(riderId(m_map.fleet(), *rider));
    m_name->setToolTip(m_name->text());
    if (!dot || !lane || !dot->hasFix) {
        m_under->setText(tr("not heard of at that time"));
        m_mark->clear();
        m_facts->setValues({});
        return;
    }
    m_under->setText(statusName(dot->status));
    m_mark->setPixmap(markIcon(dot->status, dot->staleness, *m_tones).pixmap(QSize(32, 32), devicePixelRatioF()));
    m_facts->setValues(
        {momentText(lane->laneTime), secondsText(dot->fixTime),
         stalenessName(dot->staleness) + QStringLiteral(", ") + ageText(lane->laneTime - dot->fixTime), speedText(*dot),
         headingText(*dot),
         QStringLiteral("%1, %2").arg(dot->position.latitude(), 0, 'f', 5).arg(dot->position.longitude(), 0, 'f', 5),
         marketName(*lane, dot->market)});
}

} // namespace roundsman
