#include "ui/window/status_line.h"

#include "ui/bridge/frame_feed.h"
#include "ui/map/map_view.h"
#include "ui/models/trouble_words.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLocale>
#include <QStatusBar>

#include <utility>

namespace roundsman {

namespace {

QString dot(const QColor& colour) {
    return QStringLiteral("<span style='color:%1'>●</span> ").arg(colour.name());
}

/// What stands still, in a word or two, and why. The bar above says what to do.
std::pair<QString, QString> troubleIn(const NodeStatus& status) {
    if (!status.trouble.empty()) {
        return {StatusLine::tr("Node does not run"), troubleText(status.trouble)};
    }
    if (!status.logTrouble.empty()) {
        return {StatusLine::tr("Log stands still"), troubleText(status.logTrouble)};
    }
    for (const LaneStatus& lane : status.lanes) {
        if (!lane.trouble.empty()) {
            return {StatusLine::tr("Partition %1 stands still").arg(lane.partition.value()), troubleText(lane.trouble)};
        }
    }
    return status.history.trouble.empty()
               ? std::pair<QString, QString>()
               : std::pair(StatusLine::tr("History takes no rows"), troubleText(status.history.trouble));
}

QString withLabel(const QString& value, const QString& label, const Tones& tones) {
    return QStringLiteral("%1 <span style='color:%2'>%3</span>").arg(value, tones.textMuted.name(), label);
}

} // namespace

StatusLine::StatusLine(QStatusBar& bar, FrameFeed& feed, MapView& map, Theme& theme, QObject* parent)
    : QObject(parent),
      m_feed(feed),
      m_theme(theme),
      m_node(add(bar, tr("Node"))),
      m_riders(add(bar, tr("Riders by age"), 1)),
      m_updates(add(bar, tr("Updates"))),
      m_lag(add(bar, tr("Log lag"))),
      m_quarantine(add(bar, tr("Quarantine"))),
      m_framesShown(add(bar, tr("Frames"))) {
    bar.setSizeGripEnabled(false);
    connect(&map, &MapView::frameShown, this, &StatusLine::countFrame);
    connect(&theme, &Theme::changed, this, &StatusLine::refresh);
    connect(&m_timer, &QTimer::timeout, this, &StatusLine::refresh);
    m_timer.start(std::chrono::seconds(1));
    m_since.start();
    refresh();
}

QLabel* StatusLine::add(QStatusBar& bar, const QString& name, int stretch) {
    auto* label = new QLabel;
    label->setAccessibleName(name);
    label->setTextFormat(Qt::RichText);
    label->setContentsMargins(8, 0, 8, 0);
    bar.addWidget(label, stretch);
    return label;
}

void StatusLine::refresh() {
    refreshRiders();
    refreshNode(m_feed.api().status());
    const double seconds = static_cast<double>(m_since.restart()) / 1000;
    const int perSecond = seconds > 0.2 ? qRound(m_frames / seconds) : 0;
    m_frames = 0;
    m_framesShown->setText(withLabel(QString::number(perSecond), tr("frames/s"), m_theme.tones()));
}

void StatusLine::refreshRiders() {
    std::array<std::uint64_t, stalenessCount> byAge{};
    for (const FramePtr& lane : m_feed.picture().lanes) {
        for (std::size_t n = 0; n < stalenessCount; ++n) {
            byAge[n] += lane->ridersByStaleness[n];
        }
    }
    QStringList parts;
    for (std::size_t n = 0; n < stalenessCount; ++n) {
        const auto staleness = static_cast<Staleness>(n);
        parts << dot(stalenessColour(staleness, m_theme.tones())) +
                     withLabel(QLocale().toString(static_cast<qulonglong>(byAge[n])),
                               stalenessName(staleness).toLower(), m_theme.tones());
    }
    m_riders->setText(parts.join(QStringLiteral("&nbsp;&nbsp;&nbsp;")));
}

void StatusLine::refreshNode(const NodeStatus& status) {
    const Tones& tones = m_theme.tones();
    const auto [words, trouble] = troubleIn(status);
    const QString kind = status.logKind == "kafka" ? tr("Kafka") : tr("Embedded log");
    m_node->setText(!words.isEmpty() ? dot(tones.bad) + words
                    : status.ready   ? dot(tones.good) + kind
                                     : dot(tones.warning) + tr("Starting"));
    m_node->setToolTip(trouble);
    m_updates->setText(withLabel(QLocale().toString(qRound(status.updatesPerSecond)), tr("updates/s"), tones));
    const double lag = static_cast<double>(status.lag.count()) / 1000;
    const QString lagText = QStringLiteral("<span style='color:%1'>%2 s</span>")
                                .arg((lag > 5   ? tones.bad
                                      : lag > 1 ? tones.warning
                                                : tones.text)
                                         .name(),
                                     QLocale().toString(lag, 'f', 1));
    m_lag->setText(withLabel(lagText, tr("log lag"), tones));
    const std::uint64_t held = status.verdicts.of(Verdict::quarantined);
    const QString heldText =
        QStringLiteral("<span style='color:%1'>%2</span>")
            .arg((held > 0 ? tones.warning : tones.text).name(), QLocale().toString(static_cast<qulonglong>(held)));
    m_quarantine->setText(withLabel(heldText, tr("quarantined"), tones));
}

} // namespace roundsman
