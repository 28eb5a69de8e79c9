#include "ui/past/past_panel.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/rider_words.h"
#include "ui/models/trouble_words.h"
#include "ui/past/past_export.h"
#include "ui/support/countable.h"
#include "ui/support/shown_time.h"
#include "ui/theme/tones.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDir>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace roundsman {

namespace {

constexpr int coverageEverySeconds = 20;
constexpr std::array spans{1, 6, 24, 24 * 7}; // hours
constexpr Millis edgeRoom{30'000};

EventTime fieldTime(const QDateTimeEdit& field) {
    const QDateTime shown(field.date(), field.time(), shownZone());
    return eventTimeFromMillis(shown.toMSecsSinceEpoch());
}

} // namespace

PastPanel::PastPanel(FrameFeed& feed, PastPlayer& player, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_player(player), m_tones(&darkTones()), m_ruler(new PastRuler) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 10);
    column->setSpacing(8);
    column->addWidget(buildControls());
    column->addWidget(m_ruler, 1);
    column->addWidget(buildSpans());
    connectRuler();
    connect(&m_player, &PastPlayer::changed, this, &PastPanel::refresh);
    connect(&m_player, &PastPlayer::troubled, this, &PastPanel::sayTrouble);
    connect(&m_seconds, &QTimer::timeout, this, &PastPanel::refreshSeconds);
    m_seconds.start(std::chrono::seconds(1));
    showSpan(0);
    refresh();
}

PastPanel::~PastPanel() = default;

void PastPanel::setTones(const Tones& tones) {
    m_tones = &tones;
    m_ruler->setTones(tones);
    refresh();
}

void PastPanel::connectRuler() {
    connect(m_ruler, &PastRuler::timeAsked, &m_player, &PastPlayer::goTo);
    connect(m_ruler, &PastRuler::stepAsked, &m_player, &PastPlayer::moveBy);
    connect(m_ruler, &PastRuler::liveAsked, &m_player, &PastPlayer::goLive);
    connect(m_ruler, &PastRuler::playAsked, this, [this] { m_player.setPlaying(!m_player.isPlaying()); });
    connect(m_ruler, &PastRuler::viewAsked, this, &PastPanel::setView);
    connect(m_ruler, &PastRuler::spanChosen, this, &PastPanel::sayChosen);
}

/// What changes while it plays, many times a second.
void PastPanel::refresh() {
    const auto position = m_player.position();
    const bool past = position.has_value();
    const EventTime time = position.value_or(m_player.liveEdge());
    m_ruler->setPosition(position);
    if (past && m_player.isPlaying() && (time > m_ruler->view().second || time < m_ruler->view().first)) {
        lookAround(time);
    }
    dressChip(past);
    QString words = fullMomentText(time);
    if (past) {
        words += QStringLiteral("  ·  ") + tr("%1 ago").arg(ageText(m_player.liveEdge() - time));
        words += m_player.isReading() ? QStringLiteral("  ·  ") + tr("reading…") : QString();
    }
    m_when->setText(words);
    m_play->setText(m_player.isPlaying() ? QStringLiteral("❚❚") : QStringLiteral("▶"));
    m_play->setAccessibleName(m_player.isPlaying() ? tr("Pause") : tr("Play"));
    m_play->setEnabled(past);
    m_live->setEnabled(past);
    if (const int at = m_speed->findData(m_player.speed()); at != m_speed->currentIndex()) {
        const QSignalBlocker quiet(m_speed);
        m_speed->setCurrentIndex(at);
    }
    if (!m_typed && !m_goTo->hasFocus()) {
        const QDateTime shown = QDateTime::fromMSecsSinceEpoch(millisOf(time), shownZone());
        const QSignalBlocker quiet(m_goTo);
        m_goTo->setDateTime(QDateTime(shown.date(), shown.time(), QTimeZone(QTimeZone::UTC)));
    }
}

/// Style sheets are dear, and this is asked many times a second.
void PastPanel::dressChip(bool past) {
    const QString style = QStringLiteral("QLabel { background: %1; color: %2; border-radius: 5px; padding: 3px 9px; "
                                         "font-weight: 700; }")
                              .arg((past ? m_tones->warning : m_tones->good).name(), m_tones->surface.name());
    m_chip->setText(past ? tr("PAST") : tr("NOW"));
    if (m_chip->styleSheet() != style) {
        m_chip->setStyleSheet(style);
    }
}

