// What the panel is made of.
#include "ui/past/past_export.h"
#include "ui/past/past_panel.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTimeZone>
#include <QToolButton>

namespace roundsman {

QToolButton* PastPanel::button(const QString& text, const QString& name, const QString& tip) {
    auto* made = new QToolButton;
    made->setText(text);
    made->setAccessibleName(name);
    made->setToolTip(tip);
    made->setProperty("role", QStringLiteral("toggle"));
    made->setMinimumWidth(38);
    return made;
}

QWidget* PastPanel::buildControls() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    QToolButton* back = button(QStringLiteral("−1"), tr("A minute back"), tr("A minute back (F6)"));
    m_play = button(QStringLiteral("▶"), tr("Play"), tr("Play and pause (F7)"));
    m_play->setObjectName(QStringLiteral("play"));
    QToolButton* on = button(QStringLiteral("+1"), tr("A minute on"), tr("A minute on (F8)"));
    m_speed = new QComboBox;
    m_speed->setAccessibleName(tr("Speed"));
    for (const int speed : {1, 2, 5, 10, 30, 60}) {
        m_speed->addItem(tr("%1×").arg(speed), speed);
    }
    m_chip = new QLabel;
    m_when = new QLabel;
    m_when->setObjectName(QStringLiteral("when"));
    m_when->setAccessibleName(tr("Time shown"));
    m_when->setProperty("role", QStringLiteral("clock"));
    m_goTo = new QDateTimeEdit;
    m_goTo->setAccessibleName(tr("Go to a time"));
    m_goTo->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    // The figures alone; their zone is the one shown.
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    m_goTo->setTimeZone(QTimeZone(QTimeZone::UTC));
#else
    m_goTo->setTimeSpec(Qt::UTC);
#endif
    m_goTo->setCalendarPopup(true);
    m_goTo->setKeyboardTracking(false);
    connect(m_goTo, &QDateTimeEdit::dateTimeChanged, this, [this] { m_typed = true; });
    connect(m_goTo->findChild<QLineEdit*>(), &QLineEdit::returnPressed, this, &PastPanel::goToField);
    QToolButton* go = button(tr("Go"), tr("Go to that time"), tr("Go to that time"));
    m_live = button(tr("Back to now"), tr("Back to now"), tr("Back to now (F9)"));
    connect(back, &QToolButton::clicked, this, [this] { m_player.moveBy(Millis{-60'000}); });
    connect(on, &QToolButton::clicked, this, [this] { m_player.moveBy(Millis{60'000}); });
    connect(m_play, &QToolButton::clicked, this, [this] { m_player.setPlaying(!m_player.isPlaying()); });
    connect(m_speed, &QComboBox::currentIndexChanged, this,
            [this] { m_player.setSpeed(m_speed->currentData().toInt()); });
    connect(go, &QToolButton::clicked, this, &PastPanel::goToField);
    connect(m_live, &QToolButton::clicked, &m_player, &PastPlayer::goLive);
    for (QWidget* part : std::initializer_list<QWidget*>{back, m_play, on, m_speed}) {
        row->addWidget(part);
    }
    row->addSpacing(8);
    row->addWidget(m_chip);
    row->addWidget(m_when, 1);
    row->addWidget(m_goTo);
    row->addWidget(go);
    row->addSpacing(8);
    row->addWidget(m_live);
    return bar;
}

QWidget* PastPanel::buildSpans() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_span = new QComboBox;
    m_span->setAccessibleName(tr("Hours on the ruler"));
    m_span->addItems({tr("Last hour"), tr("Last 6 hours"), tr("Last 24 hours"), tr("Last 7 days")});
    connect(m_span, &QComboBox::activated, this, &PastPanel::showSpan);
    QToolButton* earlier =
        button(QStringLiteral("‹"), tr("Earlier hours"), tr("Earlier (Shift and wheel on the ruler)"));
    QToolButton* later = button(QStringLiteral("›"), tr("Later hours"), tr("Later (Shift and wheel on the ruler)"));
    connect(earlier, &QToolButton::clicked, this, [this] { shiftBy(-0.8); });
    connect(later, &QToolButton::clicked, this, [this] { shiftBy(0.8); });
    m_chosen = new QLabel;
    m_chosen->setProperty("role", QStringLiteral("muted"));
    m_chosen->setAccessibleName(tr("Chosen span"));
    m_message = new QLabel;
    m_message->setProperty("role", QStringLiteral("muted"));
    m_message->setAccessibleName(tr("Export"));
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long path pushes nothing aside
    m_message->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_progress = new QProgressBar;
    m_progress->setRange(0, 1000);
    m_progress->setFixedWidth(140);
    m_progress->setAccessibleName(tr("How much is written"));
    m_progress->hide();
    m_cancel = new QPushButton(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel the export"));
    m_cancel->hide();
    auto* link = new QPushButton(tr("Copy link"));
    link->setToolTip(tr("A link to this moment and place; paste it into Search (Ctrl+K) to come back"));
    m_write = new QPushButton(tr("Export…"));
    m_write->setObjectName(QStringLiteral("exportPast"));
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_export) {
            m_export->cancel();
        }
    });
    connect(link, &QPushButton::clicked, this, &PastPanel::linkAsked);
    connect(m_write, &QPushButton::clicked, this, &PastPanel::exportAsked);
    for (QWidget* part : std::initializer_list<QWidget*>{m_span, earlier, later, m_chosen}) {
        row->addWidget(part);
    }
    row->addWidget(m_message, 1);
    for (QWidget* part : std::initializer_list<QWidget*>{m_progress, m_cancel, link, m_write}) {
        row->addWidget(part);
    }
    sayChosen(std::nullopt);
    return bar;
}

} // namespace roundsman