void PastPanel::refreshSeconds() {
    if (!isVisible()) {
        return;
    }
    m_ruler->setLiveEdge(m_player.liveEdge());
    if (m_followsEdge && !m_player.position()) {
        showSpan(m_span->currentIndex());
    }
    if (++m_ticks % coverageEverySeconds == 0 || m_coverageStale) {
        askCoverage();
    }
    refresh();
}

void PastPanel::showSpan(int index) {
    const EventTime edge = m_player.liveEdge();
    const Millis length = std::chrono::hours{spans[static_cast<std::size_t>(std::max(0, index)) % spans.size()]};
    m_followsEdge = true;
    m_ruler->setLiveEdge(edge);
    const bool moved = m_ruler->view().second - m_ruler->view().first != length;
    m_ruler->setView({edge + edgeRoom - length, edge + edgeRoom});
    if (moved || m_ruler->coverage().to() < edge) {
        askCoverage();
    }
}

void PastPanel::setView(const PastRuler::Span& view) {
    const EventTime edge = m_player.liveEdge() + edgeRoom;
    const Millis beyond = view.second > edge ? view.second - edge : Millis{0};
    m_followsEdge = view.second >= edge && !m_player.position();
    m_ruler->setView({view.first - beyond, view.second - beyond});
    askCoverage();
}

void PastPanel::shiftBy(double part) {
    const auto [from, to] = m_ruler->view();
    const Millis by{std::llround(part * static_cast<double>((to - from).count()))};
    setView({from + by, to + by});
}

void PastPanel::lookAround(EventTime time) {
    const auto [from, to] = m_ruler->view();
    if (time >= from && time <= to) {
        return;
    }
    setView({time - (to - from) / 2, time + (to - from) / 2});
}

void PastPanel::askCoverage() {
    if (m_coverageAsked || !isVisible()) {
        m_coverageStale = true;
        return;
    }
    m_coverageAsked = true;
    m_coverageStale = false;
    const auto [from, to] = m_ruler->view();
    Query query;
    query.kind = QueryKind::verdictMinutes;
    query.bucket = coverageStep(to - from);
    const Millis margin = (to - from) / 4; // for the next turn of the wheel
    query.from = from - margin;
    query.to = std::min(to + margin, m_player.liveEdge());
    query.limit = 20'000;
    m_feed.api().query(query, answerOn<Table>(this, [this, query](const auto& answer) {
                           m_coverageAsked = false;
                           sayTrouble(answer ? QString() : troubleText(answer.error().sentence));
                           if (!answer) {
                               return;
                           }
                           m_ruler->setCoverage(coverageOf(*answer, query.from, query.to, *query.bucket));
                           if (m_coverageStale) {
                               askCoverage();
                           }
                       }));
}

/// Until it is over.
void PastPanel::sayTrouble(const QString& sentence) {
    if (!sentence.isEmpty() || m_message->text() == m_trouble) {
        m_message->setText(sentence);
        m_message->setToolTip(sentence);
    }
    m_trouble = sentence;
}

void PastPanel::sayChosen(const std::optional<PastRuler::Span>& span) {
    m_chosen->setText(span ? tr("Chosen: %1 – %2").arg(momentText(span->first), secondsText(span->second)) +
                                 QStringLiteral("  ·  ") + ageText(span->second - span->first)
                           : tr("Drag with Shift to choose a span"));
}

void PastPanel::goToField() {
    const EventTime time = fieldTime(*m_goTo);
    m_typed = false;
    m_player.goTo(time);
    lookAround(time);
    m_ruler->setFocus();
}

void PastPanel::startExport(const ExportWish& wish) {
    m_export = std::make_unique<PastExport>(m_feed, wish);
    connect(m_export.get(), &PastExport::progressed, this, [this](double part, quint64 rows) {
        m_progress->setValue(static_cast<int>(part * 1000));
        m_message->setText(tr("%Ln rows", nullptr, countable(rows)));
    });
    connect(m_export.get(), &PastExport::finished, this, &PastPanel::exportEnded);
    m_progress->setValue(0);
    m_progress->show();
    m_cancel->show();
    m_write->setEnabled(false);
    m_message->setText(tr("writing…"));
    m_export->start();
}

void PastPanel::exportEnded(quint64 rows, const QString& trouble) {
    const QString path = QDir::toNativeSeparators(m_export->wish().path);
    m_message->setText(trouble.isEmpty() ? tr("%Ln rows in %1", nullptr, countable(rows)).arg(path)
                                         : tr("No file was written: %1").arg(trouble));
    m_message->setToolTip(m_message->text());
    m_progress->hide();
    m_cancel->hide();
    m_write->setEnabled(true);
    m_export.release()->deleteLater(); // it speaks just now
}

} // namespace roundsman
